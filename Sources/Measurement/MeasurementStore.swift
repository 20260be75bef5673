internal import Files
public import Records
internal import StageKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What was measured before, in a run directory: every measurement is on the disk as soon as it is known, so that
/// a crash loses at most what was being measured, and a rerun asks only for the rest.
///
/// Measured values cannot be had again byte for byte; by what is kept, `evaluate` run again gives the same bytes.
public final class MeasurementStore {
    private let file: Measurements
    private let folder: String
    private let mayWrite: Bool
    private var known: [MeasurementRecord.Key: MeasurementRecord] = [:]
    private var answering: Set<String> = []

    /// Reads every file in the run directory's folder of measurements, so that those made elsewhere may be put
    /// beside our own; of one key the last line counts. Without `mayWrite` nothing new is kept on the disk.
    public init(runDirectory: String, mayWrite: Bool) throws {
        file = Measurements(runDirectory: runDirectory)
        folder = "\(runDirectory)/\(MeasurementRecord.folder)"
        self.mayWrite = mayWrite
        for name in FileSystem.names(in: folder) where name.hasSuffix(".jsonl") && !name.hasPrefix(".") {
            for record in try Measurements(path: "\(folder)/\(name)").records() { note(record) }
        }
    }

    public subscript(key: MeasurementRecord.Key) -> MeasurementRecord? { known[key] }

    /// Whether a program has ever answered.
    public func hasAnswered(_ program: String) -> Bool { answering.contains(program) }

    public func keep(_ records: [MeasurementRecord]) throws {
        guard !records.isEmpty else { return }
        if mayWrite {
            try FileSystem.makeDirectory(folder)
            try file.append(records)
        }
        for record in records { note(record) }
    }

    private func note(_ record: MeasurementRecord) {
        known[record.key] = record
        if record.failure == nil { answering.insert(record.key.program) }
    }

    /// This machine's name.
    public static let host: String = {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, 255) == 0 else { return "unknown" }
        return PrintableText.line(name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, limit: 255)
    }()
}
