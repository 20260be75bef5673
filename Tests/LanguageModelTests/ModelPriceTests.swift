import Testing

@testable import LanguageModel

struct ModelPriceTests {
    @Test func aPriceIsPerMillionTokens() throws {
        let price = try #require(
            ModelPrice(dollarsPerMillionPromptTokens: 2, dollarsPerMillionCompletionTokens: 8))
        #expect(price.cost(of: Usage(promptTokens: 500_000, completionTokens: 250_000)) == 3)
        #expect(price.cost(of: Usage(promptTokens: 0, completionTokens: 0)) == 0)
    }

    @Test func whatIsNotKnownHasNoCost() throws {
        let price = try #require(
            ModelPrice(dollarsPerMillionPromptTokens: 2, dollarsPerMillionCompletionTokens: 0))
        #expect(price.cost(of: Usage()) == nil)
        #expect(price.cost(of: Usage(promptTokens: 5)) == nil)
        #expect(price.cost(of: Usage(completionTokens: 5)) == nil)
    }

    @Test(arguments: [-1, .nan, .infinity, -.infinity] as [Double])
    func aPriceIsFiniteAndNotNegative(dollars: Double) {
        #expect(
            ModelPrice(dollarsPerMillionPromptTokens: dollars, dollarsPerMillionCompletionTokens: 1) == nil)
        #expect(
            ModelPrice(dollarsPerMillionPromptTokens: 1, dollarsPerMillionCompletionTokens: dollars) == nil)
    }
}
