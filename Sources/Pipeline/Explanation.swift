internal import Files
internal import Pareto
public import Records
public import Spaces
public import StageKit

/// Where a cell of a run came from and what became of it.
public struct Explanation {
    public var cell: Cell
    public var candidate: CandidateRecord?
    public var evaluation: EvaluationRecord?
    /// The first and the last generation in whose archive it stood; nil where it never did.
    public var archived: (first: Int, last: Int)?
    /// Whether it was still there in the run's last archive.
    public var stayed = false
    /// A member of the archive it left, that dominates it.
    public var displacedBy: EvaluationRecord?
    public var isOnFront = false
    public var truth: TrueFrontRecord?
    public var rejections: [RejectedRecord] = []
    /// Children made of it, as (id, cell).
    public var children: [CandidateRecord] = []
    /// Ancestors, nearest first: parents, their parents and so on, each once.
    public var ancestors: [CandidateRecord] = []

    public init(_ cell: Cell, in run: RunDirectory, lastGeneration: Int) throws {
        self.cell = cell
        let text = cell.description
        let reader = RunReader(run: run)
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
        try followArchives(reader, text, lastGeneration)
        isOnFront = try reader.one(FrontRecord.self, "front.jsonl").contains {
            $0.evaluation.candidate.cell == text
        }
        truth = try reader.one(TrueFrontRecord.self, "front-true.jsonl").first {
            $0.evaluation.candidate.cell == text
        }
    }

    private mutating func followArchives(_ reader: RunReader, _ text: String, _ lastGeneration: Int) throws {
        for generation in 0...max(0, lastGeneration) {
            let archive = try reader.generation(ArchiveRecord.self, "archive.jsonl", generation).map(
                \.evaluation)
            if archive.contains(where: { $0.candidate.cell == text }) {
                archived = (archived?.first ?? generation, generation)
                stayed = generation == lastGeneration
            } else if archived?.last == generation - 1, displacedBy == nil, let own = evaluation?.point {
                displacedBy = archive.first { other in
                    other.candidate.niche == evaluation?.candidate.niche
                        && other.point?.dominates(own) == true
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
