/// Why a JSONL file cannot be read: which file, which line (from 1), and what is wrong with it.
public struct LineError: Error, Equatable, CustomStringConvertible {
    public var file: String
    public var line: Int
    public var message: String

    public init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    public var description: String { "\(file):\(line): \(message)" }
}

/// Files of one JSON record a line.
public enum JSONLines {
    /// Calls `body` with each line's number and value. Blank lines are errors: whatever wrote one meant
    /// something else.
    public static func forEach(
        in bytes: UnsafeRawBufferPointer, file: String, _ body: (Int, JSON) throws -> Void
    ) throws {
        let bytes = bytes.bindMemory(to: UInt8.self)
        var start = 0
        var line = 1
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            guard end > start else {
                throw LineError(file: file, line: line, message: "the line is empty, expected a JSON record")
            }
            let value: JSON
            do {
                value = try JSONParser.parse(UnsafeBufferPointer(rebasing: bytes[start..<end]))
            } catch {
                throw LineError(file: file, line: line, message: "\(error)")
            }
            try body(line, value)
            start = end + 1
            line += 1
        }
    }

    /// The length of all lines that end in a newline: what follows is a line that was never finished.
    public static func lengthOfWholeLines(_ bytes: UnsafeRawBufferPointer) -> Int {
        (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    }

    public static func read<Kind: Record>(
        _ kind: Kind.Type, from bytes: UnsafeRawBufferPointer, file: String
    ) throws -> [Kind] {
        var records: [Kind] = []
        try forEach(in: bytes, file: file) { line, value in
            do throws(RecordError) {
                records.append(try Kind.read(value))
            } catch {
                throw LineError(file: file, line: line, message: "\(error)")
            }
        }
        return records
    }

    public static func read<Kind: Record>(
        _ kind: Kind.Type, from bytes: [UInt8], file: String
    ) throws -> [Kind] {
        try bytes.withUnsafeBytes { try read(kind, from: $0, file: file) }
    }

    /// The records as a file's content: `schema` first on each line, then the fields by name.
    public static func bytes<Kind: Record>(of records: [Kind]) -> [UInt8] {
        var writer = JSONWriter(reserving: records.count * 256)
        let schema = JSON.Member("schema", .string(Kind.schema.name))
        for record in records {
            let sorted = record.members.sorted { JSONWriter.precedes($0.name, $1.name) }
            writer.write(members: [schema] + sorted)
            writer.endLine()
        }
        return writer.bytes
    }
}
