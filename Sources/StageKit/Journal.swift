internal import Files
public import Records

/// A file of the run directory that only grows, a line a record.
public struct GrowingFile<Kind: Record>: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// Every record in the order they were appended. A last line without its newline is what a crash leaves
    /// and is passed over; a bad line elsewhere is an error with its number.
    public func records() throws -> [Kind] {
        guard FileSystem.exists(path) else { return [] }
        return try FileSystem.read(path).withUnsafeBytes { bytes in
            try JSONLines.read(
                Kind.self,
                from: UnsafeRawBufferPointer(rebasing: bytes[..<JSONLines.lengthOfWholeLines(bytes)]),
                file: path)
        }
    }

    /// The last record, read without the ones before it; nil where there is none.
    public func lastRecord() throws -> Kind? {
        guard let size = FileSystem.size(of: path) else { return nil }
        var start = size
        while start > 0 {
            start = max(0, size - 16 * max(4_096, size - start))
            let line: Kind?? = try FileSystem.read(path, from: start).withUnsafeBytes { bytes in
                let lines = UnsafeRawBufferPointer(rebasing: bytes[..<JSONLines.lengthOfWholeLines(bytes)])
                let before = lines.dropLast().lastIndex(of: UInt8(ascii: "\n"))
                guard before != nil || start == 0 else { return nil }
                let last = UnsafeRawBufferPointer(rebasing: lines[((before ?? -1) + 1)...])
                return try JSONLines.read(Kind.self, from: last, file: path).last
            }
            if let line { return line }
        }
        return nil
    }

    /// Appends one line and, unless told otherwise, flushes it. Call only with the run lock held.
    public func append(_ record: Kind, flushes: Bool = true) throws {
        try append([record], flushes: flushes)
    }

    /// Appends lines that belong together, in one write.
    public func append(_ records: [Kind], flushes: Bool = true) throws {
        try AtomicFile.append(JSONLines.bytes(of: records), to: path, flushes: flushes)
    }
}

/// The run directory's history: `journal.jsonl`, one line per stage execution.
public typealias Journal = GrowingFile<JournalRecord>

extension Journal {
    public static var fileName: String { "journal.jsonl" }

    public init(runDirectory: String) { self.init(path: runDirectory + "/" + Self.fileName) }
}

/// What the run's model calls took: `ledger.jsonl`, one line per call.
public typealias Ledger = GrowingFile<LedgerRecord>

extension Ledger {
    public static var fileName: String { "ledger.jsonl" }

    public init(runDirectory: String) { self.init(path: runDirectory + "/" + Self.fileName) }
}

/// What programs of the user's measured: `measurements/measured.jsonl`, a line a value, appended as it is known.
public typealias Measurements = GrowingFile<MeasurementRecord>

extension Measurements {
    public init(runDirectory: String) {
        self.init(path: "\(runDirectory)/\(MeasurementRecord.folder)/\(MeasurementRecord.fileName)")
    }
}
