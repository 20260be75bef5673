internal import Files
internal import ProxyNetwork
internal import Records
public import Spaces
internal import StageKit

/// Proxies of one setup: known ones are read from files, others computed, and kept as soon as they are.
public final class ProxyStore {
    public let setup: ProxySetup
    /// By the cell that stands for its network.
    private var known: [Cell: [Double?]] = [:]
    private let file: GrowingFile<ProxyRecord>?

    /// What is computed is appended to the file `keeping`, made where it is missing, and what is there is known: but
    /// for lines of another setup. nil keeps nothing. Throws `LineError` for a line that is none of ours.
    public init(_ setup: ProxySetup, keeping path: String? = nil) throws {
        self.setup = setup
        file = path.map { GrowingFile(path: $0) }
        if let path { try read(path) }
    }

    /// Takes in a file of proxies, or every one in a folder; a last line that a crash cut off does not count.
    ///
    /// - Returns: how many lines are of this setup, and one of the other setups, where there is one.
    @discardableResult
    public func read(_ path: String) throws -> (own: Int, other: String?) {
        guard !FileSystem.isDirectory(path) else {
            var sums: (own: Int, other: String?) = (0, nil)
            for name in FileSystem.names(in: path) where name.hasSuffix(".jsonl") && !name.hasPrefix(".") {
                let found = try read("\(path)/\(name)")
                sums = (sums.own + found.own, sums.other ?? found.other)
            }
            return sums
        }
        var own = 0
        var other: String?
        for (number, record) in try GrowingFile<ProxyRecord>(path: path).records().enumerated() {
            guard record.setup == setup.words else {
                other = other ?? record.setup
                continue
            }
            guard let cell = try? Cell(parsing: record.cell), cell.networkForm == cell else {
                throw LineError(
                    file: path, line: number + 1,
                    message: "cell \(record.cell) is not the first cell that is its network")
            }
            known[cell] = record.values
            own += 1
        }
        return (own, other)
    }

    public func knows(_ cell: Cell) -> Bool { known[cell.networkForm] != nil }

    /// The thirteen proxies, in the order of the released tables' columns; nil where they are not known, and in it
    /// where one has no value. Multiply-adds and parameters are the cell's own, dead edges counted, as in the tables.
    public subscript(cell: Cell) -> [Double?]? {
        guard let values = known[cell.networkForm] else { return nil }
        var row = values[...]
        let cost = setup.cost(of: cell)
        return ProxyStore.names.map { name in
            switch name {
            case "flops": cost.flops
            case "params": cost.params
            default: row.popFirst() ?? nil
            }
        }
    }

    /// All thirteen, in the order of `subscript`: alphabetical, and so are `ProxyRecord.names`.
    public static let names = (ProxyRecord.names + ["flops", "params"]).sorted()

    /// Computes what is not known of these cells, each network once, and says how many it were.
    ///
    /// The number of threads, 1 to 256, changes nothing but the time. `progress` is told how many of how many networks
    /// are done; what it throws, or the file system, ends the computing, and what is done is kept.
    @discardableResult
    public func complete(
        _ cells: some Sequence<Cell>, threads: Int,
        progress: (_ done: Int, _ of: Int) throws -> Void = { _, _ in }
    ) throws -> Int {
        var seen: Set<Cell> = []
        let missing = cells.map(\.networkForm).filter { known[$0] == nil && seen.insert($0).inserted }
        guard !missing.isEmpty else { return 0 }
        if let file { try FileSystem.makeDirectory(FileSystem.directory(of: file.path)) }
        let setup = setup
        try Workers(threads) { setup.computer() }.run(missing) { number, found in
            let values = Dictionary(uniqueKeysWithValues: found.named.map { ($0.name, $0.value) })
            let record = ProxyRecord(
                cell: missing[number].description, setup: setup.words,
                values: ProxyRecord.names.map { values[$0] ?? nil })
            try file?.append(record)
            known[missing[number]] = record.values
            try progress(number + 1, missing.count)
        }
        return missing.count
    }
}
