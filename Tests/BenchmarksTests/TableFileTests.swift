import Files
import Spaces
import Testing

@testable import Benchmarks

@Suite("An imported table on disk")
struct TableFileTests {
    static let origin = TableOrigin(file: "a.csv", fileHash: "00", format: "CSV", tool: "test 1")

    static func sample(origin: TableOrigin = origin) -> [UInt8] {
        let first = Column(name: "one", values: (0..<Cell.count).map { Double($0) / 3 })
        let second = Column(name: "two", values: [.nan, -0.0, 1e300])
        return TableWriter.bytes(table: "some/table", columns: [first, second], rows: 3, origin: origin)
    }

    @Test("What was written comes back, missing values as missing")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let table = try BenchmarkTable(path: folder.write("a.table", Self.sample()))
        #expect(table.columns == ["one", "two"])
        #expect(table.isImported)
        #expect(table.origin == Self.origin)
        try table.verify()
        let columns = try table.columns(["two", "one"])
        #expect(columns[0].value(of: .number(0)) == nil)
        #expect(columns[0].value(of: .number(2)) == 1e300)
        #expect(columns[0].missingCount == Cell.count - 2)
        #expect(columns[1].values == (0..<Cell.count).map { Double($0) / 3 })
    }

    @Test("Equal input gives equal bytes; another NaN is the same NaN")
    func deterministic() {
        #expect(Self.sample() == Self.sample())
        let signalling = Column(name: "n", values: [Double(nan: 7, signaling: false)])
        let plain = Column(name: "n", values: [.nan])
        let bytes = [signalling, plain].map {
            TableWriter.bytes(table: "t", columns: [$0], rows: 1, origin: Self.origin)
        }
        #expect(bytes[0] == bytes[1])
    }

    @Test("The content hash follows names and values, not where they came from")
    func contentHash() throws {
        let folder = try TemporaryFolder()
        var other = Self.origin
        other.tool = "test 2"
        let first = try BenchmarkTable(path: folder.write("a.table", Self.sample()))
        let second = try BenchmarkTable(path: folder.write("b.table", Self.sample(origin: other)))
        let third = try BenchmarkTable(
            path: folder.write(
                "c.table",
                TableWriter.bytes(
                    table: "t", columns: [Column(name: "one", values: [1])], rows: 1, origin: Self.origin)))
        #expect(first.contentHash == second.contentHash)
        #expect(first.contentHash != third.contentHash)
    }

    @Test("Every changed byte of the header is noticed on opening")
    func corruptHeader() throws {
        let folder = try TemporaryFolder()
        let bytes = TableWriter.bytes(table: "t", columns: [], rows: 0, origin: Self.origin)
        #expect(try BenchmarkTable(path: folder.write("a.table", bytes)).columns == [])
        let end = bytes.count
        for position in 4..<end {
            var damaged = bytes
            damaged[position] ^= UInt8(1 << (position % 8))
            let path = try folder.write("a.table", damaged)
            let error = refusal { _ = try BenchmarkTable(path: path) }
            guard case .content = error else {
                Issue.record("byte \(position): \(String(describing: error))")
                continue
            }
        }
    }

    @Test("A file cut short or grown is refused", arguments: [0, 1, 7, 8, 40, 60, 200, 250_000, 250_100])
    func wrongLength(kept: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = Self.sample()
        let cut = try folder.write("a.table", Array(bytes.prefix(kept)))
        #expect(refusal { _ = try BenchmarkTable(path: cut) } != nil)
        let grown = try folder.write("b.table", bytes + [0])
        #expect(message { _ = try BenchmarkTable(path: grown) }.contains("bytes, expected"))
    }

    @Test("A changed value is found by verify, and only there")
    func corruptPayload() throws {
        let folder = try TemporaryFolder()
        var bytes = Self.sample()
        bytes[bytes.count - 1] ^= 1
        let table = try BenchmarkTable(path: folder.write("a.table", bytes))
        #expect(message { try table.verify() }.contains("do not match their checksum"))
    }

    @Test("A column that is not there is answered with the nearest name and all there are")
    func unknownColumn() throws {
        let folder = try TemporaryFolder()
        let table = try BenchmarkTable(path: folder.write("a.table", Self.sample()))
        let text = message { _ = try table.column("twos") }
        #expect(text.contains("did you mean 'two'?"))
        #expect(text.contains("'one', 'two'"))
    }

    @Test("No file at all is another error than a bad one")
    func missing() {
        guard case .missing = refusal({ _ = try BenchmarkTable(path: "/nowhere/a.table") }) else {
            Issue.record("expected .missing")
            return
        }
    }
}
