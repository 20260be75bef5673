/// An architecture that a search can draw, vary and tell from others: all that proposers know of a space.
///
/// `Cell` is one, whose space is small enough to be listed; so is `Architecture`, whose space a file defines and
/// which may be too large for that. What is asked for here takes no longer in a larger space than the architecture
/// is long, where the space cannot be listed.
public protocol Searchable: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Parts of the space.
    associatedtype Region: SearchRegion where Region.Member == Self
    /// Sets of its architectures.
    associatedtype Members: MemberSet where Members.Member == Self
    /// Draws from the whole space, one after the other.
    associatedtype Draws: MemberDraws where Draws.Member == Self

    /// The simplest architecture that computes the same.
    var canonical: Self { get }

    /// Those that differ in one decision, in a fixed order.
    var neighbours: [Self] { get }

    /// With one decision, each equally likely, taken otherwise.
    func mutated(_ random: inout RandomStream) -> Self

    /// Each decision from either with equal chance (uniform crossover).
    func mixed(with other: Self, _ random: inout RandomStream) -> Self

    /// A mixture that is wanted and equals neither parent; nil when there is none, or none was found.
    func crossed(
        with other: Self, where isWanted: (Self) -> Bool, _ random: inout RandomStream
    ) -> Self?

    /// What the network costs, in millions; nil where the space does not tell. A data set sets the input's size and
    /// the number of classes where the space leaves them open.
    func millions(_ measure: CostMeasure, on dataset: Dataset?) -> Double?

    /// How many members each of these regions has left, by what is open; counting each that computes the same once
    /// where `countsFunctions`. `tried` are those that the run has had.
    static func openCounts(
        in regions: [Region], tried: Members, countsFunctions: Bool, where isOpen: (Self) -> Bool
    ) -> [Int]

    /// Every architecture of the regions' space in a fixed order; nil where it is too large to be listed.
    static func listed(for regions: [Region]) -> [Self]?
}

/// A part of a search space: a niche.
public protocol SearchRegion: Sendable, Equatable {
    associatedtype Member: Searchable

    var name: String { get }
    /// Why it is there, for readers.
    var rationale: String { get }

    func contains(_ member: Member) -> Bool

    /// What keeps an architecture out, in words; nil when it is inside.
    func objection(to member: Member) -> String?

    /// A member that is wanted, each equally likely; nil when none is left, or none was found in many draws.
    func drawn(where isWanted: (Member) -> Bool, _ random: inout RandomStream) -> Member?

    /// `count` different members in random order; fewer where it has no more, or no more were found.
    func sample(_ count: Int, _ random: inout RandomStream) -> [Member]

    /// The whole space as one region, "all", of these regions' space; nil where no region tells which.
    static func whole(of regions: [Self]) -> Self?

    /// Whether any member is open. Of a region too large to be listed it may be said that one is where there is
    /// none, not the other way round.
    func hasOpen(where isOpen: (Member) -> Bool) -> Bool
}

/// A set of architectures.
public protocol MemberSet: Sendable {
    associatedtype Member

    init()
    var count: Int { get }
    func contains(_ member: Member) -> Bool
    mutating func include(_ member: Member)
}

extension MemberSet {
    public init(_ members: some Sequence<Member>) {
        self.init()
        for member in members { include(member) }
    }
}

/// Different architectures of a whole space, each equally likely.
public protocol MemberDraws {
    associatedtype Member: Searchable

    /// Draws among those that are wanted.
    init(overAll regions: [Member.Region], where isWanted: @escaping (Member) -> Bool)

    /// The next; nil when none is left, or none was found in many draws.
    mutating func next(_ random: inout RandomStream) -> Member?
}
