import Foundation
import Pipeline
import PipelineFile
import StageKit
import Testing

@Suite("How long a run will still take")
struct TimeLeftTests {
    private let steps: [PlannedStep]

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "pelnas-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: url) }
        try """
        target: {dataset: cifar10, device: fpga}
        evaluate: {accuracy: {source: table}}
        data: {tables: nowhere}
        chain:
          - partition
          - seed
          - evaluate
          - archive
          - repeat: {generations: 5, stages: [prompt, evaluate, archive]}

        """.write(to: url, atomically: true, encoding: .utf8)
        steps = try Plan(PipelineFile.load(url.path, overrides: [])).steps
    }

    /// Does the steps of a generation, each taking so many seconds; returns the time after.
    private func finish(_ generation: Int, _ left: inout TimeLeft, from start: Double, each: Double) -> Double
    {
        var time = start
        for step in steps where step.generation == generation {
            left.started(step, at: time)
            time += each
            left.finished(step, at: time)
        }
        return time
    }

    @Test func isNotKnownBeforeAGenerationWasDoneAndTheSeedsAreNone() {
        var left = TimeLeft(steps)
        #expect(left.seconds(at: 0) == nil)
        let seeded = finish(0, &left, from: 0, each: 100)
        #expect(left.seconds(at: seeded) == nil)
        let time = finish(1, &left, from: seeded, each: 10)
        #expect(left.seconds(at: time) == 120.0)
    }

    @Test func followsTheMedianAndFallsWhileAGenerationIsAtWork() throws {
        var left = TimeLeft(steps)
        var time = finish(1, &left, from: 0, each: 10)
        time = finish(2, &left, from: time, each: 1_000)
        time = finish(3, &left, from: time, each: 20)
        #expect(left.seconds(at: time) == 120.0)
        let next = try #require(steps.first { $0.generation == 4 })
        left.started(next, at: time)
        #expect(left.seconds(at: time + 45) == 75.0)
        // One that takes longer than the others does not use up the time of those behind it.
        #expect(left.seconds(at: time + 9_999) == 60.0)
        time = finish(4, &left, from: time, each: 20)
        time = finish(5, &left, from: time, each: 20)
        #expect(left.seconds(at: time) == nil)
    }

    @Test func learnsNothingFromAGenerationThatWasPartlyThere() {
        var left = TimeLeft(steps)
        let second = steps.filter { $0.generation == 2 }
        left.skipped(second[0])
        for step in second.dropFirst() {
            left.started(step, at: 0)
            left.finished(step, at: 1)
        }
        #expect(left.seconds(at: 1) == nil)
        _ = finish(3, &left, from: 1, each: 10)
        #expect(left.seconds(at: 31) == 60.0)
    }

    @Test(arguments: [
        (0.0, "some seconds left"), (9, "some seconds left"), (10, "about 10 s left"),
        (41, "about 50 s left"),
        (180, "about 3 min left"), (5_000, "about 83 min left"), (7_200, "about 2 h left"),
        (259_200, "about 3 days left"), (-5, "some seconds left"), (.infinity, "about 11574 days left"),
    ])
    func isToldRoundly(_ seconds: Double, _ words: String) {
        #expect(TimeLeft.words(seconds) == words)
    }
}
