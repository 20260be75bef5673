import Pareto
public import Spaces

/// Partitioned evolution whose children are screened before any is evaluated: many are bred niche by niche, cheap
/// models fit on the run's own evaluations predict them, and those are proposed by which the front of all niches
/// is expected to gain the most hypervolume.
///
/// Surrogate-assisted pre-screening as in Emmerich, Giannakoglou and Naujoks, "Single- and multiobjective
/// evolutionary optimization assisted by Gaussian random field metamodels", IEEE Transactions on Evolutionary
/// Computation 10(4), 2006; in architecture search White, Neiswanger and Savani (BANANAS, AAAI 2021) and Lu, Deb,
/// Goodman, Banzhaf and Boddeti (NSGANetV2, ECCV 2020) do the like.
///
/// - *Pool.* `OffspringPool` of all niches' archives.
/// - *Models.* `ObjectiveModels`, fit anew on what the run has evaluated.
/// - *Choice.* First one child for each niche that has an open cell, the best of its own, drawn at random where the
///   pool has none; then the best of all, whatever their niche (`OffspringChoice`). So the total is the same as if
///   each niche had its share.
/// - What the pool has no child for, and all while no cell has both values, is drawn at random.
public struct ScreenedEvolution: Sendable {
    /// Of a generation, over all niches.
    public var children: Int

    /// How much worse than the worst the reference point is, as a share of the values' span: the usual tenth
    /// (Ishibuchi, Imada, Setoguchi and Nojima, "How to specify a reference point in hypervolume calculation for fair
    /// performance comparison", Evolutionary Computation 26(3), 2018).
    private static let margin = 0.1

    public init(children: Int) {
        self.children = children
    }

    /// The generation's children, niche by niche: exactly `children` while the space has as many open.
    @_specialize(where Candidate == Cell)
    public func propose<Candidate: Screenable>(
        overAll niches: [Candidate.Region], archives: [String: [Evolution.Member<Candidate>]],
        evaluated: [EvaluatedCell<Candidate>], acceptance: Acceptance<Candidate>,
        random: inout RandomStream
    ) -> [[ProposedChild<Candidate>]] {
        guard children > 0 else { return niches.map { _ in [] } }
        var turn = WholeSpaceTurn(children, overAll: niches, acceptance: acceptance)
        let members = niches.flatMap { archives[$0.name] ?? [] }
        var choice = Self.choice(among: members.map(\.cell), evaluated, turn, &random)
        for (home, niche) in niches.enumerated() where turn.proposals[home].isEmpty {
            let own = choice?.next(where: niche.contains, open: turn.isOpen)
            if let child = own ?? turn.drawn(from: niche, &random) { turn.take(child, as: home) }
        }
        while turn.left > 0, let child = choice?.next(open: turn.isOpen) { turn.take(child) }
        turn.fillAtRandom(&random)
        return turn.proposals
    }

    /// nil while nothing is known to choose by.
    private static func choice<Candidate: Screenable>(
        among members: [Candidate], _ evaluated: [EvaluatedCell<Candidate>],
        _ turn: WholeSpaceTurn<Candidate>, _ random: inout RandomStream
    ) -> OffspringChoice<Candidate>? {
        guard let models = ObjectiveModels(evaluated) else { return nil }
        let points = evaluated.compactMap(\.plane)
        let pool = OffspringPool(of: members, where: turn.isOpen, random: &random)
        return OffspringChoice(
            pool.children, models: models, front: points, reference: Self.reference(of: points))
    }

    /// What gains are measured up to: worse than anything evaluated, by a share of what lies between the best and
    /// the worst, so that the front's two ends are worth something, and cells beyond them too.
    private static func reference(of points: [Point]) -> Point {
        var best = Point(x: .infinity, y: .infinity)
        var worst = Point(x: -.infinity, y: -.infinity)
        for point in points {
            best = Point(x: min(best.x, point.x), y: min(best.y, point.y))
            worst = Point(x: max(worst.x, point.x), y: max(worst.y, point.y))
        }
        return Point(
            x: worst.x + margin * (worst.x - best.x), y: worst.y + margin * (worst.y - best.y))
    }
}
