import Pareto
import Testing

@Suite("Vectors of objectives")
struct VectorTests {
    @Test func dominanceIsByAllObjectives() {
        let low: ObjectiveVector = [1, 1, 1]
        #expect(low.dominates([1, 1, 2]))
        #expect(!low.strictlyDominates([1, 1, 2]))
        #expect(low.strictlyDominates([2, 2, 2]))
        #expect(low.weaklyDominates(low) && !low.dominates(low))
        #expect(!low.dominates([0, 9, 9]))
        #expect(!low.weaklyDominates([1, 1]) && !low.weaklyDominates([1, 1, .nan]))
    }

    @Test func nothingHasNoFront() {
        #expect(nonDominated([ObjectiveVector]()) == [])
        #expect(nonDominatedSort([ObjectiveVector]()) == [])
        #expect(crowdingDistance([ObjectiveVector]()) == [])
        #expect(leastCrowded([ObjectiveVector](), count: 3) == [])
        #expect(nonDominatedSort([[.nan, 1, 1], [1, .infinity, 1]] as [ObjectiveVector]) == [0, 0])
    }

    @Test(arguments: VectorExample.all + VectorExample.larger)
    func frontsAreWhatTheDefinitionSays(_ example: VectorExample) {
        #expect(nonDominated(example.vectors) == SlowVectors.nonDominated(example.vectors), "\(example)")
        #expect(nonDominatedSort(example.vectors) == SlowVectors.ranks(example.vectors), "\(example)")
    }

    /// Two objectives give what points give, to the bit.
    @Test(arguments: Example.all)
    func twoObjectivesAreThePlane(_ example: Example) {
        let points = example.points
        let vectors = points.map { ObjectiveVector($0) }
        #expect(nonDominated(vectors) == nonDominated(points), "\(example)")
        #expect(nonDominatedSort(vectors) == nonDominatedSort(points), "\(example)")
        #expect(crowdingDistance(vectors) == crowdingDistance(points), "\(example)")
        #expect(crowdingOrder(vectors) == crowdingOrder(points), "\(example)")
        #expect(leastCrowded(vectors, count: 7) == leastCrowded(points, count: 7), "\(example)")
        #expect(
            hypervolumeContributions(vectors, reference: [5, 30])
                == hypervolumeContributions(points, reference: Point(x: 5, y: 30)), "\(example)")
        let truth = example.others
        guard let plane = Normalisation.space(of: truth),
            let scale = VectorNormalisation.space(of: truth.map { ObjectiveVector($0) })
        else { return }
        let found = scale.normalised(vectors)
        let front = scale.normalised(truth.map { ObjectiveVector($0) })
        #expect(
            NormalisedFront(truth.map { ObjectiveVector($0) }, scale: scale).beside(vectors)
                .relativeHypervolume
                == relativeHypervolume(found: points, trueFront: truth, normalisation: plane), "\(example)")
        #expect(
            invertedGenerationalDistance(found: found, trueFront: front)
                == invertedGenerationalDistance(found: points, trueFront: truth, normalisation: plane))
        #expect(
            invertedGenerationalDistancePlus(found: found, trueFront: front)
                == invertedGenerationalDistancePlus(found: points, trueFront: truth, normalisation: plane))
        #expect(
            worstGap(found: found, trueFront: front)
                == worstGap(found: points, trueFront: truth, normalisation: plane))
        let rawFound = points.map { ObjectiveVector($0) }
        let rawTruth = truth.map { ObjectiveVector($0) }
        #expect(
            frontShare(found: rawFound, trueFront: rawTruth) == frontShare(found: points, trueFront: truth))
        #expect(
            coverage(found: rawFound, trueFront: rawTruth, along: 1)
                == coverage(found: points, trueFront: truth))
    }

    @Test func crowdingIsSummedOverAllObjectives() {
        let front: [ObjectiveVector] = [[0, 4, 2], [1, 3, 1], [2, 2, 4], [4, 0, 0], [3, 1, 3]]
        let distances = crowdingDistance(front)
        // The ends of the three: (0, 4, 2) and (4, 0, 0), (2, 2, 4).
        #expect(distances.indices.filter { distances[$0] == .infinity } == [0, 2, 3])
        #expect(distances[1] == 0.5 + 0.5 + 0.5)
        #expect(distances[4] == 0.5 + 0.5 + 0.5)
        #expect(crowdingOrder(front) == [0, 2, 3, 1, 4])
    }

    @Test func copiesAreCrowdedOut() {
        let front: [ObjectiveVector] = [[0, 2, 1], [1, 1, 1], [1, 1, 1], [2, 0, 0]]
        let distances = crowdingDistance(front)
        #expect(distances[2] == 0)
        #expect(distances[1] > 0)
        #expect(leastCrowded(front, count: 3).sorted() == [0, 1, 3])
    }

    @Test(arguments: VectorExample.larger)
    func survivorsComeFrontByFront(_ example: VectorExample) {
        let vectors = example.vectors
        let ranks = nonDominatedSort(vectors)
        let chosen = leastCrowded(vectors, count: 50)
        #expect(Set(chosen).count == chosen.count)
        #expect(chosen.map { ranks[$0] } == chosen.map { ranks[$0] }.sorted(), "\(example)")
        let worst = chosen.map { ranks[$0] }.max() ?? 0
        let better = vectors.indices.filter { vectors[$0].isFinite && ranks[$0] < worst }
        #expect(Set(better).isSubset(of: chosen), "\(example)")
    }

    @Test(arguments: VectorExample.all.filter { $0.objectives > 2 })
    func distancesAreMeansOverTheTrueFront(_ example: VectorExample) {
        let found = example.vectors
        let truth = example.others
        #expect(
            agree(
                invertedGenerationalDistance(found: found, trueFront: truth),
                SlowVectors.mean(found: found, trueFront: truth, plus: false)), "\(example)")
        #expect(
            agree(
                invertedGenerationalDistancePlus(found: found, trueFront: truth),
                SlowVectors.mean(found: found, trueFront: truth, plus: true)), "\(example)")
    }

    @Test func theBoxIsThatOfTheFrontOrOfTheSpace() throws {
        let space: [ObjectiveVector] = [[0, 4, 1], [2, 0, 1], [9, 9, 1], [.nan, 0, 0], [3, 3]]
        let bySpace = try #require(VectorNormalisation.space(of: space))
        #expect(bySpace.ideal == [0, 0, 1])
        // All alike in the third: a span of one raw unit.
        #expect(bySpace.reference == [9, 9, 2])
        #expect(bySpace.normalised([4.5, 9, 1.5] as ObjectiveVector) == [0.5, 1, 0.5])
        let byFront = try #require(VectorNormalisation.front(of: space))
        #expect(byFront.reference == [2, 4, 2])
        #expect(VectorNormalisation.space(of: [[.nan, 1, 1]]) == nil)
    }
}
