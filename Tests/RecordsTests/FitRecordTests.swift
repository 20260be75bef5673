import Testing

@testable import Records

struct FitRecordTests {
    @Test func theyComeBack() throws {
        try expectToComeBack(Examples.fits)
        try expectToComeBack(Examples.surrogates)
    }

    @Test func featuresAreAListOfStrings() throws {
        #expect(
            try refusal(
                of: Examples.fits[0], with: "features", being: .array([.string("flops"), .integer(1)]))
                == "field 'features': found [\"flops\",1], expected a list of strings")
    }
}
