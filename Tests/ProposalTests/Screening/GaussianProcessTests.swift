import Foundation
import Spaces
import Testing

@testable import Proposal

struct GaussianProcessTests {
    private let prior = GaussianProcess<CellKernel>.Prior(
        kernel: CellKernel(written: .init(1, length: 3), counts: .init(1, length: 8)), noise: 0.01)

    private func likenesses(_ letters: String...) throws -> [CellLikeness] {
        try letters.map { CellLikeness(try Cell($0)) }
    }

    /// Two values are standardised to -1 and 1: the rest is a matrix of two rows.
    @Test func twoKnownCellsByHand() throws {
        let known = try likenesses("ssssss", "s1ssss")
        let asked = try #require(try likenesses("s3ssss").first)
        let process = GaussianProcess(known, [10, 30], prior: prior)
        let kernel = prior.kernel
        let (own, between) = (1.01, kernel(known[0], known[1]))
        let (one, other) = (kernel(known[0], asked), kernel(known[1], asked))
        let determinant = own * own - between * between
        // K⁻¹ (-1, 1) is (-1, 1) / (own - between).
        let mean = 20 + 10 * (other - one) / (own - between)
        let explained = (own * (one * one + other * other) - 2 * between * one * other) / determinant
        #expect(abs(process.belief(of: asked).mean - mean) < 1e-9)
        #expect(abs(process.deviation(of: asked) - 10 * (1 - explained).squareRoot()) < 1e-9)
        let bound = 10 * (1 - max(one, other) * max(one, other) / own).squareRoot()
        #expect(abs(process.belief(of: asked).deviationAtMost - bound) < 1e-9)
        // -yᵀK⁻¹y/2 - log(det K)/2.
        let likelihood = -1 / (own - between) - log(determinant) / 2
        #expect(abs(process.logLikelihood - likelihood) < 1e-9)
    }

    @Test(arguments: 1...5) func itPredictsAsAPlainSolveDoes(_ seed: Int) {
        var random = RandomStream(seed: seed, "a Gaussian process")
        let cells = random.sample(60, of: Cell.all).map { CellLikeness($0) }
        let known = Array(cells.prefix(50))
        let values = known.map { _ in 5 + 3 * random.unit() }
        let process = GaussianProcess(known, values, prior: prior)
        let mean = values.reduce(0, +) / 50
        let unit = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 50).squareRoot()
        let matrix = known.indices.map { row in
            known.indices.map { prior.kernel(known[row], known[$0]) + (row == $0 ? 0.01 : 0) }
        }
        for cell in cells {
            let shared = known.map { prior.kernel($0, cell) }
            let solved = eliminated(matrix, shared)
            let slowMean = mean + zip(solved, values).reduce(0) { $0 + $1.0 * ($1.1 - mean) }
            let explained = zip(solved, shared).reduce(0) { $0 + $1.0 * $1.1 }
            let deviation = process.deviation(of: cell)
            #expect(abs(process.belief(of: cell).mean - slowMean) < 1e-6, "seed \(seed)")
            #expect(abs(deviation - unit * (1 - explained).squareRoot()) < 1e-6, "seed \(seed)")
            #expect(deviation <= process.belief(of: cell).deviationAtMost + 1e-12, "seed \(seed)")
        }
    }

    @Test func withoutNoiseItPassesThroughWhatItKnows() throws {
        let known = try likenesses("ssssss", "333333", "1-1-1-")
        let exact = GaussianProcess<CellKernel>.Prior(kernel: prior.kernel, noise: 0)
        let process = GaussianProcess(known, [1, 2, 4], prior: exact)
        for (cell, value) in zip(known, [1.0, 2, 4]) {
            #expect(abs(process.belief(of: cell).mean - value) < 1e-9)
            #expect(process.deviation(of: cell) < 1e-6)
        }
    }

    @Test func whatCannotBeLearntFromIsAnsweredAllTheSame() throws {
        let cells = try likenesses("ssssss", "333333")
        let asked = cells[0]
        // Nothing known; one value; equal values; the same cell twice without noise; values that overflow.
        let singular = GaussianProcess<CellKernel>.Prior(kernel: prior.kernel, noise: 0)
        let processes = [
            GaussianProcess([], [], prior: prior),
            GaussianProcess([asked], [7], prior: prior),
            GaussianProcess(cells, [7, 7], prior: prior),
            GaussianProcess([asked, asked], [1, 2], prior: singular),
            GaussianProcess(cells, [1e308, -1e308], prior: prior),
            try #require(GaussianProcess([], [], kernels: CellKernel.error, noises: [0.1])),
        ]
        for process in processes {
            #expect(process.belief(of: asked).mean.isFinite)
            #expect(process.belief(of: asked).deviationAtMost.isFinite)
            #expect(process.deviation(of: asked).isFinite)
        }
        #expect(processes[1].belief(of: asked).mean == 7)
        #expect(processes[2].belief(of: asked).mean == 7)
        #expect(processes[3].logLikelihood == -.infinity)
        let without = GaussianProcess(cells, [1, 2], kernels: [CellKernel](), noises: [0.1])
        #expect(without.map { _ in true } == nil)
    }

    /// Values by what is on the edges, and nothing else: the kernel of the edges is the likelier.
    @Test func theLikelierPriorIsTaken() throws {
        var random = RandomStream(seed: 4, "priors")
        let cells = random.sample(300, of: Cell.all)
        let values = cells.map { cell in
            cell.operations.enumerated().reduce(0.0) {
                $0 + Double($1.offset + 1) * Double($1.element.rawValue)
            }
        }
        let byEdges = CellKernel(written: .init(1, length: 32))
        let byCounts = CellKernel(counts: .init(1, length: 8))
        let known = cells.prefix(200).map { CellLikeness($0) }
        for kernels in [[byEdges, byCounts], [byCounts, byEdges]] {
            let process = try #require(
                GaussianProcess(
                    known, Array(values.prefix(200)), kernels: kernels, noises: [0.1, 1e-4]))
            for (cell, value) in zip(cells, values).suffix(100) {
                #expect(abs(process.belief(of: CellLikeness(cell)).mean - value) < 2, "seed 4")
            }
        }
    }
}
