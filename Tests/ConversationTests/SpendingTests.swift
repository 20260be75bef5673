import Conversation
import PipelineFile
import Records
import Testing

@Suite struct SpendingTests {
    private func line(
        _ id: String, outcome: LedgerRecord.Outcome = .answered, tokens: (Int, Int)? = (100, 20),
        cost: Double? = 0.25, retries: Int = 0, isRepair: Bool = false
    ) -> LedgerRecord {
        LedgerRecord(
            id: id, generation: 1, niche: "S0", kind: "children", isRepair: isRepair, transport: "http",
            outcome: outcome, requestHash: "h", retries: retries, promptTokens: tokens?.0,
            completionTokens: tokens?.1, costDollars: cost, seconds: 2, finished: "2026-11-21T00:00:00.000Z")
    }

    @Test func itAddsUp() {
        let spending = Spending([
            line("a"), line("b", retries: 2, isRepair: true),
            line("c", outcome: .failed, tokens: nil, cost: nil, retries: 2),
            line("d", tokens: nil, cost: nil),
        ])
        #expect(
            spending.calls == 4 && spending.repairs == 1 && spending.retries == 4 && spending.failures == 1)
        #expect(spending.tokens == 240 && spending.callsWithoutTokens == 1)
        #expect(spending.dollars == 0.5 && spending.callsWithoutPrice == 1)
        #expect(spending.seconds == 8)
    }

    @Test func anAnswerIsAccountedForByItsQuestionNotByItsName() {
        let spending = Spending([line("a"), line("b", outcome: .failed)])
        #expect(spending.accounts(for: "a", requestHash: "h"))
        #expect(!spending.accounts(for: "a", requestHash: "another"))
        #expect(!spending.accounts(for: "b", requestHash: "h"))
    }

    /// Calls are known before they are made, so that budget is exact; the other two are known after.
    @Test(arguments: [
        (PipelineSettings.Model.Budget(), false), (.init(calls: 4), false), (.init(calls: 3), true),
        (.init(calls: 0), true), (.init(tokens: 241), false), (.init(tokens: 240), true),
        (.init(dollars: 0.51), false), (.init(dollars: 0.5), true),
    ])
    func aBudgetEnds(_ budget: PipelineSettings.Model.Budget, _ ends: Bool) {
        let spending = Spending([line("a"), line("b")])
        #expect((spending.objection(to: 1, open: 1, under: budget) != nil) == ends)
    }

    /// A night at a dead endpoint does not use up what a living one could answer.
    @Test func callsThatFailedCountForNoBudget() {
        let spending = Spending([line("a"), line("b", outcome: .failed), line("c", outcome: .failed)])
        #expect(spending.calls == 3)
        #expect(spending.objection(to: 1, open: 0, under: .init(calls: 2)) == nil)
        #expect(spending.objection(to: 2, open: 0, under: .init(calls: 2)) != nil)
    }

    /// An endpoint that does not tell its tokens cannot be held to a number of them; that is said, not passed by.
    @Test func aBudgetThatCannotBeKeptEndsTheRun() throws {
        let spending = Spending([line("a", tokens: nil, cost: nil)])
        for budget in [PipelineSettings.Model.Budget(tokens: 1_000), .init(dollars: 1)] {
            let words = try #require(spending.objection(to: 1, open: 0, under: budget))
            #expect(words.contains("does not tell its tokens"))
        }
        #expect(spending.objection(to: 1, open: 0, under: .init(calls: 9)) == nil)
    }

    @Test func aReplayedAnswerIsAccountedForAndCostsNothing() {
        var record = line("a")
        record.transport = "replay"
        let spending = Spending([record])
        #expect(spending.calls == 0 && spending.tokens == 0 && spending.dollars == 0)
        #expect(spending.accounts(for: "a", requestHash: "h"))
    }

    @Test func theObjectionNamesTheSettingAndTheValues() throws {
        let words = try #require(Spending([line("a")]).objection(to: 1, open: 0, under: .init(calls: 1)))
        #expect(words.contains("prompt.model.budget.max_calls") && words.contains("budget of 1 calls"))
    }
}
