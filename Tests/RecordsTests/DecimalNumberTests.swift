import Foundation
import TestSupport
import Testing

@testable import Records

struct DecimalNumberTests {
    private func integer(_ text: String) -> Int? {
        Array(text.utf8).withUnsafeBufferPointer { DecimalNumber.integer($0) }
    }

    // MARK: - Whole numbers

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("7", 7), ("-15625", -15_625), ("007", 7), ("9223372036854775807", Int.max),
        ("-9223372036854775808", Int.min),
    ])
    func aWholeNumberIsReadExactly(_ text: String, _ expected: Int) {
        #expect(integer(text) == expected)
    }

    @Test(arguments: [
        "", "-", "+1", " 1", "1 ", "1.0", "1e3", "0x10", "٣", "9223372036854775808", "-9223372036854775809",
        "92233720368547758070",
    ])
    func whatIsNoneOrDoesNotFitIsRefused(_ text: String) {
        #expect(integer(text) == nil)
    }

    @Test func randomWholeNumbersComeBack() {
        var random = RandomJSON(seed: 1)
        for _ in 0..<10_000 {
            let value = random.integer()
            #expect(integer(String(value)) == value)
        }
    }

    // MARK: - Numbers

    @Test(
        arguments: [
            ("0", 0), ("5.807418", 5.807418), ("-1e-3", -0.001), ("+2", 2), (".5", 0.5), ("1.", 1),
            ("1E+2", 100),
            ("0e999", 0), ("9007199254740993", 9_007_199_254_740_992), ("1e22", 1e22), ("1e23", 1e23),
            ("1e-400", 0), ("1.7976931348623157e308", Double.greatestFiniteMagnitude),
            ("4.9406564584124654e-324", Double.leastNonzeroMagnitude),
            ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown),
            ("0.\(String(repeating: "0", count: 400))1e401", 1),
            ("1\(String(repeating: "0", count: 400))e-400", 1),
        ] as [(String, Double)])
    func aNumberIsReadExactly(_ text: String, _ expected: Double) {
        #expect(DecimalNumber.double(text) == expected)
    }

    @Test func zeroKeepsItsSign() {
        #expect(DecimalNumber.double("-0.0")?.sign == .minus)
        #expect(DecimalNumber.double("0.0")?.sign == .plus)
    }

    @Test(arguments: [
        "", "-", "+", ".", "-.", "e5", ".e5", "1e", "1e+", "1e5.0", "1e5e5", "1.2.3", "--1", "+-1", " 1",
        "1 ", "1,5",
        "nan", "inf", "-inf", "infinity", "0x10", "0x1p3", "1f", "1e400", "-1e400", "1_000", "1\0",
        "12345678901234567890x", "12345678901234567890-1", "12345678901234567890.1.2",
        "1234567890123456789012e",
    ])
    func whatIsNoFiniteDecimalIsRefused(_ text: String) {
        #expect(DecimalNumber.double(text) == nil)
    }

    /// The C library reads the same text; its answer is right to the last bit.
    @Test(arguments: [1, 2] as [UInt64])
    func randomDecimalsAreWhatTheCLibraryReads(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var wrong: [String] = []
        for _ in 0..<10_000 {
            var text = Bool.random(using: &random) ? "-" : ""
            func digits(_ range: ClosedRange<Int>) -> String {
                (0..<Int.random(in: range, using: &random)).reduce(into: "") { text, _ in
                    text += String(Int.random(in: 0...9, using: &random))
                }
            }
            text += digits(1...21)
            if Bool.random(using: &random) { text += "." + digits(0...21) }
            if Bool.random(using: &random) { text += "e\(Int.random(in: -45...45, using: &random))" }
            if DecimalNumber.double(text)?.bitPattern != strtod(text, nil).bitPattern { wrong.append(text) }
        }
        #expect(wrong.isEmpty, "seed \(seed)")
    }
}
