import Testing

@testable import LanguageModel

struct ModelPriceTests {
    @Test func aPriceIsPerMillionTokens() throws {
        let price = try #require(
            ModelPrice(dollarsPerMillionPromptTokens: 2, dollarsPerMillionCompletionTokens: 8))
        #expect(price.cost(of: Usage(promptTokens: 500_000, completionTokens: 250_000)) == 3)
        #expect(price.cost(of: Usage(promptTokens: 0, completionTokens: 0)) == 0)
        let prices = ModelPrices(["gpt-4.1": price])
        #expect(prices.cost(of: Usage(promptTokens: 1_000_000, completionTokens: 0), model: "gpt-4.1") == 2)
        #expect(prices.cost(of: Usage(promptTokens: 1, completionTokens: 1), model: "gpt-5") == nil)
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
