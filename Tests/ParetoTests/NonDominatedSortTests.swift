import Pareto
import Testing

@Suite("Non-dominated sorting")
struct NonDominatedSortTests {
    @Test func nothingHasNoRanks() {
        #expect(nonDominatedSort([Point]()).isEmpty)
    }

    @Test func aChainHasARankForEachPoint() {
        #expect(nonDominatedSort(points((3, 3), (1, 1), (2, 2), (4, 4))) == [2, 0, 1, 3])
    }

    @Test func equalInOneObjectiveIsDominatedByTheBetterInTheOther() {
        #expect(nonDominatedSort(points((1, 1), (1, 2), (1, 3))) == [0, 1, 2])
        #expect(nonDominatedSort(points((3, 1), (2, 1), (1, 1))) == [2, 1, 0])
    }

    @Test func equalsShareTheirRank() {
        #expect(nonDominatedSort(points((2, 2), (1, 1), (2, 2), (1, 1), (2, 3))) == [1, 0, 1, 0, 2])
    }

    @Test func whatWasNotMeasuredRanksOnePastTheLast() {
        #expect(nonDominatedSort(points((1, 1), (.nan, 0), (2, 2), (0, .infinity))) == [0, 2, 1, 2])
        #expect(nonDominatedSort(unmeasured) == unmeasured.map { _ in 0 })
    }

    @Test(arguments: Example.all)
    func isPeelingOneFrontAfterTheOther(_ example: Example) {
        #expect(nonDominatedSort(example.points) == Slow.ranks(example.points), "\(example)")
    }

    @Test(arguments: Example.all)
    func doesNotDependOnTheOrder(_ example: Example) {
        let forwards = nonDominatedSort(example.points)
        let backwards = nonDominatedSort(example.points.reversed())
        #expect(Array(backwards.reversed()) == forwards, "\(example)")
    }
}
