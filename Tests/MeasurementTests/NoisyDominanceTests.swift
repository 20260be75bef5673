import Records
import StageKit
import TestSupport
import Testing

/// Archives of values with spreads.
@Suite struct NoisyDominanceTests {
    private func cell(
        _ name: String, _ accuracy: Double, _ latency: Double, spread: Double? = nil,
        accuracySpread: Double? = nil
    ) -> EvaluationRecord {
        EvaluationRecord(
            candidate: CandidateRecord(id: name, generation: 0, niche: "A", cell: name, operation: "seed"),
            accuracyPercent: accuracy, accuracySource: "x", latencyMilliseconds: latency, latencySource: "x",
            flopsMillions: 1, paramsMillions: 1, isTrainingCell: false,
            accuracySpreadPercent: accuracySpread, latencySpreadMilliseconds: spread)
    }

    private func names(_ cells: [EvaluationRecord], _ noise: Double) -> [String] {
        ParetoMembers.front(of: cells, noise: noise).map(\.candidate.cell)
    }

    @Test func withinTheNoiseBothStay() {
        let cells = [cell("a", 91, 10, spread: 3), cell("b", 90, 14, spread: 4)]
        // The combined spread is 5, the difference 4.
        #expect(names(cells, 0) == ["a"])
        #expect(names(cells, 0.5) == ["a"])
        #expect(names(cells, 0.8) == ["a"])
        #expect(names(cells, 0.81) == ["a", "b"])
        #expect(names(cells, 1) == ["a", "b"])
    }

    @Test func whatIsKnownExactlyNeedOnlyBeNoWorse() {
        // Accuracies are predicted, without a spread; latencies are far apart.
        #expect(names([cell("a", 90, 10, spread: 1), cell("b", 90, 20, spread: 1)], 2) == ["a"])
        // Without any spread noise changes nothing.
        let exact = [cell("a", 91, 10), cell("b", 90, 10), cell("c", 91, 10)]
        #expect(names(exact, 3) == names(exact, 0) && names(exact, 3) == ["a", "c"])
        // Equal to the last digit, each within the noise of the other: both stay.
        #expect(names([cell("a", 91, 10, spread: 1), cell("b", 90, 10, spread: 1)], 1) == ["a", "b"])
    }

    /// Other objectives have no spread: by them the slightest difference counts, and latency counts for nothing.
    @Test func noiseIsOfTheObjectivesThatSpread() {
        var small = cell("small", 91, 14, spread: 4, accuracySpread: 1)
        small.paramsMillions = 0.999
        let big = cell("big", 90, 10, spread: 3, accuracySpread: 1)
        func front(_ noise: Double, _ objectives: [Objective]) -> [String] {
            ParetoMembers.front(of: [small, big], by: objectives, noise: noise).map(\.candidate.cell)
        }
        #expect(front(0, [.accuracy, .params]) == ["small"])
        #expect(front(0.7, [.accuracy, .params]) == ["small"])
        #expect(front(0.8, [.accuracy, .params]) == ["small", "big"])
        #expect(front(0.7, [.accuracy, .latency, .params]) == ["big", "small"])
    }

    @Test func theBetterOneMayComeLaterAndACellWithoutValuesNeverStays() {
        var lost = cell("lost", 99, 1)
        lost.latencyMilliseconds = nil
        let cells = [cell("slow", 80, 30, spread: 1), lost, cell("fast", 81, 5, spread: 1)]
        #expect(names(cells, 2) == ["fast"])
    }

    /// Whatever the order and however it is cut into generations, the same cells stay: the rule is transitive.
    @Test(arguments: [0.3, 1, 2.5])
    func generationByGenerationIsAsAllAtOnce(_ noise: Double) {
        for seed in UInt64(1)...40 {
            var random = SplitMix64(seed: seed)
            func unit() -> Double { Double(random.next() >> 11) / Double(1 << 53) }
            let cells = (0..<40).map { number in
                cell(
                    "c\(number)", 80 + 10 * unit(), 1 + 9 * unit(), spread: 2 * unit(),
                    accuracySpread: unit() < 0.5 ? nil : unit())
            }
            let atOnce = names(cells, noise)
            var archive: [EvaluationRecord] = []
            for start in stride(from: 0, to: 40, by: 8) {
                archive = ParetoMembers.front(of: archive + cells[start..<(start + 8)], noise: noise)
            }
            #expect(archive.map(\.candidate.cell) == atOnce, "seed \(seed)")
            #expect(names(cells.reversed(), noise) == atOnce, "seed \(seed)")
            // All that plain dominance keeps stays.
            #expect(Set(names(cells, 0)).isSubset(of: atOnce), "seed \(seed)")
        }
    }
}
