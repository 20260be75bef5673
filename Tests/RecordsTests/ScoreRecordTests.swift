import Testing

@testable import Records

struct ScoreRecordTests {
    @Test func theyComeBack() throws {
        try expectToComeBack(Examples.scores)
    }

    /// Nineteen numbers side by side: each must come back as itself, not as its neighbour.
    @Test func noFieldIsTakenForAnother() throws {
        let score = ScoreRecord(
            generation: 1, isFinal: true, reference: .tables, normalisation: "space", hypervolume: 2,
            hypervolumeFound: 3,
            hypervolumeTrue: 4,
            igd: 5, igdPlus: 6, worstGap: 7, latencyCoverage: 8, trueFrontShare: 9, frontSize: 10,
            trueFrontSize: 11, cellsKnown: 16,
            evaluations: 12, modelCalls: 13, modelTokens: 14, modelCostDollars: 15, bestCell: "a",
            bestAccuracyPercent: 17)
        try expectToComeBack([score])
        #expect(
            String(decoding: JSONLines.bytes(of: [score]), as: UTF8.self)
                == #"{"schema":"score/1","best_accuracy_percent":17.0,"best_cell":"a","cells_known":16,"evaluations":12,"final":true,"front_size":10,"generation":1,"#
                + #""hypervolume":2.0,"hypervolume_found":3.0,"hypervolume_true":4.0,"igd":5.0,"igd_plus":6.0,"#
                + #""latency_coverage":8.0,"model_calls":13,"model_cost_usd":15.0,"model_tokens":14,"#
                + #""normalisation":"space","reference":"tables","true_front_share":9.0,"true_front_size":11,"worst_gap":7.0}"#
                + "\n")
    }

    @Test func theNormalisationIsOneOfTwoOrNone() throws {
        #expect(
            try refusal(of: Examples.scores[0], with: "normalisation", being: .string("unit"))
                == "field 'normalisation': found \"unit\", expected one of front, space, none")
    }
}
