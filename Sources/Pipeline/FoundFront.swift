internal import Files
public import Records
public import StageKit

/// A run's front, as far as there is one: the finished one with true accuracies, the finished one without, or
/// what the archives of a run at work come to. Or those archives themselves.
public struct FoundFront {
    public struct Row: Sendable {
        public var evaluation: EvaluationRecord
        /// What was looked up after the search; nil where it was not.
        public var truth: TrueFrontRecord?
        /// The record as it stands in its file, without the line break.
        public var line: [UInt8]

        /// Test accuracy in percent; nil where it was not looked up, or is not known.
        public var trueAccuracyPercent: Double? { truth?.trueAccuracyPercent }
        /// The same of latency in ms.
        public var trueLatencyMilliseconds: Double? { truth?.trueLatencyMilliseconds }
    }

    public enum Order: String, CaseIterable, Sendable {
        case latency, accuracy, niche
    }

    public private(set) var rows: [Row]
    /// Where it comes from, in words, and whether that is current: "front-true.jsonl".
    public let origin: String

    private typealias Found = (rows: [Row], origin: String)

    private init(_ found: Found?, in run: RunDirectory, what: String) throws {
        guard let found else {
            throw StageFailure(.missingInput, "\(run.root): there is no archive yet\(what)")
        }
        rows = found.rows
        origin = found.origin
    }

    /// The front of one generation, or the newest there is. What is current comes before what is not, which
    /// `origin` says. Throws code 66 where there is none yet, code 64 for a generation the chain has not.
    public init(of run: RunDirectory, plan: Plan, judge: StalenessJudge, generation: Int? = nil) throws {
        let archives = FoundArchives(run: run, plan: plan, states: try judge.states(of: plan.steps))
        let found =
            try generation.map { try Self.front(ofGeneration: $0, archives) }
            ?? Self.current(archives) ?? Self.outdated(archives)
        try self.init(found, in: run, what: ", and so no front")
    }

    /// All members of the archives after the chain's last generation that has them: of those that are current
    /// where any is, which `origin` says. Throws code 66 where there is none yet.
    public init(archivesOf run: RunDirectory, plan: Plan, judge: StalenessJudge) throws {
        let archives = FoundArchives(run: run, plan: plan, states: try judge.states(of: plan.steps))
        var found: Found?
        if let (step, isCurrent) = archives.last, let rows = try archives.reader.members(step.path) {
            let origin = "the archives of generation \(step.generation) of \(plan.lastGeneration)"
            found = (rows, origin + (isCurrent ? archives.whyNotLast(step) : Self.isNotCurrent))
        }
        try self.init(found, in: run, what: "")
    }

    private static func front(ofGeneration generation: Int, _ archives: FoundArchives) throws -> Found {
        guard generation >= 0, generation <= archives.plan.lastGeneration else {
            throw StageFailure(
                .usage,
                "--generation \(generation): the chain has generations 0 to "
                    + "\(archives.plan.lastGeneration)")
        }
        guard let place = archives.all.first(where: { $0.generation == generation }),
            let rows = try archives.reader.front(place.path)
        else {
            throw StageFailure(
                .missingInput, "\(archives.reader.run.root): generation \(generation) has no archive yet")
        }
        let origin = "the archives of generation \(generation), their non-dominated cells"
        return (rows, origin + (place.isCurrent ? "" : isNotCurrent))
    }

    /// What is current: the finished front, or that of the last archives.
    private static func current(_ archives: FoundArchives) throws -> Found? {
        let reader = archives.reader
        if archives.isCurrent(scored), let rows = try reader.scored() { return (rows, scored) }
        if archives.isCurrent(unscored), let rows = try reader.unscored() { return (rows, unscored) }
        guard let (place, isCurrent) = archives.last, isCurrent, let rows = try reader.front(place.path)
        else { return nil }
        let why = RunLock.isHeld(reader.run.root) ? "a run is at work" : "the search is not finished"
        let origin =
            "the archives of generation \(place.generation) of \(archives.plan.lastGeneration), "
            + "their non-dominated cells: \(why)"
        return (rows, origin)
    }

    /// Whatever there is, but nothing that the chain does not write.
    private static func outdated(_ archives: FoundArchives) throws -> Found? {
        let reader = archives.reader
        if let rows = try reader.scored() { return (rows, scored + isNotCurrent) }
        if let rows = try reader.unscored() { return (rows, unscored + isNotCurrent) }
        guard let (place, _) = archives.last, let rows = try reader.front(place.path) else { return nil }
        return (rows, "the archives of generation \(place.generation)" + isNotCurrent)
    }

    /// What is said of something that is not current.
    public static let isNotCurrent = ", which is not current: pelnas status says why"
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
