import Files
import Records
import Spaces

/// Makes the bytes of a `.table`.
enum TableWriter {
    static func bytes(table: String, columns: [Column], rows: Int, origin: TableOrigin) -> [UInt8] {
        let payload = payload(of: columns)
        let header = TableHeader(
            table: table, columns: columns.map(\.name), rows: rows, origin: origin,
            payloadHash: ContentHash(of: payload).description)
        let text = Array(header.json.text.utf8)

        var head = TableFormat.magic
        append(TableFormat.version, to: &head)
        append(UInt32(truncatingIfNeeded: text.count), to: &head)
        head += [UInt8](repeating: 0, count: 32)
        head += text
        let start = TableFormat.payloadStart(headerLength: text.count)
        head += [UInt8](repeating: 0, count: start - head.count)
        head.replaceSubrange(16..<48, with: Array(TableFormat.checksum(head).description.utf8))
        return head + payload
    }

    private static func payload(of columns: [Column]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(columns.count * TableFormat.columnBytes)
        for column in columns {
            // There are many NaNs; one alone keeps equal tables equal in bytes.
            let words = column.values.map { ($0.isNaN ? Double.nan : $0).bitPattern.littleEndian }
            words.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    private static func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
