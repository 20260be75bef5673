internal import Files
public import Records
public import StageKit

/// A run's front, as far as there is one: the finished one with true accuracies, the finished one without, or
/// what the archives of a run at work come to.
public struct FoundFront {
    public struct Row: Sendable {
        public var evaluation: EvaluationRecord
        /// Test accuracy in percent; nil where it was not looked up, or is not known.
        public var trueAccuracyPercent: Double?
        /// The record as it stands in its file, without the line break.
        public var line: [UInt8]
    }

    public enum Order: String, CaseIterable, Sendable {
        case latency, accuracy, niche
    }

    public private(set) var rows: [Row]
    /// Where it comes from, in words: "front-true.jsonl".
    public let origin: String
    /// Whether true accuracies stand in it.
    public let isScored: Bool

    /// The front of one generation, or the newest there is. What is current comes before what is not, which
    /// `origin` says. Throws code 66 where there is none yet, code 64 for a generation the chain has not.
    public init(of run: RunDirectory, plan: Plan, judge: StalenessJudge, generation: Int? = nil) throws {
        let reader = FrontReader(run: run)
        let found =
            try generation.map { try Self.front(ofGeneration: $0, reader, plan) }
            ?? Self.current(reader, plan, try judge.states(of: plan.steps)) ?? Self.outdated(reader)
        guard let found else {
            throw StageFailure(.missingInput, "\(run.root): there is no archive yet, and so no front")
        }
        rows = found.rows
        origin = found.origin
        isScored = found.isScored
    }

    private typealias Found = (rows: [Row], origin: String, isScored: Bool)

    private static func front(ofGeneration generation: Int, _ reader: FrontReader, _ plan: Plan) throws
        -> Found
    {
        guard generation >= 0, generation <= plan.lastGeneration else {
            throw StageFailure(
                .usage, "--generation \(generation): the chain has generations 0 to \(plan.lastGeneration)")
        }
        guard let rows = try reader.archive(generation) else {
            throw StageFailure(
                .missingInput, "\(reader.run.root): generation \(generation) has no archive yet")
        }
        return (rows, "the archives of generation \(generation), their non-dominated cells", false)
    }

    /// What is current: the finished front, or that of the last archives.
    private static func current(_ reader: FrontReader, _ plan: Plan, _ states: [StepState]) throws -> Found? {
        let current = zip(plan.steps, states).filter { $0.1 == .current }.map(\.0)
        let files = Set(current.flatMap(\.writes))
        if files.contains(scored), let rows = try reader.scored() { return (rows, scored, true) }
        if files.contains(unscored), let rows = try reader.unscored() { return (rows, unscored, false) }
        guard let generation = current.last(where: { $0.archive != nil })?.generation,
            let rows = try reader.archive(generation)
        else { return nil }
        let why = RunLock.isHeld(reader.run.root) ? "a run is at work" : "the search is not finished"
        let origin =
            "the archives of generation \(generation) of \(plan.lastGeneration), their non-dominated cells: "
            + why
        return (rows, origin, false)
    }

    /// Whatever there is.
    private static func outdated(_ reader: FrontReader) throws -> Found? {
        let why = "which is not current: pelnas status says why"
        if let rows = try reader.scored() { return (rows, "\(scored), \(why)", true) }
        if let rows = try reader.unscored() { return (rows, "\(unscored), \(why)", false) }
        for generation in PathPattern.generations(in: reader.run.root).reversed() {
            guard let rows = try reader.archive(generation) else { continue }
            return (rows, "the archives of generation \(generation), \(why)", false)
        }
        return nil
    }

    private static let scored = "front-true.jsonl"
    private static let unscored = "front.jsonl"

    /// Only one niche's members. Throws code 64 for a niche that has none, naming those that have.
    public mutating func keep(niche: String) throws {
        let names = Set(rows.map(\.evaluation.candidate.niche))
        rows = rows.filter { $0.evaluation.candidate.niche == niche }
        guard rows.isEmpty else { return }
        throw StageFailure(
            .usage,
            "--niche \(niche): no cell of that niche is on the front; there are cells of "
                + (names.isEmpty ? "none" : names.sorted().joined(separator: ", ")))
    }

    /// By latency from the fastest, by the accuracy the search sees from the best, or by niche, then latency;
    /// unknown values last, ties as they were.
    public mutating func sort(by order: Order) {
        func key(_ row: Row) -> (String, Double) {
            let evaluation = row.evaluation
            let latency = evaluation.latencyMilliseconds ?? .infinity
            switch order {
            case .latency: return ("", latency)
            case .accuracy: return ("", -(evaluation.accuracyPercent ?? -.infinity))
            case .niche: return (evaluation.candidate.niche, latency)
            }
        }
        rows = rows.enumerated().map { (key($1), $0, $1) }
            .sorted { ($0.0.0, $0.0.1, $0.1) < ($1.0.0, $1.0.1, $1.1) }.map(\.2)
    }

    /// The first so many.
    public mutating func cut(to limit: Int) { rows = Array(rows.prefix(max(0, limit))) }
}

/// Reads fronts with their lines.
private struct FrontReader {
    let run: RunDirectory

    func scored() throws -> [FoundFront.Row]? {
        try rows(TrueFrontRecord.self, "front-true.jsonl") {
            .init(evaluation: $0.evaluation, trueAccuracyPercent: $0.trueAccuracyPercent, line: $1)
        }
    }

    func unscored() throws -> [FoundFront.Row]? {
        try rows(FrontRecord.self, "front.jsonl") { .init(evaluation: $0.evaluation, line: $1) }
    }

    /// The non-dominated of a generation's archives.
    func archive(_ generation: Int) throws -> [FoundFront.Row]? {
        let path = "\(PathPattern.folder(ofGeneration: generation))/archive.jsonl"
        guard
            let members = try rows(
                ArchiveRecord.self, path, { FoundFront.Row(evaluation: $0.evaluation, line: $1) })
        else { return nil }
        let lines = Dictionary(
            members.map { ($0.evaluation.candidate.cell, $0) }, uniquingKeysWith: { first, _ in first })
        return ParetoMembers.front(of: members.map(\.evaluation)).compactMap { lines[$0.candidate.cell] }
    }

    /// nil where there is no such file.
    private func rows<Kind: Record>(
        _ kind: Kind.Type, _ name: String, _ row: (Kind, [UInt8]) -> FoundFront.Row
    ) throws -> [FoundFront.Row]? {
        let path = run.path(name)
        let bytes: [UInt8]
        do {
            bytes = try FileSystem.read(path)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
        let records = try JSONLines.read(kind, from: bytes, file: path)
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        return zip(records, lines).map { row($0, Array($1)) }
    }
}
