import Pareto
import Spaces
import Testing

@testable import Prompts
@testable import Proposal

/// What a model is told of the front, each beside a second, slow computation.
struct FrontTests {
    private static let states = (1...12).map { seed in
        var random = RandomStream(seed: seed, "front")
        return (seed: seed, state: SearchState<Cell>.random(&random, generations: 1 + seed % 4, count: 4))
    }

    private func box(_ state: SearchState<Cell>) throws -> VectorNormalisation {
        try #require(VectorNormalisation.space(of: state.evaluated.compactMap(\.point)))
    }

    @Test func theFrontIsWhatNothingDominates() {
        for (seed, state) in Self.states {
            let front = GlobalFront(of: state)
            let all = state.archives.values.flatMap { $0 }
            for member in all {
                let isDominated = all.contains { other in
                    guard let point = member.point, let other = other.point else { return true }
                    return other.dominates(point)
                }
                #expect(front.contains(member) == !isDominated, "seed \(seed): \(member.id)")
            }
            let latencies = front.members.compactMap(\.latencyMilliseconds)
            #expect(latencies == latencies.sorted() && latencies.count == front.members.count)
            #expect(state.niches.map { front.count(in: $0.name) }.reduce(0, +) == front.members.count)
        }
    }

    @Test func anEmptyRunHasNoFront() {
        let state = SearchState<Cell>.made(of: [], generation: 1)
        #expect(GlobalFront(of: state).members.isEmpty)
        #expect(HypervolumeHistory.volumes(of: state).isEmpty)
        #expect(MarginalLatency(of: []) == nil)
    }

    // MARK: - Where volume is to be won

    /// A step's volume is the most that a front gains from a cell between the neighbours, no more accurate
    /// than the slower one, at any latency the niche reaches. Some niches reach a part of a gap only.
    @Test func aStepsVolumeIsTheMostThatACellInReachAdds() throws {
        var inPart = 0
        for (seed, state) in Self.states {
            let front = GlobalFront(of: state)
            let scale = try box(state)
            let points = front.members.compactMap(\.point).map { scale.normalised($0) }
            let reference: ObjectiveVector = [2, 2]
            let before = hypervolume(points, reference: reference)
            let seen = state.niches.compactMap {
                ScopeFacts<Cell>(Scope<Cell>($0, operators: []), state).latencies
            }
            for range in [0...1_000] + seen {
                for step in FrontStep<Cell>.steps(of: front, within: range, scale: scale) {
                    guard let fast = step.faster.point, let slow = step.slower.point else { continue }
                    let gains = (0...20).compactMap { part -> Double? in
                        let latency = fast[1] + (slow[1] - fast[1]) * Double(part) / 20
                        let point: ObjectiveVector = [slow[0], max(latency, range.lowerBound)]
                        guard point[1] <= range.upperBound else { return nil }
                        let after = hypervolume(points + [scale.normalised(point)], reference: reference)
                        return after - before
                    }
                    #expect(abs((gains.max() ?? 0) - step.volume) < 1e-9, "seed \(seed), \(range)")
                    if range.lowerBound > fast[1] { inPart += 1 }
                }
            }
        }
        #expect(inPart > 20)
    }

