import PipelineFile

/// A file with every section, one key a line, so that a test can change one.
let example = """
    name: cifar10-raspi4
    random_seed: 7
    space: nas-bench-201
    target:
      dataset: cifar10
      device: raspi4
      latency_limit_ms: 4.5
    partition:
      scheme: conv3x3-count
    seed:
      per_niche: 10
    prompt:
      proposer: pea
      children: 5
      parents: 6
      crossover_probability: 0.5
      novelty: text
    evaluate:
      accuracy:
        source: predictor
        predictor: zero-cost+structure
        training_cells: 1000
        rounds: 500
        depth: 6
        learning_rate: 0.3
      latency: {source: table}
    score:
      truth: table
      exclude_degenerate: false
    data:
      tables: ../shared/data
    chain:
      - partition
      - seed
      - repeat: {generations: 10, stages: [prompt, evaluate, archive]}
      - score

    """

/// The least that a file must say.
let least = """
    target: {dataset: cifar100, device: fpga}
    data: {tables: tables}
    chain: [seed]

    """

extension String {
    /// The text with the first occurrence of a part replaced.
    func with(_ part: String, _ other: String) -> String {
        guard let range = firstRange(of: part) else { return "'\(part)' is not in the example" }
        return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
    }

    private func firstRange(of part: String) -> Range<Index>? {
        let units = Array(utf8)
        let sought = Array(part.utf8)
        guard units.count >= sought.count else { return nil }
        for start in 0...(units.count - sought.count)
        where units[start..<(start + sought.count)].elementsEqual(sought) {
            let lower = utf8.index(startIndex, offsetBy: start)
            return lower..<utf8.index(lower, offsetBy: sought.count)
        }
        return nil
    }
}

func settings(
    _ text: String, environment: [String: String] = [:], set overrides: [String] = []
) throws -> PipelineSettings {
    try PipelineFile.parse(
        Array(text.utf8), file: "a.yaml", environment: environment, overrides: overrides
    ).settings
}

/// Everything that is said about a bad file; "good" of a good one.
func complaint(
    _ text: String, environment: [String: String] = [:], set overrides: [String] = []
) -> String {
    do {
        _ = try settings(text, environment: environment, set: overrides)
        return "good"
    } catch {
        return "\(error)"
    }
}

/// The first lines of each message: place and words, without the source line and the caret.
func headings(
    _ text: String, environment: [String: String] = [:], set overrides: [String] = []
) -> [String] {
    complaint(text, environment: environment, set: overrides)
        .split(separator: "\n").map(String.init)
        .filter { $0.hasPrefix("a.yaml:") || $0.hasPrefix("--set") || $0.hasPrefix("and ") || $0 == "good" }
}
