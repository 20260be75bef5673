import Testing

@testable import Records

@Suite struct ProxyRecordTests {
    @Test func recordsComeBackAsTheyWere() throws { try expectToComeBack(Examples.proxies) }

    /// No more digits than 32-bit arithmetic gives, and none of a number that is none.
    @Test func valuesHaveSevenDigits() {
        #expect(
            Examples.proxies[0].values
                == [1, 0.1234568, 1e-9, nil, -1_234_568, 0, 1e22, -0.5, 3, 123_456_790, nil])
        let one = ProxyRecord(cell: "", setup: "", values: [1 / 3, -2e-5 / 3, .infinity, 9_999_999.6])
        #expect(one.values == [0.3333333, -6.666667e-6, nil, 10_000_000])
    }
}
