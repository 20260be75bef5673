import Spaces
import Testing

@testable import Prompts
@testable import Proposal

struct MarginalLatencyTests {
    private func cells(_ count: Int, _ random: inout RandomStream, latency: (Cell) -> Double?)
        -> [EvaluatedCell<Cell>]
    {
        random.sample(count, of: Cell.all).enumerated().map { place, cell in
            EvaluatedCell<Cell>(
                id: "c\(place)", cell: cell, niche: "S0", generation: 0, accuracyPercent: 50,
                latencyMilliseconds: latency(cell), operation: "seed")
        }
    }

    /// Costs that were put in come out.
    @Test(arguments: 1...10)
    func plantedCostsAreFound(_ seed: Int) throws {
        var random = RandomStream(seed: seed, "costs")
        let costs = (0..<5).map { _ in 10 * random.unit() - 2 }
        let seen = cells(40, &random) { cell in
            costs[0] + costs[1] * Double(cell.count(of: .skipConnect))
                + costs[2] * Double(cell.count(of: .convolution1x1))
                + costs[3] * Double(cell.count(of: .convolution3x3))
                + costs[4] * Double(cell.count(of: .averagePool3x3))
        }
        let found = try #require(MarginalLatency(of: seen))
        #expect(abs(found.base - costs[0]) < 1e-9, "seed \(seed)")
        #expect(
            found.added.map(\.operation) == [.skipConnect, .convolution1x1, .convolution3x3, .averagePool3x3])
        for (added, cost) in zip(found.added, costs.dropFirst()) {
            #expect(abs(added.milliseconds - cost) < 1e-9, "seed \(seed)")
        }
    }

    /// With noise: no small step from the solution has a smaller sum of squares.
    @Test func theSquaresAreLeast() throws {
        var random = RandomStream(seed: 41)
        var noise = RandomStream(seed: 42)
        let seen = cells(60, &random) { Double($0.count(of: .convolution3x3)) + 3 * noise.unit() }
        let found = try #require(MarginalLatency(of: seen))
        let solution = [found.base] + found.added.map(\.milliseconds)
        func squares(_ costs: [Double]) -> Double {
            seen.reduce(0) { sum, cell in
                let predicted = zip(costs.dropFirst(), found.added).reduce(costs[0]) {
                    $0 + $1.0 * Double(cell.cell.count(of: $1.1.operation))
                }
                let error = predicted - (cell.latencyMilliseconds ?? 0)
                return sum + error * error
            }
        }
        for place in solution.indices {
            for step in [-0.01, 0.01] {
                var other = solution
                other[place] += step
                #expect(squares(other) > squares(solution), "seeds 41, 42")
            }
        }
    }

    @Test func cellsThatDoNotTellCostsApartGiveNone() throws {
        var random = RandomStream(seed: 43)
        #expect(MarginalLatency(of: cells(4, &random) { _ in 1 }) == nil, "too few")
        #expect(MarginalLatency(of: cells(9, &random) { _ in nil }) == nil, "without latency")
        let same = try (0..<20).map { try EvaluatedCell<Cell>("c\($0)", "3sss11", 80, 5) }
        #expect(MarginalLatency(of: same) == nil, "all alike")
        let noPool = random.sample(200, of: Cell.all.filter { $0.count(of: .averagePool3x3) == 0 })
        let seen = noPool.map {
            EvaluatedCell<Cell>(
                id: $0.letters, cell: $0, niche: "", generation: 0, accuracyPercent: 1,
                latencyMilliseconds: random.unit(), operation: "seed")
        }
        #expect(MarginalLatency(of: seen) == nil, "one operation never seen")
        #expect(MarginalLatency(of: cells(50, &random) { _ in 1e300 }) != nil)
        #expect(MarginalLatency(of: cells(50, &random) { _ in .infinity }) == nil)
    }

    @Test(arguments: [
        (3.14159, 3, "3.142"), (0, 2, "0.00"), (-0.004, 2, "0.00"), (-1.5, 0, "-2"), (99.999, 2, "100.00"),
        (0.05, 1, "0.1"), (1e8, 3, "100000000.000"), (7, -3, "7"), (1.5, 99, "1.500000"),
        (.nan, 2, "unknown"), (-.infinity, 2, "unknown"), (1e300, 2, "unknown"),
    ])
    func numbersHaveFixedDecimals(_ value: Double, _ decimals: Int, _ text: String) {
        #expect(FixedDecimal.text(value, decimals) == text)
    }
}
