import Files
import Records
import Spaces

/// An imported table, mapped: the header is read and checked on opening, values when asked for.
struct TableFile: Sendable {
    let header: TableHeader
    private let file: MappedFile
    private let payloadStart: Int

    /// Checks magic, version, sizes and the header's checksum; the payload is left alone.
    init(_ file: MappedFile) throws(BenchmarkError) {
        let (header, payloadStart) = try file.withBytes {
            bytes throws(BenchmarkError) -> (TableHeader, Int) in
            try Self.readHeader(bytes, path: file.path)
        }
        self.header = header
        self.payloadStart = payloadStart
        self.file = file
    }

    private static func readHeader(
        _ bytes: UnsafeRawBufferPointer, path: String
    ) throws(BenchmarkError) -> (TableHeader, Int) {
        guard bytes.count >= TableFormat.headerStart, bytes.prefix(8).elementsEqual(TableFormat.magic) else {
            throw .content(path, "it is no benchmark table, or was changed in transfer: import it again")
        }
        let version = integer(bytes, at: 8)
        guard version == Int(TableFormat.version) else {
            throw .content(
                path, "format version \(version), expected \(TableFormat.version): import it again")
        }
        let length = integer(bytes, at: 12)
        let payloadStart = TableFormat.payloadStart(headerLength: length)
        guard length <= TableFormat.longestHeader, payloadStart <= bytes.count else {
            throw .content(path, "a header of \(length) bytes does not fit a file of \(bytes.count)", at: 12)
        }
        let head = Array(bytes[..<payloadStart])
        guard TableFormat.checksum(head).description.utf8.elementsEqual(head[16..<48]) else {
            throw .content(path, "the header does not match its checksum: import the table again", at: 16)
        }
        let header = try parse(head[48..<(48 + length)], path: path)
        let expected = payloadStart + header.columns.count * TableFormat.columnBytes
        guard bytes.count == expected else {
            throw .content(
                path,
                "the file has \(bytes.count) bytes, expected \(expected) for \(header.columns.count) columns")
        }
        return (header, payloadStart)
    }

    private static func parse(_ text: ArraySlice<UInt8>, path: String) throws(BenchmarkError) -> TableHeader {
        var fault = ""
        let json: JSON
        do {
            json = try JSONParser.parse(Array(text))
        } catch {
            throw .content(path, "the header is no JSON: \(error)", at: 48)
        }
        guard let header = TableHeader(json, fault: &fault) else { throw .content(path, fault, at: 48) }
        return header
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
        Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }

    func columns(_ names: [String]) throws(BenchmarkError) -> [Column] {
        var columns: [Column] = []
        for name in names {
            guard let position = header.columns.firstIndex(of: name) else {
                throw .content(
                    file.path, column: name,
                    "no such column; \(NearestName.advice(name, in: header.columns))")
            }
            columns.append(Column(name: name, values: values(at: position)))
        }
        return columns
    }

    private func values(at position: Int) -> [Double] {
        let start = payloadStart + position * TableFormat.columnBytes
        return file.withBytes { bytes in
            [Double](unsafeUninitializedCapacity: Cell.count) { buffer, count in
                let column = UnsafeRawBufferPointer(
                    rebasing: bytes[start..<(start + TableFormat.columnBytes)])
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: column)
                if UInt64(1).littleEndian != 1 {
                    for code in buffer.indices {
                        buffer[code] = Double(bitPattern: buffer[code].bitPattern.byteSwapped)
                    }
                }
                count = Cell.count
            }
        }
    }

    /// Checks the payload against its checksum: .2 ms for ten columns.
    func verify() throws(BenchmarkError) {
        let found = file.withBytes { ContentHash(of: UnsafeRawBufferPointer(rebasing: $0[payloadStart...])) }
        guard found.description == header.payloadHash else {
            throw .content(
                file.path, "the values do not match their checksum: import the table again", at: payloadStart)
        }
    }
}

extension BenchmarkError {
    static func content(_ path: String, _ message: String, at offset: Int) -> BenchmarkError {
        .content(path, offset: offset, message)
    }
}
