import Pareto
import Spaces

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a run's own evaluations let expect of other cells: Gaussian processes of the error's logarithm, of the
/// latency and, where some cells had none, of whether the device can run a cell.
///
/// The logarithm, because errors near the front differ by tenths of a percent and elsewhere by tens. Nothing but
/// what the run evaluated is used: no table, no prediction for a cell that is not evaluated yet.
struct ObjectiveModels<Candidate: Screenable>: Sendable {
    private let error: GaussianProcess<Candidate.Kernel>
    private let latency: GaussianProcess<Candidate.Kernel>
    private let runs: GaussianProcess<Candidate.Kernel>?
    private let worstError: Double

    /// Percent; what is below is one error, perfection.
    private static var leastError: Double { 1e-3 }
    /// What deviations count for. With few generations left doubt pays less than the expected gain of a single
    /// cell tells; found by searches of NAS-Bench-201 with the random seeds 11 to 20, where .5 to 1 were tried.
    private static var doubt: Double { 0.6 }
    /// Cells that models are fit on at most: the time it takes grows with the third power.
    static var most: Int { 512 }

    /// nil when no evaluated cell has both values.
    init?(_ evaluated: [EvaluatedCell<Candidate>]) {
        let known = Self.limited(evaluated.filter { $0.accuracyPercent.map(\.isFinite) ?? false })
        let cells = known.map(\.cell.likeness)
        let placed = zip(cells, known).compactMap { likeness, cell in cell.plane.map { (likeness, $0) } }
        guard !placed.isEmpty else { return nil }
        let errors = known.map { max(Self.leastError, 100 - ($0.accuracyPercent ?? 0)) }
        worstError = errors.max() ?? 100
        let kernels = Candidate.kernels(for: cells)
        guard
            let error = GaussianProcess(
                cells, errors.map { log($0) }, kernels: kernels.error, noises: [3e-4, 1e-3, 5e-3, 2e-2]),
            let latency = GaussianProcess(
                placed.map(\.0), placed.map(\.1.y), kernels: kernels.latency, noises: [1e-4, 1e-3, 1e-2])
        else { return nil }
        self.error = error
        self.latency = latency
        runs =
            placed.count == known.count
            ? nil
            : GaussianProcess(
                cells, known.map { $0.plane == nil ? 0 : 1 }, kernels: kernels.runs,
                noises: [1e-3, 1e-2, 1e-1])
    }

    /// The best cells by rank and crowding, and the last of those without a latency, where there are too many.
    private static func limited(_ known: [EvaluatedCell<Candidate>]) -> [EvaluatedCell<Candidate>] {
        guard known.count > most else { return known }
        let placed = known.filter { $0.plane != nil }
        let others = known.filter { $0.plane == nil }.suffix(most / 4)
        let best = leastCrowded(placed.compactMap(\.plane), count: most - others.count)
        return best.sorted().map { placed[$0] } + others
    }

    /// What is believed of a cell, deviations as bounds, and how likely the device can run it, 0 to 1.
    func belief(of cell: Candidate.Kernel.Likeness) -> (point: BelievedPoint, runs: Double) {
        let (logarithm, logarithmDeviation) = error.belief(of: cell)
        let (latency, latencyDeviation) = latency.belief(of: cell)
        let expected = expectedError(logarithm)
        let point = BelievedPoint(
            mean: Point(x: expected, y: latency),
            deviation: Point(
                x: Self.doubt * expected * logarithmDeviation, y: Self.doubt * latencyDeviation))
        return (point, runs.map { min(1, max(0, $0.belief(of: cell).mean)) } ?? 1)
    }

    /// The same belief with its deviations exact.
    func exact(_ point: BelievedPoint, of cell: Candidate.Kernel.Likeness) -> BelievedPoint {
        BelievedPoint(
            mean: point.mean,
            // To first order: what the logarithm is off by, the error is off by in proportion.
            deviation: Point(
                x: Self.doubt * point.mean.x * error.deviation(of: cell),
                y: Self.doubt * latency.deviation(of: cell)))
    }

    private func expectedError(_ logarithm: Double) -> Double { min(worstError, exp(logarithm)) }
}
