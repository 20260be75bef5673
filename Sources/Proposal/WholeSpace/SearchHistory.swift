public import Spaces

/// What a method that searches the whole space remembers: the run's evaluated cells, generation by
/// generation. A stage has no memory of its own; whatever such a method must know follows from these.
///
/// A cell without a value for an objective is left out: it is in no population and never a parent.
public struct SearchHistory<Candidate: Searchable>: Sendable {
    /// A cell with its objectives, all minimised.
    public typealias Member = Evolution.Member<Candidate>

    /// The generations from the first on, each in the order of its file.
    public let generations: [[Member]]

    /// How many cells the first generation evaluated, those without a value included: the size of a
    /// population.
    public let seedCount: Int

    public init(_ evaluated: [EvaluatedCell<Candidate>]) {
        let byGeneration = Dictionary(grouping: evaluated, by: \.generation)
        let numbers = byGeneration.keys.sorted()
        generations = numbers.map { number in
            (byGeneration[number] ?? []).compactMap { cell in cell.point.map { (cell.cell, $0) } }
        }
        seedCount = numbers.first.flatMap { byGeneration[$0]?.count } ?? 0
    }

    /// All of them, the oldest first.
    public var members: [Member] { generations.flatMap { $0 } }
}
