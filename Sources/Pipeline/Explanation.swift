internal import Files
internal import Pareto
public import Records
public import StageKit

/// Where a cell of a run came from and what became of it.
public struct Explanation {
    /// As written.
    public var cell: String
    public var candidate: CandidateRecord?
    public var evaluation: EvaluationRecord?
    /// The last generation that has an archive by now; nil where none has.
    public var lastArchive: Int?
    /// The first and the last generation in whose archive it stood; nil where it never did.
    public var archived: (first: Int, last: Int)?
    /// Whether it still stands in the last archive there is.
    public var stayed = false
    /// A member of the archive it left, that dominates it.
    public var displacedBy: EvaluationRecord?
    /// nil where there is no front yet, or that of an older search.
    public var isOnFront: Bool?
    /// Whether archives and front are told as the settings are now; else they are an older search's.
    public var isCurrent = true
    public var truth: TrueFrontRecord?
    public var rejections: [RejectedRecord] = []
    /// Children made of it, as (id, cell).
    public var children: [CandidateRecord] = []
    /// Ancestors, nearest first: parents, their parents and so on, each once.
    public var ancestors: [CandidateRecord] = []

    /// What is current counts, and what is not where nothing is. Throws what reading the files throws.
    public init(_ cell: String, in run: RunDirectory, plan: Plan, judge: StalenessJudge) throws {
        self.cell = cell
        let text = cell
        let reader = RunReader(run: run)
        let lastGeneration = plan.lastGeneration
        let candidates = try reader.every(CandidateRecord.self, "candidates.jsonl", lastGeneration)
        candidate = candidates.first { $0.cell == text }
        children = candidates.filter { $0.parents.contains(text) }
        ancestors = Self.ancestors(of: candidate, among: candidates)
        rejections = try reader.every(RejectedRecord.self, "rejected.jsonl", lastGeneration).filter {
            $0.candidate.cell == text
        }
        evaluation = try reader.every(EvaluationRecord.self, "evaluations.jsonl", lastGeneration).first {
            $0.candidate.cell == text
        }
        let archives = FoundArchives(run: run, plan: plan, states: try judge.states(of: plan.steps))
        isCurrent = archives.all.isEmpty || archives.all.contains(where: \.isCurrent)
        // Without a gap: what an older search left beyond says nothing of this one.
        let places = archives.all.enumerated().prefix { position, place in
            place.generation == position && (place.isCurrent || !isCurrent)
        }.map(\.element)
        try followArchives(reader, text, places, by: plan.objectives)
        if isCurrent ? archives.isCurrent("front.jsonl") : FileSystem.exists(run.path("front.jsonl")) {
            isOnFront = try reader.one(FrontRecord.self, "front.jsonl").contains {
                $0.evaluation.candidate.cell == text
            }
        }
        truth = try reader.one(TrueFrontRecord.self, "front-true.jsonl").first {
            $0.evaluation.candidate.cell == text
        }
    }

    private mutating func followArchives(
        _ reader: RunReader, _ text: String, _ places: [FoundArchives.Place],
        by objectives: [Objective]
    ) throws {
        lastArchive = places.last?.generation
        for place in places {
            let generation = place.generation
            let archive = try reader.one(ArchiveRecord.self, place.path).map(\.evaluation)
            if archive.contains(where: { $0.candidate.cell == text }) {
                archived = (archived?.first ?? generation, generation)
                stayed = generation == lastArchive
            } else if archived?.last == generation - 1, displacedBy == nil,
                let own = evaluation?.vector(objectives)
            {
                displacedBy = archive.first { other in
                    other.candidate.niche == evaluation?.candidate.niche
                        && other.vector(objectives)?.dominates(own) == true
                }
            }
        }
    }

    private static func ancestors(of candidate: CandidateRecord?, among all: [CandidateRecord])
        -> [CandidateRecord]
    {
        let byCell = Dictionary(all.map { ($0.cell, $0) }, uniquingKeysWith: { first, _ in first })
        var found: [CandidateRecord] = []
        var names: Set<String> = []
        var open = candidate?.parents ?? []
        while let cell = open.first {
            open.removeFirst()
            guard let ancestor = byCell[cell], names.insert(ancestor.id).inserted else { continue }
            found.append(ancestor)
            open += ancestor.parents
        }
        return found
    }
}

/// Reads the records of a run that are there; a file that is not, has none.
public struct RunReader {
    private let run: RunDirectory

    public init(run: RunDirectory) { self.run = run }

    public func one<Kind: Record>(_ kind: Kind.Type, _ path: String) throws -> [Kind] {
        let full = run.path(path)
        guard FileSystem.exists(full) else { return [] }
        return try JSONLines.read(kind, from: try FileSystem.read(full), file: full)
    }

    public func generation<Kind: Record>(_ kind: Kind.Type, _ name: String, _ generation: Int) throws
        -> [Kind]
    {
        try one(kind, "\(PathPattern.folder(ofGeneration: generation))/\(name)")
    }

    public func every<Kind: Record>(_ kind: Kind.Type, _ name: String, _ last: Int) throws -> [Kind] {
        try (0...max(0, last)).flatMap { try generation(kind, name, $0) }
    }
}
