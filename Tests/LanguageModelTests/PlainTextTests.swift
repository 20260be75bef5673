import TestSupport
import Testing

@testable import LanguageModel

struct PlainTextTests {
    @Test func ordinaryTextStaysAsItIs() {
        let text = "3×3 convolutions win — naïve Größe, 東京, Việt (NFD: e\u{301})"
        #expect(PlainText.oneLine(text, limit: 200) == text)
        #expect(PlainText.block(text, limit: 200) == text)
    }

    @Test func aTerminalObeysNothing() {
        #expect(
            PlainText.oneLine("\u{1B}[31mred\u{7}\u{9B}2J\u{7F}", limit: 99)
                == #"\u{1b}[31mred\u{7}\u{9b}2J\u{7f}"#)
        #expect(PlainText.block("a\u{0}b\u{8}c", limit: 99) == #"a\u{0}b\u{8}c"#)
    }

    @Test func whatIsNotDrawnIsDropped() {
        #expect(
            PlainText.oneLine("ab\u{202E}c\u{2066}d\u{200B}e\u{FEFF}f\u{AD}g\u{E0041}h\u{3164}", limit: 99)
                == "abcdefgh")
    }

    @Test func privateAndUnassignedCharactersAreEscaped() {
        #expect(PlainText.oneLine("\u{E000}\u{FFFF}\u{378}", limit: 99) == #"\u{e000}\u{ffff}\u{378}"#)
    }

    @Test func whiteSpaceBecomesOneSpace() {
        #expect(
            PlainText.oneLine(" \n a\t\r\n b\u{2028}c\u{A0}\u{3000}d\u{B} ", limit: 99) == "a b c d")
        #expect(PlainText.oneLine(" \n\t ", limit: 99) == "")
    }

    @Test func aBlockKeepsItsLinesAndIndents() {
        #expect(PlainText.block("  a\r\n\tb\rc\u{85}\n\u{2029} d ", limit: 99) == "  a\n\tb\nc\n\n\n d ")
    }

    @Test func longTextIsCut() {
        #expect(PlainText.oneLine("abcdef", limit: 6) == "abcdef")
        #expect(PlainText.oneLine("abcdefg", limit: 6) == "abcde…")
        #expect(PlainText.oneLine("abcde   ", limit: 5) == "abcde")
        #expect(PlainText.oneLine("abcd efg", limit: 6) == "abcd…")
        #expect(PlainText.oneLine("abc", limit: 1) == "…")
        #expect(PlainText.oneLine("abc", limit: 0) == "")
        #expect(PlainText.oneLine("abc", limit: -1) == "")
        #expect(PlainText.block("ab\ncd", limit: 4) == "ab\n…")
        #expect(PlainText.block("ab\ncd", limit: .max) == "ab\ncd")
    }

    @Test func anEscapeIsShownWholeOrNotAtAll() {
        #expect(PlainText.oneLine("abc\u{1B}d", limit: 9) == "abc…")
        #expect(PlainText.oneLine("abc\u{1B}", limit: 9) == #"abc\u{1b}"#)
    }

    @Test func marksDoNotPileUp() {
        let bomb = "e" + String(repeating: "\u{301}", count: 100_000) + "f"
        #expect(PlainText.oneLine(bomb, limit: 99) == "e\u{301}\u{301}\u{301}\u{301}f")
        #expect(PlainText.oneLine("\u{301}a \u{301}b", limit: 99) == "a b")
    }

    @Test func hostileTextOfAnySizeIsBounded() {
        let text = String(repeating: "\u{202E}\u{1B}[2J", count: 250_000)
        #expect(PlainText.oneLine(text, limit: 100).unicodeScalars.count <= 100)
        #expect(PlainText.block(String(repeating: "\u{200D}", count: 1_000_000), limit: 100) == "")
    }

    @Test func randomTextIsHarmlessBoundedAndShownTheSameTwice() {
        for seed in UInt64(0)..<600 {
            var random = SplitMix64(seed: seed)
            let text = random.hostileText(scalars: Int.random(in: 0...60, using: &random))
            let limit = Int.random(in: 0...80, using: &random)
            let line = PlainText.oneLine(text, limit: limit)
            let block = PlainText.block(text, limit: limit)
            for (result, allowed) in [(line, ""), (block, "\n\t")] {
                #expect(result.unicodeScalars.count <= limit, "seed \(seed)")
                #expect(result.utf8.count <= 4 * limit, "seed \(seed)")
                let harmful = result.unicodeScalars.first {
                    !allowed.unicodeScalars.contains($0) && Self.isHarmful($0)
                }
                #expect(harmful == nil, "seed \(seed)")
            }
            #expect(Array(PlainText.oneLine(line, limit: limit).utf8) == Array(line.utf8), "seed \(seed)")
            #expect(Array(PlainText.block(block, limit: limit).utf8) == Array(block.utf8), "seed \(seed)")
            #expect(Array(PlainText.block(line, limit: limit).utf8) == Array(line.utf8), "seed \(seed)")
            #expect(!line.contains("  ") && !line.hasPrefix(" ") && !line.hasSuffix(" "), "seed \(seed)")
        }
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .unassigned, .surrogate, .lineSeparator, .paragraphSeparator:
            true
        default: scalar.properties.isBidiControl || scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
