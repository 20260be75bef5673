#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Gaussian process regression on cells (Rasmussen and Williams, "Gaussian Processes for Machine Learning",
/// MIT Press 2006, algorithm 2.1): from the values of some cells a mean and a deviation for any other.
///
/// Values are taken less their mean, in units of their deviation. n³/6 multiplications for n known cells, then n
/// for a mean, n²/2 for a deviation.
struct GaussianProcess<Kernel: LikenessKernel>: Sendable {
    /// What is assumed before any value is seen: a kernel, and the variance of the values' noise.
    struct Prior: Sendable {
        var kernel: Kernel
        var noise: Double
    }

    private let cells: [Kernel.Likeness]
    private let prior: Prior
    /// nil where the kernel's matrix has none, or the values overflow: nothing is learnt then.
    private let factor: CholeskyFactor?
    private let weights: [Double]
    private let average: Double
    private let unit: Double
    /// Of the values under the prior, but for a constant; minus infinity where nothing is learnt.
    let logLikelihood: Double

    /// The process that knows these values, one a cell.
    init(_ cells: [Kernel.Likeness], _ values: [Double], prior: Prior) {
        self.cells = cells
        self.prior = prior
        let count = Double(max(1, values.count))
        let average = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - average) * ($1 - average) } / count
        let unit = variance > 1e-24 && variance.isFinite ? variance.squareRoot() : 1
        let standard = values.map { ($0 - average) / unit }
        self.average = average.isFinite ? average : 0
        self.unit = unit
        guard variance.isFinite,
            let factor = CholeskyFactor(
                lowerTriangle: Self.lowerTriangle(of: cells, prior), size: values.count)
        else {
            self.factor = nil
            weights = standard.map { _ in 0 }
            logLikelihood = -.infinity
            return
        }
        self.factor = factor
        weights = factor.solve(standard)
        let misfit = zip(standard, weights).reduce(0) { $0 + $1.0 * $1.1 } / 2
        logLikelihood = -misfit - factor.diagonal.reduce(0) { $0 + log($1) }
    }

    private static func lowerTriangle(of cells: [Kernel.Likeness], _ prior: Prior) -> [Double] {
        var triangle: [Double] = []
        triangle.reserveCapacity(cells.count * (cells.count + 1) / 2)
        for (row, cell) in cells.enumerated() {
            for other in cells[..<row] { triangle.append(prior.kernel(cell, other)) }
            triangle.append(prior.kernel(cell, cell) + prior.noise)
        }
        return triangle
    }

    /// The cell's expected value, and a bound on its deviation: what the nearest known cell alone leaves open.
    /// Others only narrow it down.
    func belief(of cell: Kernel.Likeness) -> (mean: Double, deviationAtMost: Double) {
        var sum = 0.0
        var nearest = 0.0
        for (known, weight) in zip(cells, weights) {
            let covariance = prior.kernel(known, cell)
            sum += covariance * weight
            nearest = max(nearest, covariance)
        }
        guard factor != nil else { return (average, unit) }
        let left = 1 - nearest * nearest / (1 + prior.noise)
        return (average + unit * sum, unit * max(0, left).squareRoot())
    }

    /// How far the cell's value may be from its mean: one standard deviation, the noise left out.
    func deviation(of cell: Kernel.Likeness) -> Double {
        guard let factor else { return unit }
        let explained = factor.forward(cells.map { prior.kernel($0, cell) }).reduce(0) { $0 + $1 * $1 }
        return unit * max(0, 1 - explained).squareRoot()
    }
}

extension GaussianProcess {
    /// Cells at most by which a prior is chosen.
    private static var judges: Int { 128 }

    /// The process by the kernel and noise under which the values are likeliest, judged on some of the cells,
    /// evenly chosen. The first of equals; nil when there is no kernel.
    init?(_ cells: [Kernel.Likeness], _ values: [Double], kernels: [Kernel], noises: [Double]) {
        guard let first = kernels.first else { return nil }
        let step = max(1, (cells.count + Self.judges - 1) / Self.judges)
        let judges = stride(from: 0, to: cells.count, by: step).map { $0 }
        let some = judges.map { cells[$0] }
        let theirs = judges.map { values[$0] }
        var best: (prior: Prior, likelihood: Double)?
        for kernel in kernels {
            for noise in noises {
                let prior = Prior(kernel: kernel, noise: noise)
                let likelihood = GaussianProcess(some, theirs, prior: prior).logLikelihood
                if likelihood > best?.likelihood ?? -.infinity { best = (prior, likelihood) }
            }
        }
        self.init(cells, values, prior: best?.prior ?? Prior(kernel: first, noise: 1))
    }
}
