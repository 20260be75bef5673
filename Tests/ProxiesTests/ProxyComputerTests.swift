import Foundation
import Spaces
import Statistics
import TestSupport
import Testing

@testable import ProxyNetwork

@Suite struct ProxyComputerTests {
    private static func small() -> NetworkShape {
        var shape = NetworkShape()
        (shape.cells, shape.side, shape.batch) = (1, 16, 8)
        return shape
    }

    private func computer(seed: Int = 1) -> ProxyComputer {
        ProxyComputer(batch: ProxyBatch(.white, Self.small(), seed: seed), seed: seed)
    }

    @Test func aCellHasTheSameProxiesWhateverCameBefore() throws {
        let first = try #require(Cell(letters: "31p3s1"))
        let other = try #require(Cell(letters: "3333pp"))
        let alone = computer().values(of: first)
        let used = computer()
        _ = used.values(of: other)
        #expect(used.values(of: first) == alone)
        #expect(computer(seed: 2).values(of: first) != alone)
    }

    @Test func anyNumberOfThreadsTellsTheSame() throws {
        let cells = Array(Cell.all.filter(\.isConnected).prefix(600).suffix(6))
        var told: [[ProxyValues]] = []
        for threads in [1, 3] {
            var values: [ProxyValues] = []
            try Workers(threads) {
                ProxyComputer(batch: ProxyBatch(.white, Self.small(), seed: 1), seed: 1)
            }.run(cells) { number, found in
                #expect(number == values.count)
                values.append(found)
            }
            told.append(values)
        }
        #expect(told[0] == told[1])
    }

    @Test func deadEdgesChangeNothingButWhatIsCounted() throws {
        let cell = try #require(Cell(letters: "3-31--"))
        let live = computer().values(of: cell.canonical)
        var dead = computer().values(of: cell)
        #expect(cell.canonical != cell)
        #expect(dead.flops > live.flops)
        #expect(dead.params > live.params)
        (dead.flops, dead.params) = (live.flops, live.params)
        #expect(dead == live)
    }

