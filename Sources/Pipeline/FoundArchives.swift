internal import Files
internal import Records
internal import StageKit

/// The archives that a chain writes and a run directory has: those that an older and longer chain left behind
/// are nobody's.
struct FoundArchives {
    struct Place {
        var generation: Int
        /// Within the run directory.
        var path: String
        var isCurrent: Bool
    }

    let plan: Plan
    let reader: FrontReader
    /// By generation, those that are there.
    let all: [Place]
    private let current: Set<String>

    /// `states` are those of the plan's steps.
    init(run: RunDirectory, plan: Plan, states: [StepState]) {
        self.plan = plan
        reader = FrontReader(run: run, objectives: plan.objectives, noise: plan.noise)
        all = zip(plan.steps, states).compactMap { step, state in
            guard let generation = step.generation, let path = step.archive,
                FileSystem.exists(run.path(path))
            else { return nil }
            return Place(generation: generation, path: path, isCurrent: state == .current)
        }
        current = Set(zip(plan.steps, states).filter { $0.1 == .current }.flatMap(\.0.writes))
    }

    /// Whether a file of the run is what running its step now would make.
    func isCurrent(_ path: String) -> Bool { current.contains(path) }

    /// The last that is current; the last of all where none is.
    var last: (place: Place, isCurrent: Bool)? {
        (all.last(where: \.isCurrent) ?? all.last).map { ($0, $0.isCurrent) }
    }

    /// Why archives that are current are not the search's last ones: ", a run is at work"; nothing where they
    /// are.
    func whyNotLast(_ place: Place) -> String {
        guard place.generation < plan.lastGeneration else { return "" }
        return RunLock.isHeld(reader.run.root) ? ": a run is at work" : ": the search is not finished"
    }
}

/// Reads fronts and archives with their lines; nil where there is no such file.
struct FrontReader {
    let run: RunDirectory
    let objectives: [Objective]
    let noise: Double

    func scored() throws -> [FoundFront.Row]? {
        try rows(TrueFrontRecord.self, "front-true.jsonl") {
            .init(evaluation: $0.evaluation, truth: $0, line: $1)
        }
    }

    func unscored() throws -> [FoundFront.Row]? {
        try rows(FrontRecord.self, "front.jsonl") { .init(evaluation: $0.evaluation, line: $1) }
    }

    /// All members of a generation's archives.
    func members(_ path: String) throws -> [FoundFront.Row]? {
        try rows(ArchiveRecord.self, path) { FoundFront.Row(evaluation: $0.evaluation, line: $1) }
    }

    /// The non-dominated of a generation's archives.
    func front(_ path: String) throws -> [FoundFront.Row]? {
        guard let members = try members(path) else { return nil }
        let lines = Dictionary(
            members.map { ($0.evaluation.candidate.cell, $0) }, uniquingKeysWith: { first, _ in first })
        return ParetoMembers.front(of: members.map(\.evaluation), by: objectives, noise: noise).compactMap {
            lines[$0.candidate.cell]
        }
    }

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
