import Conversation
import Files
import Pipeline
import Records
import StageKit
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("A ledger that grows")
struct LedgerFollowerTests {
    @Test func isReadLineByLineAsItGrowsAndAnewWhereItBecameShorter() throws {
        var template = Array("/tmp/pelnas-ledger-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let run = RunDirectory(path: folder)
        defer {
            unlink(run.ledger.path)
            rmdir(folder)
        }
        let follower = LedgerFollower(run: run)
        follower.look()
        #expect(follower.records.isEmpty, "there is none")
        func write(_ text: String) throws { try AtomicFile.publish(Array(text.utf8), to: run.ledger.path) }
        let lines = (1...3).map { line(niche: "S\($0)") }
        // A line that is half there waits; one that is no record is passed over.
        for (text, niches) in [
            (lines[0] + lines[1].prefix(40), ["S1"]), (lines[0] + lines[1], ["S1", "S2"]),
            (lines[0] + lines[1], ["S1", "S2"]),
            (lines[0] + lines[1] + "{}\n" + lines[2], ["S1", "S2", "S3"]), (lines[2], ["S3"]),
        ] {
            try write(text)
            follower.look()
            #expect(follower.records.map(\.niche) == niches)
            #expect(follower.spending.calls == niches.count)
        }
        unlink(run.ledger.path)
        follower.look()
        #expect(follower.records.map(\.niche) == ["S3"], "what was seen last stays")
    }

    private func line(niche: String) -> String {
        let record = LedgerRecord(
            id: "g01-\(niche)-children-a0", generation: 1, niche: niche, kind: "children", isRepair: false,
            transport: "http", outcome: .answered, requestHash: "h", askedModel: "m", endpoint: "",
            finished: "2026-11-21T08:00:00.123Z")
        return String(decoding: JSONLines.bytes(of: [record]), as: UTF8.self)
    }
}