    /// Through nothing flows nothing: what is a logarithm has no value, what is a sum of gradients is 0.
    @Test func aDisconnectedCellHasNoValueOrNone() throws {
        let values = computer().values(of: try #require(Cell(letters: "------")))
        #expect(values.epeNas == nil)
        #expect(values.jacov == nil)
        #expect(values.nwot == nil)
        #expect(values.zen == nil)
        #expect(values.synflow == 0)
        #expect(values.grasp == 0 || values.grasp.map { abs($0) < 1e-6 } == true)
        #expect(values.snip == 0)
        #expect(values.gradNorm == 0)
    }

    /// Uniform within 1 / sqrt(fan-in), a layer's norm is about sqrt(outputs / 3).
    @Test func weightsHaveTheNormsOfTheirDistribution() throws {
        let values = computer().values(of: try #require(Cell(letters: "---3--")))
        let outputs = [16, 16, 32, 32, 32, 32, 64, 64, 64, 64, 10]
        let expected = outputs.reduce(0) { $0 + (Double($1) / 3).squareRoot() }
        #expect(abs((values.l2Norm ?? 0) - expected) < 0.02 * expected)
    }

    /// Counted edge by edge and as a sum over the operations; other sizes have no second count.
    @Test(arguments: Dataset.allCases) func costsAreTheSpacesOwn(dataset: Dataset) {
        var random = RandomStream(seed: 6, dataset.rawValue)
        for cell in random.sample(200, of: Cell.all) {
            let cost = cell.costMillions(in: NetworkShape(dataset))
            #expect(abs(cost.flops - cell.flopsMillions(on: dataset)) < 1e-9, "\(cell)")
            #expect(abs(cost.params - cell.paramsMillions(on: dataset)) < 1e-9, "\(cell)")
        }
        #expect(computer().values(of: Cell.all[4000]).params < Cell.all[4000].paramsMillions(on: dataset))
    }

    /// Five images of three classes, all but one pair without correlation.
    @Test func manyClassesCountByTheirMeansAndSingleImagesForNothing() throws {
        var correlations = SmallMatrix(size: 5)
        for image in 0..<5 { correlations[image, image] = 1 }
        (correlations[0, 1], correlations[1, 0]) = (-0.5, -0.5)
        let labels = [7, 7, 3, 3, 90]
        let pair = 2 * log(1 + 1e-5)
        let (first, second) = (pair + 2 * log(0.5 + 1e-5), pair + 2 * log(1e-5))
        let few = try #require(CellNetwork<Double>.epeNas(correlations, labels, classes: 100))
        #expect(abs(few - (abs(first) + abs(second) + log(1 + 1e-5))) < 1e-12)
        let many = try #require(CellNetwork<Double>.epeNas(correlations, labels, classes: 120))
        #expect(abs(many - 2 * abs(first / 2 - second / 2) / 2) < 1e-12)
        #expect(CellNetwork<Double>.epeNas(correlations, [1, 2, 3, 4, 5], classes: 120) == nil)
    }

    @Test func aBatchFitsItsShapeOrIsNone() {
        let shape = Self.small()
        let pixels = Array(repeating: 0.5, count: 8 * shape.pixels)
        #expect(ProxyBatch(pixels: pixels, labels: Array(0..<8), shape) != nil)
        #expect(ProxyBatch(pixels: pixels, labels: Array(0..<7), shape) == nil)
        #expect(ProxyBatch(pixels: pixels.dropLast(), labels: Array(0..<8), shape) == nil)
        #expect(ProxyBatch(pixels: pixels, labels: Array(3..<11), shape) == nil)
    }

    @Test(.enabled(if: RealTables.areThere, Comment(rawValue: RealTables.absence)))
    func proxiesRankCellsAsTheTablesDo() throws {
        let table = try Table(RealTables.folder + "/nas-bench-suite-zero/cifar10.csv", rows: 24)
        let computer = computer()
        var pairs: [String: (found: [Double], table: [Double])] = [:]
        for (cell, known) in table.rows {
            for (name, value) in computer.values(of: cell).named {
                guard let value, let expected = known[name] else { continue }
                pairs[name, default: ([], [])].found.append(value)
                pairs[name, default: ([], [])].table.append(expected)
            }
        }
        for (name, least) in [
            ("synflow", 0.95), ("flops", 1), ("params", 1), ("l2_norm", 0.75), ("nwot", 0.7),
        ] {
            let pair = try #require(pairs[name])
            let correlation = try #require(RankCorrelation.spearman(pair.found, pair.table))
            #expect(correlation >= least - 1e-9, "\(name): \(correlation)")
        }
    }
}

@Suite struct SmallMatrixTests {
    @Test func eigenvaluesMultiplyToTheDeterminantAndAddUpToTheTrace() {
        var random = RandomStream(seed: 4, "matrix")
        let rows = (0..<9).map { _ in random.normals(30) }
        let matrix = SmallMatrix.correlations(rows)
        let eigenvalues = matrix.eigenvalues
        #expect(abs(eigenvalues.reduce(0, +) - 9) < 1e-9)
        #expect(abs(log2Sum(eigenvalues) - matrix.logDeterminant) < 1e-9)
    }

    @Test func equalRowsHaveNoDeterminant() {
        var matrix = SmallMatrix(size: 3)
        for row in 0..<3 { for column in 0..<3 { matrix[row, column] = 7 } }
        #expect(matrix.logDeterminant == -.infinity)
    }

    @Test func aDiagonalMatrixIsItsOwnEigenvalues() {
        var matrix = SmallMatrix(size: 2)
        (matrix[0, 0], matrix[1, 1]) = (2, 0.5)
        #expect(matrix.eigenvalues.sorted() == [0.5, 2])
        #expect(abs(matrix.logDeterminant) < 1e-12)
    }

    private func log2Sum(_ values: [Double]) -> Double {
        var product = 1.0
        for value in values { product *= value }
        var single = SmallMatrix(size: 1)
        single[0, 0] = product
        return single.logDeterminant
    }
}
