/// A space that a file defines: nothing here lists it, but where it is known to be small.
extension Architecture: Searchable {
    public typealias Region = SpaceNiche
    public typealias Members = Set<Architecture>

    /// Mixtures drawn before two parents count as too alike to cross.
    private static let mixtures = 100
    /// Spaces up to this size are listed where a method has to.
    static let mostListed = 1_000_000

    public func crossed(
        with other: Architecture, where isWanted: (Architecture) -> Bool, _ random: inout RandomStream
    ) -> Architecture? {
        guard self != other else { return nil }
        for _ in 0..<Self.mixtures {
            let child = mixed(with: other, &random)
            if child != self, child != other, isWanted(child) { return child }
        }
        return nil
    }

    /// The space's own measure of that name; of a space that has one for each data set, that data set's.
    public func millions(_ measure: CostMeasure, on dataset: Dataset?) -> Double? {
        self.measure(measure.rawValue)
            ?? dataset.flatMap { self.measure("\(measure.rawValue).\($0.rawValue)") }
    }

    /// By the regions' sizes and what was tried of them; limits are not counted.
    public static func openCounts(
        in regions: [SpaceNiche], tried: Set<Architecture>, countsFunctions: Bool,
        where isOpen: (Architecture) -> Bool
    ) -> [Int] {
        regions.map { region in
            let size = min(region.size.count, Double(mostTold))
            return max(0, Int(size) - tried.count { region.contains($0) })
        }
    }

    /// Sizes beyond are told as this.
    public static let mostTold = 1_000_000_000_000_000

    public static func listed(for regions: [SpaceNiche]) -> [Architecture]? {
        regions.first?.space.whole.members(atMost: mostListed)
    }

    /// Draws of the whole space, none twice. What lies in no region is never wanted: regions that hold next to
    /// nothing of a large space, or limits that next to nothing meets, end the draws instead of going on for ever.
    public struct Draws: MemberDraws {
        private let whole: SpaceNiche?
        private let isWanted: (Architecture) -> Bool
        private var drawn: Set<Architecture> = []

        public init(overAll regions: [SpaceNiche], where isWanted: @escaping (Architecture) -> Bool) {
            whole = regions.first?.space.whole
            self.isWanted = { member in isWanted(member) && regions.contains { $0.contains(member) } }
        }

        public mutating func next(_ random: inout RandomStream) -> Architecture? {
            guard let next = whole?.drawn(where: { !drawn.contains($0) && isWanted($0) }, &random) else {
                return nil
            }
            drawn.insert(next)
            return next
        }
    }
}

extension Set: MemberSet where Element == Architecture {
    public mutating func include(_ member: Architecture) { insert(member) }
}

extension SpaceNiche: SearchRegion {
    /// Draws before a niche counts as exhausted, or is listed where it is small.
    private static let triesAtOnce = 2_000
    private static let mostListed = 20_000

    public func drawn(
        where isWanted: (Architecture) -> Bool, _ random: inout RandomStream
    ) -> Architecture? {
        for _ in 0..<Self.triesAtOnce {
            guard let drawn = draw(&random) else { break }
            if isWanted(drawn) { return drawn }
        }
        return random.pick((members(atMost: Self.mostListed) ?? []).filter(isWanted))
    }

    public func sample(_ count: Int, _ random: inout RandomStream) -> [Architecture] {
        var sample: [Architecture] = []
        var known: Set<Architecture> = []
        while sample.count < count, let next = drawn(where: { !known.contains($0) }, &random) {
            known.insert(next)
            sample.append(next)
        }
        return sample
    }

    public static func whole(of regions: [SpaceNiche]) -> SpaceNiche? { regions.first?.space.whole }

    public func hasOpen(where isOpen: (Architecture) -> Bool) -> Bool {
        var random = RandomStream(seed: 0, "open", name)
        return drawn(where: isOpen, &random) != nil
    }
}
