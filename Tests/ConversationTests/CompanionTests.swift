import StageKit
import Testing

/// A program beside ours, talked to line by line.
@Suite struct CompanionTests {
    private func lines(_ companion: Companion) throws -> [String] {
        var lines: [String] = []
        while let line = try companion.nextLine() { lines.append(String(decoding: line, as: UTF8.self)) }
        return lines
    }

    @Test func linesGoInAndComeOut() throws {
        let companion = try Companion(["cat"])
        try companion.send(Array("one\n".utf8))
        #expect(try companion.nextLine() == Array("one".utf8))
        try companion.send(Array("two\nthr".utf8))
        try companion.send(Array("ee\n".utf8))
        companion.finishInput()
        #expect(try lines(companion) == ["two", "three"])
        #expect(try companion.wait() == .exited(0))
    }

    /// Each side may write megabytes before it reads: neither waits for the other for ever.
    @Test func muchMoreThanAPipeHoldsPassesBothWays() throws {
        let companion = try Companion(["cat"])
        let line = String(repeating: "x", count: 9_999) + "\n"
        for _ in 0..<500 { try companion.send(Array(line.utf8)) }
        companion.finishInput()
        #expect(try lines(companion).count == 500)
    }

    @Test func aProgramThatEndsEarlyIsSeenByItsCode() throws {
        let companion = try Companion(["sh", "-c", "echo last; exit 69"])
        for _ in 0..<100 { try companion.send(Array(repeating: UInt8(ascii: "\n"), count: 10_000)) }
        #expect(try lines(companion) == ["last"])
        #expect(try companion.wait() == .exited(69))
    }

    @Test func aProgramThatIsNotThereIsAnError() {
        #expect(throws: (any Error).self) { _ = try Companion(["/nowhere/at/all"]) }
    }
}
