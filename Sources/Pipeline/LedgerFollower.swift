public import Conversation
internal import Files
public import Records
public import StageKit

/// Follows a run's ledger as it grows: what is there is read once, and a line half written waits.
public final class LedgerFollower {
    private let path: String
    private var offset = 0
    public private(set) var records: [LedgerRecord] = []
    public private(set) var spending = Spending()

    public init(run: RunDirectory) { path = run.ledger.path }

    /// Looks for new lines. A ledger that is gone or cannot be read is as it was last; one that became
    /// shorter is read anew; a line that is no record is passed over, for it is not this reader's to judge.
    public func look() {
        guard let size = FileSystem.size(of: path), size != offset else { return }
        if size < offset {
            offset = 0
            records = []
            spending = Spending()
        }
        guard let bytes = try? FileSystem.read(path, from: offset) else { return }
        let fresh = bytes.withUnsafeBytes { buffer in
            Array(buffer[..<JSONLines.lengthOfWholeLines(buffer)])
        }
        offset += fresh.count
        for line in fresh.split(separator: UInt8(ascii: "\n")) {
            guard let found = try? JSONLines.read(LedgerRecord.self, from: Array(line), file: path) else {
                continue
            }
            for record in found {
                records.append(record)
                spending.add(record)
            }
        }
    }
}
