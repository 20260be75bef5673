import Records
import Spaces
import Testing

@testable import Proposal

struct TrajectoryTests {
    private func trajectory(
        target: Double? = nil, budget: Int = 100, candidates: Int = 10, open: Int = 15_625,
        _ accuracies: [[Double?]]
    ) -> Trajectory {
        var code = 0
        let iterations = accuracies.enumerated().map { number, values in
            Trajectory.Iteration(
                strategy: number == 0 ? nil : "s\(number)",
                evaluated: values.map { accuracy in
                    code += 1
                    return EvaluatedCell<Cell>(
                        id: "c\(code)", cell: Cell.all[code], niche: "S0", generation: number,
                        accuracyPercent: accuracy, latencyMilliseconds: nil, operation: "model")
                })
        }
        let task = CoLLMTask(
            dataset: .cifar10, targetAccuracyPercent: target, budget: budget, candidates: candidates)
        return Trajectory(task, iterations, openCells: open)
    }

    @Test func itGoesOnUntilTheTargetTheBudgetOrTheLastCell() {
        #expect(trajectory([[]]).stop == nil)
        #expect(trajectory(target: 90, [[], [80, 89.99]]).stop == nil)
        #expect(trajectory(target: 90, [[], [80, 90]]).stop == .target)
        #expect(trajectory(target: 90, [[], [nil, .nan, .infinity]]).stop == nil)
        #expect(trajectory(budget: 3, [[70], [80]]).stop == nil)
        #expect(trajectory(budget: 2, [[70], [80]]).stop == .budget)
        #expect(trajectory(budget: 2, [[70, 70, 70], [80]]).stop == .budget)
        #expect(
            trajectory(target: 80, budget: 2, [[70], [80]]).stop == .target, "the better news comes first")
        #expect(trajectory(open: 0, [[70]]).stop == .exhausted)
    }

    @Test func whatIsWantedStaysWithinBudgetAndSpace() {
        #expect(trajectory([[], [80]]).wanted == 10)
        #expect(trajectory(budget: 5, [[70], [80]]).wanted == 3)
        #expect(trajectory(open: 2, [[70]]).wanted == 2)
        #expect(trajectory(budget: 1, [[70], [80]]).wanted == 0)
    }

    @Test func theBestIsTheMostAccurateAndOfEqualsTheFirstByItsForm() {
        let all = trajectory([[70, 90], [nil, 90, 60]])
        #expect(all.best(before: 0) == nil)
        #expect(all.best(before: 1)?.id == "c2")
        let written = [2, 4].map { Cell.all[$0].description }
        #expect(all.best(before: 2)?.cell.description == written.min())
    }

    @Test(arguments: [
        (#"{"strategy":"Go  wide\nfirst"}"#, "Go wide first"),
        (#"{"answer":{"strategy":"x"}}"#, "x"),
        (#"[{"strategy":"x"}]"#, "x"),
        (#"{"strategy":["One.","Two."]}"#, "One. Two."),
        (#"{"strategy":{"explore":"A","avoid":"C","n":3}}"#, "explore: A avoid: C"),
    ])
    func aStrategyIsReadInManyForms(_ text: String, _ words: String) throws {
        #expect(try StrategyReply(JSONParser.parse(text)).text == words)
    }

    @Test(arguments: [#"{"strategy":""}"#, #"{"strategy":7}"#, #"{"plan":"x"}"#, "[]", #""x""#])
    func whatIsNoStrategyIsNone(_ text: String) throws {
        let json = try JSONParser.parse(text)
        #expect(throws: UnusableReply.self) { try StrategyReply(json) }
    }

    @Test func aLongStrategyIsCut() throws {
        let long = JSON(object: [("strategy", .string(String(repeating: "é", count: 1 << 20)))])
        #expect(try StrategyReply(long).text.unicodeScalars.count == StrategyReply.textLimit)
    }

    // MARK: - Limits

    @Test func limitsOfCostKeepCellsOutOfAnySearch() throws {
        let (light, heavy) = (try Cell("s-----"), try Cell("333333"))
        let flops = heavy.flopsMillions(on: .cifar10)
        var acceptance = Acceptance<Cell>(
            novelty: .text, tried: [], costs: CostLimits(dataset: .cifar10, flopsMillions: flops - 1))
        #expect(!acceptance.isOpen(heavy) && acceptance.isOpen(light))
        #expect(
            acceptance.judge(heavy, for: Niches.whole)
                == .overFlopsLimit(
                    "\(flops) million multiply-adds, the limit is \(flops - 1) million"))
        #expect(acceptance.judge(light, for: Niches.whole) == nil)
        var byParams = Acceptance<Cell>(
            novelty: .text, tried: [], costs: CostLimits(dataset: .cifar10, paramsMillions: 0.5))
        #expect(byParams.judge(heavy, for: Niches.whole)?.reason.reason == .overParamsLimit)
        #expect(
            byParams.openCounts(in: [Niches.whole])[0]
                == Cell.all.count { $0.paramsMillions(on: .cifar10) <= 0.5 })
        // At the limit is not over it.
        var exact = Acceptance<Cell>(
            novelty: .text, tried: [], costs: CostLimits(dataset: .cifar10, flopsMillions: flops))
        #expect(exact.judge(heavy, for: Niches.whole) == nil)
    }
}
