import Pareto
import TestSupport
import Testing

/// What two libraries of other people make of the same points: pymoo (Blank and Deb 2020) and moocore
/// (López-Ibáñez, Paquete and Stützle 2010 and later).
@Suite(
    "A second opinion by pymoo and moocore",
    .enabled(
        if: SecondOpinion.has("pymoo", "moocore"),
        "python3 with pymoo and moocore is not there: pip install pymoo moocore"))
struct SecondOpinionTests {
    /// All finite examples; those with points that are not finite, which no library takes, without them.
    private let sets = Example.all.map { example in
        (
            name: example.description, found: example.points.filter(\.isFinite),
            others: example.others.filter(\.isFinite)
        )
    }.filter { !$0.found.isEmpty && !$0.others.isEmpty }

    /// Points as JSON.
    private func pairs(_ points: [Point]) -> [[Double]] { points.map { [$0.x, $0.y] } }

    private func ask(_ script: String, of input: String, lines: Int) throws -> [[Double]] {
        let answer = try SecondOpinion.numbers("import numpy as np\n" + script, of: input)
        try #require(answer.count == lines)
        return answer
    }

    @Test func ranksAreTheSame() throws {
        let theirs = try ask(
            """
            import moocore
            from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting
            for points in data:
                points = np.array(points)
                tell(NonDominatedSorting().do(points, return_rank=True)[1])
                ranks = moocore.pareto_rank(points)
                tell(ranks - ranks.min())
            """, of: "\(sets.map { pairs($0.found) })", lines: 2 * sets.count)
        for (place, set) in sets.enumerated() {
            let ours = nonDominatedSort(set.found).map { Double($0) }
            #expect(ours == theirs[2 * place], "pymoo, \(set.name)")
            #expect(ours == theirs[2 * place + 1], "moocore, \(set.name)")
        }
    }

    /// Copies: the first counts, the others get 0, as by pymoo's `filter_out_duplicates`; pymoo halves the sum.
    /// Left out are fronts of a single place, where pymoo gives 0 and we infinity, and of two points, where
    /// pymoo gives both infinity, copies or not.
    @Test func crowdingDistancesAreTwicePymoos() throws {
        let fronts = sets.flatMap { set in
            let ranks = nonDominatedSort(set.found)
            return Set(ranks).sorted().map { rank in
                (
                    name: "front \(rank) of \(set.name)",
                    points: zip(set.found, ranks).filter { $0.1 == rank }.map(\.0)
                )
            }
        }.filter { $0.points.count > 2 && Set($0.points).count > 1 }
        #expect(fronts.contains { Set($0.points).count < $0.points.count }, "no copies were tried")
        let theirs = try ask(
            """
            from pymoo.operators.survival.rank_and_crowding import metrics
            crowding = metrics.get_crowding_function(metrics.calc_crowding_distance)
            for points in data: tell(2 * crowding.do(np.array(points)))
            """, of: "\(fronts.map { pairs($0.points) })", lines: fronts.count)
        for (front, answer) in zip(fronts, theirs) {
            let ours = crowdingDistance(front.points)
            #expect(ours.count == answer.count)
            #expect(zip(ours, answer).allSatisfy { agree($0, $1) }, "\(front.name)")
        }
    }

    @Test func hypervolumesAreTheSame() throws {
        // Beyond all points, and amid them.
        let references = [Point(x: 11, y: 41), Point(x: 0.7, y: 6)]
        let theirs = try ask(
            """
            import moocore
            from pymoo.indicators.hv import HV
            for points in data[0]:
                for reference in data[1]:
                    points, reference = np.array(points), np.array(reference)
                    tell([HV(ref_point=reference)(points), moocore.hypervolume(points, ref=reference)])
            """, of: "[\(sets.map { pairs($0.found) }), \(pairs(references))]",
            lines: references.count * sets.count)
        for (place, set) in sets.enumerated() {
            for (offset, reference) in references.enumerated() {
                let ours = hypervolume(set.found, reference: reference)
                let answer = theirs[references.count * place + offset]
                #expect(answer.count == 2)
                #expect(answer.allSatisfy { agree(ours, $0) }, "\(set.name), up to \(reference)")
            }
        }
        #expect(theirs.contains { $0.contains { $0 > 0 } })
    }

    @Test func invertedGenerationalDistancesAreTheSame() throws {
        let theirs = try ask(
            """
            import moocore
            from pymoo.indicators.igd import IGD
            from pymoo.indicators.igd_plus import IGDPlus
            for found, front in data:
                found, front = np.array(found), np.array(front)
                tell([IGD(front)(found), moocore.igd(found, ref=front)])
                tell([IGDPlus(front)(found), moocore.igd_plus(found, ref=front)])
            """, of: "\(sets.map { [pairs($0.found), pairs($0.others)] })", lines: 2 * sets.count)
        for (place, set) in sets.enumerated() {
            let plain = try #require(
                invertedGenerationalDistance(
                    found: set.found, trueFront: set.others, normalisation: .identity))
            let plus = try #require(
                invertedGenerationalDistancePlus(
                    found: set.found, trueFront: set.others, normalisation: .identity))
            let answers = [(plain, theirs[2 * place], "IGD"), (plus, theirs[2 * place + 1], "IGD+")]
            for (ours, answer, name) in answers {
                #expect(answer.count == 2)
                #expect(answer.allSatisfy { agree(ours, $0) }, "\(name), \(set.name)")
            }
        }
    }
}
