import Pareto
import TestSupport
import Testing

/// What moocore and pymoo make of the same vectors of three and four objectives.
@Suite(
    "A second opinion in three and four objectives",
    .enabled(
        if: SecondOpinion.has("pymoo", "moocore"),
        "python3 with pymoo and moocore is not there: pip install pymoo moocore"))
struct VectorSecondOpinionTests {
    private let sets =
        (VectorExample.all + VectorExample.larger
        + [3, 4].map { VectorExample(kind: .sphere, objectives: $0, count: 1_000, seed: 3) })
        .filter { (3...4).contains($0.objectives) }
        .map { example in
            (
                name: example.description, objectives: example.objectives,
                found: example.vectors.filter(\.isFinite), others: example.others.filter(\.isFinite)
            )
        }.filter { !$0.found.isEmpty && !$0.others.isEmpty }

    private func rows(_ vectors: [ObjectiveVector]) -> [[Double]] { vectors.map(\.values) }

    private func ask(_ script: String, of input: String) throws -> [[Double]] {
        let answer = try SecondOpinion.numbers("import numpy as np\n" + script, of: input)
        try #require(answer.count == sets.count)
        return answer
    }

    @Test func hypervolumesAreTheSameToABillionth() throws {
        let theirs = try ask(
            """
            import moocore
            for points in data:
                points = np.array(points)
                tell([moocore.hypervolume(points, ref=[r] * points.shape[1]) for r in (1.1, 0.6, 4)])
            """, of: "\(sets.map { rows($0.found) })")
        for (set, answers) in zip(sets, theirs) {
            for (edge, theirs) in zip([1.1, 0.6, 4], answers) {
                let reference = ObjectiveVector([Double](repeating: edge, count: set.objectives))
                let ours = hypervolume(set.found, reference: reference)
                #expect(abs(ours - theirs) <= 1e-9 * max(1, theirs), "\(set.name), up to \(edge)")
            }
        }
    }

    @Test func ranksAreTheSame() throws {
        let theirs = try ask(
            """
            from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting
            for points in data: tell(NonDominatedSorting().do(np.array(points), return_rank=True)[1])
            """, of: "\(sets.map { rows($0.found) })")
        for (set, answer) in zip(sets, theirs) {
            #expect(nonDominatedSort(set.found).map { Double($0) } == answer, "\(set.name)")
        }
    }

    @Test func invertedGenerationalDistancesAreTheSame() throws {
        let theirs = try ask(
            """
            import moocore
            for found, front in data:
                found, front = np.array(found), np.array(front)
                tell([moocore.igd(found, ref=front), moocore.igd_plus(found, ref=front)])
            """, of: "\(sets.map { [rows($0.found), rows($0.others)] })")
        for (set, answer) in zip(sets, theirs) {
            let ours = [
                invertedGenerationalDistance(found: set.found, trueFront: set.others),
                invertedGenerationalDistancePlus(found: set.found, trueFront: set.others),
            ]
            #expect(zip(ours, answer).allSatisfy { agree($0, $1) }, "\(set.name)")
        }
    }

    /// Where no two vectors are alike in an objective: pymoo orders such ones otherwise, and halves the sum.
    @Test func crowdingDistancesAreAsManyTimesPymoos() throws {
        let theirs = try ask(
            """
            from pymoo.operators.survival.rank_and_crowding import metrics
            crowding = metrics.get_crowding_function(metrics.calc_crowding_distance)
            for points in data:
                points = np.array(points)
                tell(points.shape[1] * crowding.do(points))
            """, of: "\(sets.map { rows($0.found) })")
        var compared = 0
        for (set, answer) in zip(sets, theirs) where set.found.count > 2 {
            let hasTies = (0..<set.objectives).contains { objective in
                Set(set.found.map { $0[objective] }).count < set.found.count
            }
            if hasTies { continue }
            compared += 1
            #expect(zip(crowdingDistance(set.found), answer).allSatisfy { agree($0, $1) }, "\(set.name)")
        }
        #expect(compared > 50)
    }
}
