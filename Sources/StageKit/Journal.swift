internal import Files
public import Records

/// The run directory's history: `journal.jsonl`, one line per stage execution, only ever appended to.
public struct Journal: Sendable {
    public static let fileName = "journal.jsonl"

    public let path: String

    public init(runDirectory: String) { path = runDirectory + "/" + Self.fileName }

    /// Every execution in the order they ended. A last line without its newline is what a crash leaves and
    /// is passed over; a bad line elsewhere is an error with its number.
    public func records() throws -> [JournalRecord] {
        guard FileSystem.exists(path) else { return [] }
        return try FileSystem.read(path).withUnsafeBytes { bytes in
            try JSONLines.read(
                JournalRecord.self, from: UnsafeRawBufferPointer(rebasing: bytes[..<Self.wholeLines(bytes)]),
                file: path)
        }
    }

    /// The last execution, read without the ones before it; nil where there is none.
    public func lastRecord() throws -> JournalRecord? {
        guard FileSystem.exists(path) else { return nil }
        return try FileSystem.read(path).withUnsafeBytes { bytes in
            let lines = UnsafeRawBufferPointer(rebasing: bytes[..<Self.wholeLines(bytes)])
            let start = (lines.dropLast().lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
            let last = UnsafeRawBufferPointer(rebasing: lines[start...])
            return try JSONLines.read(JournalRecord.self, from: last, file: path).last
        }
    }

    /// Appends one line and flushes it. Call only with the run lock held.
    public func append(_ record: JournalRecord) throws {
        try AtomicFile.append(JSONLines.bytes(of: [record]), to: path)
    }

    /// The length of all lines that end in a newline.
    private static func wholeLines(_ bytes: UnsafeRawBufferPointer) -> Int {
        (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    }
}
