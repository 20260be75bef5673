import Files
import Records
import Spaces

/// The layout of a `.table`, version 1. All integers and numbers are little-endian.
///
/// | bytes | what |
/// | --- | --- |
/// | 0 to 8 | magic; like PNG's it betrays a transfer that changed line ends or dropped the high bit |
/// | 8 to 12 | format version |
/// | 12 to 16 | length of the header text |
/// | 16 to 48 | checksum of everything before the payload but these 32 bytes, in hexadecimal |
/// | 48 … | header text: one JSON object, see `TableHeader` |
/// | … | zeros up to a multiple of 64 |
/// | payload | the columns one behind the other, each 15,625 Float64 by cell code, NaN where missing |
///
/// Equal input gives equal bytes: nothing here knows the time, and every NaN is the same NaN.
enum TableFormat {
    static let magic: [UInt8] = [0x89, 0x50, 0x4E, 0x54, 0x0D, 0x0A, 0x1A, 0x0A]
    static let version: UInt32 = 1
    static let headerStart = 48
    static let alignment = 64
    static let columnBytes = Cell.count * 8
    /// Far more than a header needs; a bound for what a damaged length may make us read.
    static let longestHeader = 1 << 20
    static let mostColumns = 1_024

    static func hasMagic(_ bytes: UnsafeRawBufferPointer) -> Bool {
        // The first four are enough to call it one of ours; the other four are checked on opening.
        bytes.count >= 4 && bytes.prefix(4).elementsEqual(magic.prefix(4))
    }

    /// Where the payload begins behind a header text of that length.
    static func payloadStart(headerLength: Int) -> Int {
        (headerStart + headerLength + alignment - 1) / alignment * alignment
    }

    static func checksum(_ head: [UInt8]) -> ContentHash {
        ContentHash(of: Array(head[..<16]) + Array(head[headerStart...]))
    }
}

/// What a table says about itself.
struct TableHeader: Sendable, Equatable {
    /// "hw-nas-bench/cifar10".
    var table: String
    var columns: [String]
    /// Rows the original had: cells that are in the table, whether or not every value is there.
    var rows: Int
    var origin: TableOrigin
    /// Hash of the payload, in hexadecimal.
    var payloadHash: String

    static let space = "nas-bench-201"

    /// Of names and values alone, so that importing the same numbers again makes nothing stale.
    var contentHash: ContentHash {
        ContentHash(of: Array((payloadHash + "\n" + columns.joined(separator: "\n")).utf8))
    }

    var json: JSON {
        JSON(object: [
            ("table", .string(table)), ("space", .string(Self.space)), ("cells", .integer(Cell.count)),
            ("rows", .integer(rows)), ("columns", JSON(columns)),
            (
                "origin",
                JSON(object: [
                    ("file", .string(origin.file)), ("hash", .string(origin.fileHash)),
                    ("format", .string(origin.format)), ("tool", .string(origin.tool)),
                ])
            ),
            ("payload", .string(payloadHash)),
        ])
    }

    init(table: String, columns: [String], rows: Int, origin: TableOrigin, payloadHash: String) {
        self.table = table
        self.columns = columns
        self.rows = rows
        self.origin = origin
        self.payloadHash = payloadHash
    }

    /// nil, with what is wrong in `fault`, where a member is missing or of another kind.
    init?(_ json: JSON, fault: inout String) {
        func text(_ value: JSON?, _ name: String) -> String? {
            if let text = value?.string { return text }
            fault = "the header's '\(name)' is \(value?.kindName ?? "missing"), expected a string"
            return nil
        }
        guard let table = text(json["table"], "table"), let space = text(json["space"], "space"),
            let payload = text(json["payload"], "payload"),
            let file = text(json["origin"]?["file"], "origin.file"),
            let hash = text(json["origin"]?["hash"], "origin.hash"),
            let format = text(json["origin"]?["format"], "origin.format"),
            let tool = text(json["origin"]?["tool"], "origin.tool")
        else { return nil }
        guard space == Self.space, json["cells"]?.integer == Cell.count else {
            fault = "it holds the space '\(space)', expected '\(Self.space)' of \(Cell.count) cells"
            return nil
        }
        guard let columns = json["columns"]?.strings, columns.count <= TableFormat.mostColumns,
            Set(columns).count == columns.count
        else {
            fault = "the header's 'columns' is no list of at most \(TableFormat.mostColumns) different names"
            return nil
        }
        guard let rows = json["rows"]?.integer, rows >= 0, rows <= Cell.count else {
            fault = "the header's 'rows' is no number from 0 to \(Cell.count)"
            return nil
        }
        self.init(
            table: table, columns: columns, rows: rows,
            origin: TableOrigin(file: file, fileHash: hash, format: format, tool: tool), payloadHash: payload)
    }
}
