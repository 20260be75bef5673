import Spaces
import Testing

@testable import Proposal

struct AllocationTests {
    private static let first = Cell.all[0]

    /// Niches S0, S1, … with these open cells; `front` of each one's archive members are on the global front
    /// and were found in generation `found`, its other children are dominated.
    private func state(
        open: [Int], front: [Int] = [], generation: Int = 1, found: [Int] = [], children: [[Int]] = []
    ) -> SearchState<Cell> {
        let niches = open.indices.map { Niche(name: "S\($0)", bounds: []) }
        var cells: [EvaluatedCell<Cell>] = []
        var archives: [String: [EvaluatedCell<Cell>]] = [:]
        func add(_ niche: Int, generation: Int, accuracy: Double, latency: Double) -> EvaluatedCell<Cell> {
            let cell = EvaluatedCell<Cell>(
                id: "c\(cells.count)", cell: Cell(code: cells.count) ?? Self.first, niche: "S\(niche)",
                generation: generation, accuracyPercent: accuracy, latencyMilliseconds: latency,
                operation: "mutation")
            cells.append(cell)
            return cell
        }
        for (niche, count) in front.enumerated() {
            for _ in 0..<count {
                let place = Double(cells.count)
                archives["S\(niche)", default: []].append(
                    add(
                        niche, generation: niche < found.count ? found[niche] : 0,
                        accuracy: 50 + place / 10, latency: 1 + place))
            }
        }
        for (niche, generations) in children.enumerated() {
            for generation in generations {
                _ = add(niche, generation: generation, accuracy: 1, latency: 1e6)
            }
        }
        return SearchState(
            dataset: "", device: "", generation: generation, niches: niches, evaluated: cells,
            archives: archives, accuracySource: "",
            openCells: Dictionary(
                zip(niches.map(\.name), open), uniquingKeysWith: { first, _ in first }))
    }

    @Test func evenGivesEachTheSameAsFarAsThereAreCells() {
        let state = state(open: [100, 3, 0, 5])
        #expect(Allocation.even.children(perNiche: 5, state: state) == [5, 3, 0, 5])
    }

    @Test func withoutSaturationAdaptiveIsEven() {
        let state = state(open: [100, 100, 100], front: [1, 5, 2])
        #expect(Allocation.adaptive.children(perNiche: 5, state: state) == [5, 5, 5])
    }

    /// Six niches of 5 children; one has 3 open cells left: it keeps one, 29 go to five, the remainder to
    /// those with most members on the front.
    @Test func aNicheAlmostExhaustedKeepsOne() {
        let state = state(open: [3, 100, 100, 100, 100, 100], front: [9, 1, 4, 1, 2, 2])
        #expect(Allocation.adaptive.children(perNiche: 5, state: state) == [1, 6, 6, 5, 6, 6])
    }

    @Test func aNicheWithNothingLeftGetsNothing() {
        let state = state(open: [0, 100], front: [1, 1])
        #expect(Allocation.adaptive.children(perNiche: 5, state: state) == [0, 10])
    }

    // MARK: - Passed by

    @Test func twoGenerationsWithoutASuccessSaturate() {
        let passed = state(
            open: [100, 100], front: [2, 2], generation: 3, found: [0, 2], children: [[1, 2], [1, 2]])
        #expect(Allocation.adaptive.children(perNiche: 5, state: passed) == [1, 9])
    }

    @Test func notBeforeGenerationThree() {
        let early = state(
            open: [100, 100], front: [2, 2], generation: 2, found: [0, 1], children: [[0, 1], [0, 1]])
        #expect(Allocation.adaptive.children(perNiche: 5, state: early) == [5, 5])
    }

    @Test func aGenerationWithoutChildrenProvesNothing() {
        let idle = state(
            open: [100, 100], front: [2, 2], generation: 5, found: [0, 4], children: [[3], [3, 4]])
        #expect(Allocation.adaptive.children(perNiche: 5, state: idle) == [5, 5])
    }

    @Test func whereAllAreSaturatedNoneGivesWay() {
        let all = state(open: [4, 2, 4], front: [1, 1, 1])
        #expect(Allocation.adaptive.children(perNiche: 5, state: all) == [4, 2, 4])
        let passed = state(
            open: [100, 100], front: [2, 2], generation: 3, children: [[1, 2], [1, 2]])
        #expect(Allocation.adaptive.children(perNiche: 5, state: passed) == [5, 5])
    }

    @Test func whatOneHasNoRoomForGoesToTheSaturated() {
        let tight = state(
            open: [100, 6], front: [1, 1], generation: 3, found: [0, 2], children: [[1, 2], []])
        #expect(Allocation.adaptive.children(perNiche: 5, state: tight) == [4, 6])
    }

    // MARK: - Any state

    @Test(arguments: 1...200)
    func whateverTheStateTheTotalIsSpent(_ seed: Int) {
        var random = RandomStream(seed: seed, "allocation")
        let count = 1 + random.below(7)
        let open = (0..<count).map { _ in random.below(3) == 0 ? random.below(8) : random.below(300) }
        let state = state(
            open: open, front: (0..<count).map { _ in random.below(4) }, generation: random.below(6),
            found: (0..<count).map { _ in random.below(6) },
            children: (0..<count).map { _ in (0..<6).filter { _ in random.below(2) == 0 } })
        let perNiche = random.below(9)
        let total = perNiche * count

        let adaptive = Allocation.adaptive.children(perNiche: perNiche, state: state)
        #expect(zip(adaptive, open).allSatisfy { $0 >= 0 && $0 <= $1 }, "seed \(seed)")
        #expect(adaptive.reduce(0, +) == min(total, open.reduce(0, +)), "seed \(seed)")
        if perNiche > 0 {
            #expect(zip(adaptive, open).allSatisfy { $0 >= min(1, $1) }, "seed \(seed): a floor of one")
        }
        let even = Allocation.even.children(perNiche: perNiche, state: state)
        #expect(even == open.map { min($0, perNiche) }, "seed \(seed)")
    }

    @Test(arguments: [-1, 0, Int.max, Int.min])
    func anyNumberIsTaken(_ perNiche: Int) {
        let state = state(open: [3, 5])
        for allocation in Allocation.allCases {
            let counts = allocation.children(perNiche: perNiche, state: state)
            #expect(counts == (perNiche > 0 ? [3, 5] : [0, 0]))
        }
    }
}
