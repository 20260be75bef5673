import Files
import Records
import Spaces
import StageKit

/// What a search costs that goes on and on, over many niches, or whose archives are full.
func longFigures(_ tables: PreparedTables, in scratch: ScratchFolder) -> [MeasurementGroup] {
    let long = LongSearch(tables: tables, scratch: scratch)
    return [
        MeasurementGroup(
            [
                Measurement(
                    "long/generation-slope", .microseconds,
                    "by how much a generation takes longer than the one before: least squares over 600 generations of "
                        + "six niches, a child each, from prompt to prompt by the journal"
                ) {
                    { try long.slope(generations: 600) }
                },
                Measurement(
                    "long/niches-210", .milliseconds, "a generation of 210 niches, a child each, of twenty"
                ) {
                    { try long.overNiches(generations: 20) }
                },
            ], seconds: 60, mostRounds: 5),
        MeasurementGroup(
            [10_000, 100_000].map { points in
                Measurement(
                    "long/archive-\(points)", .milliseconds,
                    "the archive stage, \(points) points of which none dominates another"
                ) {
                    let program = try long.archive(points)
                    return { try program.seconds() }
                }
            }, seconds: 20, mostRounds: 11),
    ]
}

private struct LongSearch {
    let tables: PreparedTables
    let scratch: ScratchFolder

    /// Seconds, over however many generations.
    func slope(generations: Int) throws -> Double {
        let starts = try run(generations: generations).filter { $0.stage == "prompt" }.compactMap {
            Self.seconds($0.started)
        }
        // Midnight may have passed.
        let lengths = zip(starts.dropFirst(), starts).map { $0 < $1 ? $0 + 86_400 - $1 : $0 - $1 }
        let middle = Double(lengths.count - 1) / 2
        let mean = lengths.reduce(0, +) / Double(lengths.count)
        let (products, squares) = lengths.enumerated().reduce((0.0, 0.0)) { sums, length in
            let place = Double(length.offset) - middle
            return (sums.0 + place * (length.element - mean), sums.1 + place * place)
        }
        return products / squares
    }

    /// Seconds of a generation.
    func overNiches(generations: Int) throws -> Double {
        var niches: [String] = []
        // Every count of four operations; the fifth makes up six edges.
        for code in 0..<(7 * 7 * 7 * 7) {
            let counts = [code / 343, code / 49 % 7, code / 7 % 7, code % 7]
            guard counts.reduce(0, +) <= 6 else { continue }
            let bounds = zip(Operation.allCases, counts).map { "\($0.name): [\($1), \($1)]" }
            niches.append("{name: N\(counts.map(String.init).joined()), \(bounds.joined(separator: ", "))}")
        }
        let starts = try run(
            generations: generations, "--set", "partition={niches: [\(niches.joined(separator: ", "))]}",
            "--set",
            "seed.per_niche=1"
        ).filter { $0.stage == "prompt" }.compactMap { Self.seconds($0.started) }
        guard let first = starts.first, let last = starts.last, starts.count > 1 else { return .nan }
        return (last < first ? last + 86_400 - first : last - first) / Double(starts.count - 1)
    }

    /// Archives that many evaluations, all into one niche.
    func archive(_ points: Int) throws -> SilentProcess {
        let run = scratch.newPath("full")
        _ = try search(run, generations: 1, [])
        let path = "\(run)/generation-00/evaluations.jsonl"
        let records = try JSONLines.read(EvaluationRecord.self, from: try FileSystem.read(path), file: path)
        guard let first = records.first else {
            throw StageFailure(.software, "no evaluation of the first generation")
        }
        let front = (0..<points).map { number in
            var record = first
            record.candidate.id = "g00-\(first.candidate.niche)-c\(number)"
            record.candidate.cell = "cell \(number)"
            record.accuracyPercent = 90 * Double(number + 1) / Double(points)
            record.latencyMilliseconds = Double(number + 1)
            return record
        }
        let input = scratch.newPath("front")
        try AtomicFile.publish(JSONLines.bytes(of: front), to: input)
        return try .ours(
            "archive", "--run-dir", run, "--generation", "0", "--input", input, "--output", "/dev/null",
            "--quiet")
    }

    private func run(generations: Int, _ more: String...) throws -> [JournalRecord] {
        let run = scratch.newPath("long")
        defer { ScratchFolder.removeAll(run) }
        _ = try search(run, generations: generations, more)
        return try Journal(runDirectory: run).records()
    }

    private func search(_ run: String, generations: Int, _ more: [String]) throws -> Double {
        let chain =
            "chain=[partition, seed, evaluate, archive, {repeat: {generations: \(generations), stages: [prompt, evaluate, archive]}}, aggregate]"
        return try SilentProcess.ours(
            "pelnas",
            [
                "run", try pipelineText.write(in: scratch), "--set", "data.tables=\(try tables.imported())",
                "--set", chain, "--set",
                "prompt={proposer: pea, children: 1}", "--set", "evaluate={accuracy: {source: table}}",
                "--run-dir", run, "--quiet",
            ] + more
        ).seconds()
    }

    /// Of the day, of a journal's "2026-11-21T08:00:00.123Z".
    private static func seconds(_ date: String) -> Double? {
        let parts = date.drop { $0 != "T" }.dropFirst().dropLast().split(separator: ":").compactMap {
            Double($0)
        }
        return parts.count == 3 ? parts[0] * 3_600 + parts[1] * 60 + parts[2] : nil
    }
}
