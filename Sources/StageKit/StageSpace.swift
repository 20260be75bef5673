public import Records
public import Spaces

/// A search space as stages read it from a run's files.
public protocol StageSpace: Sendable {
    associatedtype Candidate: Searchable

    /// The run's niches, in the order of `niches.jsonl`.
    func niches(_ context: StageContext) throws -> [Candidate.Region]

    /// The architecture of a record; a text that is none is bad data, told with its place.
    func candidate(_ record: CandidateRecord, _ context: StageContext) throws -> Candidate
}

/// NAS-Bench-201.
public struct CellSpace: StageSpace {
    public init() {}

    public func niches(_ context: StageContext) throws -> [Niche] { try context.niches() }

    public func candidate(_ record: CandidateRecord, _ context: StageContext) throws -> Cell {
        try context.cell(record)
    }
}
