import Terminal
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("What is known of a terminal")
struct ScreenTests {
    @Test func isEightyByTwentyFourWhereNobodyKnows() {
        let screen = Screen(descriptor: -1, environment: [:])
        #expect(screen == Screen(width: 80, height: 24, isTerminal: false, isUnicode: false, hasStyle: false))
    }

    @Test func aTerminalTellsItsSizeAndTheEnvironmentOverridesIt() throws {
        var pair: (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: 50, ws_col: 132, ws_xpixel: 0, ws_ypixel: 0)
        try #require(openpty(&pair.0, &pair.1, nil, nil, &size) == 0)
        defer { for descriptor in [pair.0, pair.1] { close(descriptor) } }
        let screen = Screen(descriptor: pair.1, environment: ["LANG": "de_DE.UTF-8"])
        #expect(
            screen
                == Screen(
                    width: 132, height: 50, isTerminal: true, isUnicode: true, hasStyle: true,
                    hasCursor: true))
        let told = Screen(
            descriptor: pair.1, environment: ["COLUMNS": "100", "LINES": "30", "NO_COLOR": "1"])
        #expect(
            told
                == Screen(
                    width: 100, height: 30, isTerminal: true, isUnicode: false, hasStyle: false,
                    hasCursor: true))
        let dumb = Screen(descriptor: pair.1, environment: ["TERM": "dumb"])
        #expect(dumb == Screen(width: 132, height: 50, isTerminal: true, isUnicode: false))
    }

    @Test(arguments: ["", "0", "-5", "wide", "99999999999999999999", "1e3"])
    func aSizeThatIsNoneIsPassedOver(_ text: String) {
        #expect(Screen(descriptor: -1, environment: ["COLUMNS": text]).width == 80)
    }

    @Test func theFirstLocaleVariableThatIsSetDecides() {
        #expect(Screen.isUnicode(["LC_ALL": "C.UTF-8"]))
        #expect(Screen.isUnicode(["LC_ALL": "", "LC_CTYPE": "en_US.utf8"]))
        #expect(!Screen.isUnicode(["LC_ALL": "C", "LANG": "en_US.UTF-8"]))
        #expect(!Screen.isUnicode([:]))
    }

    @Test func textIsCutToColumnsNotToCharacters() {
        #expect(TextWidth.columns("S0 → 日本") == 9)
        #expect(TextWidth.columns("e\u{301}") == 1)
        #expect(TextWidth.fitted("a long line", columns: 7) == "a long…")
        #expect(TextWidth.fitted("a long line", columns: 8, isUnicode: false) == "a lon...")
        #expect(TextWidth.fitted("日本語", columns: 5) == "日本…")
        #expect(TextWidth.fitted("日本語", columns: 4) == "日…")
        for limit in -1...4 {
            #expect(TextWidth.columns(TextWidth.fitted("日本語", columns: limit)) <= max(0, limit))
        }
        #expect(TextWidth.fitted("fits", columns: 4) == "fits")
    }

    @Test func aTickerCallsUntilItIsStopped() {
        nonisolated(unsafe) var calls = 0
        let ticker = Ticker(every: 0.01) { calls += 1 }
        usleep(200_000)
        var seen = 0
        ticker.excludingCalls { seen = calls }
        #expect(seen > 1)
        ticker.stop()
        let final = calls
        usleep(50_000)
        #expect(calls == final)
        ticker.stop()
    }
}
