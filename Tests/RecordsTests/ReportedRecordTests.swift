import Testing

@testable import Records

struct ReportedRecordTests {
    @Test func theyComeBack() throws {
        try expectToComeBack(Examples.reported)
    }

    @Test func aMeasureNobodyKnowsIsRefused() throws {
        let message = try refusal(of: Examples.reported[0], with: "measure", being: .string("hypervolum"))
        #expect(
            message.hasPrefix("field 'measure': found \"hypervolum\", expected one of hypervolume, igd, "))
    }

    @Test func aNumberWithoutItsPlaceIsRefused() throws {
        for place in ["paper", "table", "row"] {
            #expect(
                try refusal(of: Examples.reported[0], with: place, being: .null)
                    == "field '\(place)': found null, expected a string")
        }
        #expect(
            try refusal(of: Examples.reported[0], with: "value", being: .string("94.37 ± 0.15"))
                == "field 'value': found \"94.37 ± 0.15\", expected a number")
    }
}
