import Foundation
import Testing

/// A small search on made-up tables: two generations of an oracle's, so that a test takes moments.
final class Search {
    let workplace: Workplace

    init(generations: Int = 2, extra: String = "", chain: String? = nil) throws {
        workplace = try Workplace()
        let chain =
            chain
                ?? """
                  - partition
                  - seed
                  - evaluate
                  - archive
                  - repeat: {generations: \(generations), stages: [prompt, evaluate, archive]}
                  - aggregate
                  - score
                """
        try workplace.write(
            """
            name: small
            random_seed: 7
            target: {dataset: cifar10, device: fpga}
            seed: {per_niche: 4}
            prompt: {children: 2}
            evaluate: {accuracy: {source: table}}
            \(extra)
            data: {tables: \(try SyntheticTables.folder())}
            chain:
            \(chain)

            """, to: "pipeline.yaml")
    }

    @discardableResult
    func pelnas(_ arguments: String..., environment: [String: String] = [:]) throws -> Ending {
        try RunningCommand(["pelnas"] + arguments, in: workplace.url, environment: environment).wait()
    }

    /// Runs to the end in a run directory, which must go well.
    func complete(_ directory: String = "run", _ more: String...) throws {
        let ending = try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", directory, "--quiet"] + more, in: workplace.url
        ).wait()
        try #require(ending.code == 0, "\(ending.errors)")
    }

    /// What a run directory holds but for the journal, whose times differ from run to run, and the report, which
    /// names the directory.
    func results(_ directory: String = "run") throws -> [String: Data] {
        try workplace.files(below: directory).filter {
            $0.key != "journal.jsonl" && !$0.key.hasPrefix("report/")
        }
    }

    func journalLines(_ directory: String = "run") throws -> [String] {
        try workplace.read("\(directory)/journal.jsonl").split(separator: "\n").map(String.init)
    }

    /// The steps that the journal's lines from one on are about, such as "prompt@2".
    func steps(from line: Int, _ directory: String = "run") throws -> [String] {
        try journalLines(directory).dropFirst(line).map { text in
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            let stage = object?["stage"] as? String ?? "?"
            return (object?["generation"] as? Int).map { "\(stage)@\($0)" } ?? stage
        }
    }
}
