import Files
import Predictions
import Spaces
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct PredictionTableTests {
    /// Publishes bytes to a file of its own and removes it afterwards.
    private func with<Result>(_ bytes: [UInt8], _ name: String, _ body: (String) throws -> Result) throws
        -> Result
    {
        let path = "/tmp/pelnas-table-\(getpid())-\(name)"
        try AtomicFile.publish(bytes, to: path)
        defer { try? FileSystem.remove(path) }
        return try body(path)
    }

    private let predictions = (0..<Cell.count).map { 50 + Double($0) / 1000 }

    @Test func readsBackWhatWasWritten() throws {
        let bytes = try PredictionTable.encode(predictions, training: [0, 9, 15_624, 99_999, -1])
        #expect(bytes.count == 126_970)
        try with(bytes, "whole") { path in
            let table = try PredictionTable(path: path)
            #expect(table.count == Cell.count)
            #expect(table.predictions == predictions)
            for cell in Cell.all {
                #expect(table[cell] == predictions[Int(cell.code)])
                #expect(table.wasFit(on: cell) == [0, 9, 15_624].contains(cell.code))
            }
            #expect(table[-1] == nil)
            #expect(table[Cell.count] == nil)
        }
    }

    @Test func aCellMayLackAPredictionWhereThatIsAllowed() throws {
        var some = predictions
        some[7] = .nan
        #expect(throws: PredictionTableError.self) { try PredictionTable.encode(some, training: []) }
        try with(try PredictionTable.encode(some, training: [], mayMiss: true), "missing") { path in
            let table = try PredictionTable(path: path, mayMiss: true)
            #expect(table[7] == nil)
            #expect(table[8] == some[8])
            #expect(throws: PredictionTableError.self) { try PredictionTable(path: path) }
        }
        some[7] = .infinity
        #expect(throws: PredictionTableError.self) {
            try PredictionTable.encode(some, training: [], mayMiss: true)
        }
    }

    @Test func hasBytesThatNoMachineChanges() throws {
        let bytes = try PredictionTable.encode([1, -2], training: [1])
        #expect(bytes[..<16] == ArraySlice("PELNPRED".utf8) + [1, 0, 0, 0, 2, 0, 0, 0])
        #expect(bytes[16...] == [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0, 2])
    }

    @Test func saysWhyAFileIsNoTable() throws {
        let whole = try PredictionTable.encode(predictions, training: [])
        func failure(_ name: String, _ change: (inout [UInt8]) -> Void) throws -> String {
            var bytes = whole
            change(&bytes)
            return try with(bytes, name) { path in
                do {
                    _ = try PredictionTable(path: path)
                    return "opened"
                } catch {
                    let text = "\(error)"
                    #expect(text.hasPrefix(path + ": "))
                    return String(text.dropFirst(path.count + 2))
                }
            }
        }
        #expect(try failure("same") { _ in } == "opened")
        #expect(try failure("empty") { $0 = [] } == "this is no prediction table")
        #expect(try failure("short") { $0 = Array($0[..<15]) } == "this is no prediction table")
        #expect(try failure("magic") { $0[0] = 0 } == "this is no prediction table")
        #expect(try failure("version") { $0[8] = 9 } == "the table's version is 9, this program reads 1")
        #expect(try failure("count") { $0[15] = 0xFF }.hasPrefix("the table is for 4278"))
        #expect(try failure("cut") { $0.removeLast() } == "126969 bytes, expected 126970 for 15625 cells")
        #expect(try failure("long") { $0.append(0) } == "126971 bytes, expected 126970 for 15625 cells")
        #expect(
            try failure("nan") { $0.replaceSubrange(24..<32, with: [UInt8](repeating: 0xFF, count: 8)) }
                .hasPrefix("the prediction of cell 1 is "))
    }

    @Test func passesOnWhatTheSystemRefuses() {
        #expect(throws: PredictionTableError.self) { try PredictionTable(path: "/tmp/pelnas-no-such-table") }
        #expect(throws: PredictionTableError.self) { try PredictionTable(path: "/tmp") }
    }

    @Test func refusesPredictionsThatAreNone() {
        #expect(throws: PredictionTableError.notRepresentable("the prediction of cell 1 is nan")) {
            try PredictionTable.encode([1, .nan], training: [])
        }
    }
}
