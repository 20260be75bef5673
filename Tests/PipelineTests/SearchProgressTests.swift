import Pareto
import Pipeline
import Records
import TestSupport
import Testing

@Suite("How far a search has come by what it sees itself")
struct SearchProgressTests {
    private let space: [ObjectiveVector] = [[0, 10], [5, 5], [10, 0], [10, 10], [.nan, 1]]

    private func member(_ accuracy: Double?, _ latency: Double?) -> ArchiveRecord {
        let candidate = CandidateRecord(
            id: "g00-S0-c1", generation: 0, niche: "S0", cell: "cell \(accuracy ?? -1)", operation: "seed")
        return ArchiveRecord(
            evaluation: EvaluationRecord(
                candidate: candidate, accuracyPercent: accuracy, accuracySource: "made up",
                latencyMilliseconds: latency, latencySource: "made up", flopsMillions: 1, paramsMillions: 1,
                isTrainingCell: false), archiveGeneration: 0)
    }

    @Test func isTheShareOfTheVolumeThatTheBestOfTheSpaceHolds() throws {
        let progress = try #require(SearchProgress(space: space, basis: "predicted"))
        // The best hold a quarter of the box, (95 %, 5 ms) all of it, (92.5 %, 7.5 ms) a sixteenth.
        #expect(progress.hypervolumeSoFar([member(95, 5)]) == 1)
        #expect(progress.hypervolumeSoFar([member(92.5, 7.5)]) == 0.25)
        #expect(progress.hypervolumeSoFar([member(92.5, 7.5), member(95, 5), member(90, 9)]) == 1)
        #expect(progress.words(0.98765) == "HV so far (predicted) 0.9877")
        let oracle = try #require(SearchProgress(space: space, basis: nil))
        #expect(oracle.words(0.98765) == "HV so far 0.9877")
    }

    @Test func isNothingWithoutAMeasuredMember() throws {
        let progress = try #require(SearchProgress(space: space, basis: "predicted"))
        #expect(progress.hypervolumeSoFar([]) == 0)
        #expect(progress.hypervolumeSoFar([member(nil, 5), member(95, nil)]) == 0)
    }

    @Test func isNotKnownForASpaceWithoutVolume() {
        #expect(SearchProgress(space: [], basis: "predicted") == nil)
        #expect(SearchProgress(space: [[.nan, 1]], basis: "predicted") == nil)
        #expect(SearchProgress(space: [[0, 10], [10, 0]], basis: "predicted") == nil)
    }

    @Test func growsWithWhatIsFoundAndNeverBeyondOne() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        let points: [ObjectiveVector] = (0..<300).map { _ in
            [Double.random(in: 5...90, using: &random), Double.random(in: 1...50, using: &random)]
        }
        let progress = try #require(SearchProgress(space: points, basis: "predicted"))
        var last = 0.0
        var found: [ArchiveRecord] = []
        for point in points {
            found.append(member(100 - point[0], point[1]))
            let value = progress.hypervolumeSoFar(found)
            #expect(value >= last - 1e-12 && value <= 1 + 1e-12, "seed \(seed)")
            last = value
        }
        #expect(abs(last - 1) < 1e-9, "seed \(seed)")
    }
}