    @Test func stepsOutOfReachAreLeftOut() throws {
        let cells = [
            try EvaluatedCell<Cell>("a", "s--s--", 70, 1), try EvaluatedCell<Cell>("b", "3sss11", 80, 2),
            try EvaluatedCell<Cell>("c", "33ss11", 85, 6), try EvaluatedCell<Cell>("d", "33333s", 90, 9),
        ]
        let state = SearchState<Cell>.made(of: cells, generation: 1)
        let front = GlobalFront(of: state)
        let scale = try box(state)
        func steps(_ range: ClosedRange<Double>) -> [FrontStep<Cell>] {
            FrontStep<Cell>.steps(of: front, within: range, scale: scale)
        }
        #expect(steps(0...10).map(\.faster.id) == ["a", "b", "c"])
        #expect(steps(5...10).map(\.faster.id) == ["b", "c"])
        #expect(steps(6...6).isEmpty && steps(20...30).isEmpty)
        #expect(FrontStep<Cell>.widest(steps(0...10))?.faster.id == "b")
        #expect(
            FrontStep<Cell>.widest(steps(5...10))?.faster.id == "c", "one millisecond of b's gap is in reach")
        #expect(FrontStep<Cell>.widest([]) == nil && FrontStep<Cell>.largest([]) == nil)
        #expect(steps(5...10).first?.reachable == 5...6)
        #expect(steps(5...10).first?.width == 4)
        // Areas in percent and milliseconds: 10 x 1, 5 x 4, 5 x 3; from 5 ms on b's is 5 x 1.
        #expect(FrontStep<Cell>.largest(steps(0...10))?.faster.id == "b")
        #expect(FrontStep<Cell>.largest(steps(5...10))?.faster.id == "c")
    }

    @Test func membersAreRankedByWhatWouldBeLostWithoutThem() throws {
        for (seed, state) in Self.states {
            let front = GlobalFront(of: state)
            let scale = try box(state)
            let points = front.members.compactMap(\.point).map { scale.normalised($0) }
            let whole = hypervolume(points, reference: [1.1, 1.1])
            for niche in state.niches {
                let members = state.archives[niche.name] ?? []
                let ranked = HypervolumeShare<Cell>.ranked(members, front: front, scale: scale)
                #expect(Set(ranked.map(\.cell.id)) == Set(members.map(\.id)) && ranked.count == members.count)
                for share in ranked {
                    let rest = front.members.filter { $0.id != share.cell.id }.compactMap(\.point)
                    let without = hypervolume(
                        rest.map { scale.normalised($0) }, reference: [1.1, 1.1])
                    #expect(abs(whole - without - share.global) < 1e-9, "seed \(seed)")
                }
                let volumes = ranked.map(\.global)
                #expect(volumes == volumes.sorted(by: >), "seed \(seed)")
            }
        }
    }

    /// Two cells at one point hold its volume together: one of them is ranked by it, the copy goes last.
    @Test func copiesDoNotHideEachOther() throws {
        let cells = [
            try EvaluatedCell<Cell>("a", "3sss11", 80, 2), try EvaluatedCell<Cell>("b", "3sss1s", 80, 2),
            try EvaluatedCell<Cell>("c", "3sss1p", 90, 5), try EvaluatedCell<Cell>("d", "3sss1-", 60, 6),
        ]
        let state = SearchState<Cell>.made(of: cells, generation: 1)
        let ranked = HypervolumeShare<Cell>.ranked(
            Array(cells.prefix(3)), front: GlobalFront(of: state), scale: try box(state))
        #expect(ranked.last?.cell.id == "b" && ranked.last?.global == 0)
        #expect(ranked.filter { $0.global > 0 }.count == 2)
    }

    // MARK: - By generation

    @Test func theHypervolumeIsThatOfAllFoundUntilThen() throws {
        for (seed, state) in Self.states {
            let scale = try box(state)
            let volumes = HypervolumeHistory.volumes(of: state)
            #expect(volumes.map(\.generation) == Array(0..<state.generation))
            for (generation, volume) in volumes {
                let found = state.evaluated.filter { $0.generation <= generation }.compactMap(\.point)
                let slowly = hypervolume(
                    found.map { scale.normalised($0) }, reference: scale.unitReference)
                #expect(abs(slowly - volume) < 1e-12, "seed \(seed)")
            }
            #expect(volumes.map(\.volume) == volumes.map(\.volume).sorted(), "it never falls")
        }
    }

    // MARK: - Fates

    @Test func aDominatedChildIsToldTheMostAccurateOfThoseAboveIt() throws {
        let members = [
            try EvaluatedCell<Cell>("a", "3sss11", 80, 2), try EvaluatedCell<Cell>("b", "3sss1s", 85, 3),
            try EvaluatedCell<Cell>("c", "3sss1p", 90, 9),
        ]
        let child = try EvaluatedCell<Cell>("d", "3sss1-", 79, 4, generation: 1)
        let front = GlobalFront(of: SearchState<Cell>.made(of: members + [child], generation: 2))
        #expect(Fate(of: child, members: members, front: front) == .dominated(by: members[1]))
        #expect(Fate(of: members[0], members: members, front: front) == .member(onFront: true))
        let equal = try EvaluatedCell<Cell>("e", "3sss-1", 80, 2, generation: 1)
        #expect(Fate(of: equal, members: members, front: front) == .leftOut)
        let dead = try EvaluatedCell<Cell>("f", "3sss-s", .nan, 2, generation: 1)
        #expect(Fate(of: dead, members: members, front: front) == .unmeasured)
    }

    @Test func aMemberMayBeOffTheGlobalFront() throws {
        let cells = [
            try EvaluatedCell<Cell>("a", "3sss11", 80, 2), try EvaluatedCell<Cell>("b", "s--s--", 85, 1),
        ]
        let state = SearchState<Cell>.made(of: cells, generation: 1)
        let fate = Fate(of: cells[0], members: [cells[0]], front: GlobalFront(of: state))
        #expect(fate == .member(onFront: false))
    }
}
