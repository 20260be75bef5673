import Records
import Testing

@testable import Report

/// The page sums up the ledger as `pelnas ledger` does.
@Suite struct LedgerSummaryTests {
    private func call(
        _ outcome: LedgerRecord.Outcome = .answered, transport: String = "http", tokens: Int? = 100,
        cost: Double? = 0.5, isRepair: Bool = false
    ) -> LedgerRecord {
        .init(
            id: "g01-S0-children-a0", generation: 1, niche: "S0", kind: "children", isRepair: isRepair,
            transport: transport, outcome: outcome, requestHash: "00", retries: 1, promptTokens: tokens,
            completionTokens: tokens, costDollars: cost, seconds: 2, finished: "2026-11-21T08:00:00.000Z")
    }

    @Test func `A failed call has no price to be missed`() {
        let total = LedgerSummary([call(), call(.failed, tokens: nil, cost: nil)]).total
        #expect(total.dollarWords == "0.5000")
        #expect(total.words(tokens: total.promptTokens) == "100")
        #expect(
            total.sentence
                == "2 calls, 0 of them repairs, 1 failed, 2 retries, 100 tokens in, 100 tokens out, $0.5000, "
                + "4.0 s of answering.")
    }

    @Test func `An answer without tokens or price is marked in the sums it is missing from`() {
        let total = LedgerSummary([call(), call(tokens: nil, cost: nil, isRepair: true)]).total
        #expect(total.dollarWords == "0.5000+?")
        #expect(total.words(tokens: total.completionTokens) == "100+?")
        #expect(total.repairs == 1)
        #expect(total.sentence.contains("“+?” marks sums"))
    }

    @Test func `Without any price there are no dollars`() {
        let total = LedgerSummary([call(cost: nil), call(.failed, cost: nil)]).total
        #expect(total.dollarWords == nil)
        #expect(!total.sentence.contains("$"))
        #expect(LedgerSummary([call(cost: .nan)]).total.dollarWords == nil)
    }

    @Test func `A replayed answer is no call and takes nothing`() {
        let ledger = LedgerSummary([call(), call(transport: "replay", cost: 0)])
        #expect(ledger.replayed == 1)
        #expect(ledger.total.calls == 1)
        #expect(ledger.total.promptTokens == 100)
        #expect(ledger.total.retries == 1)
        #expect(ledger.total.seconds == 2)
        #expect(ledger.rows.map(\.calls) == [1])
        var contents = ReportContents()
        contents.ledger = [call(transport: "replay", cost: 0)]
        let html = Report(contents).html
        #expect(html.contains("0 calls"))
        #expect(html.contains("1 answer came from a recording"))
        #expect(!html.contains("Calls by generation and kind."))
    }
}
