import Files
public import Spaces

/// A folder of benchmark tables, laid out as
///
///     nas-bench-201/accuracy
///     hw-nas-bench/{cifar10,cifar100,ImageNet16-120}
///     nas-bench-suite-zero/{cifar10,cifar100,ImageNet16-120}
///
/// each a `.table` or a `.csv`; where both are there, the imported `.table` is read. Numbers come out
/// cleaned: what the benchmarks write for "failed" (-1 as a latency, -1e8 as a proxy) is missing.
public struct TableFolder: Sendable {
    public let path: String

    /// Throws `.missing` where there is no such folder. Tables are looked for when they are asked for.
    public init(path: String) throws(BenchmarkError) {
        guard FileSystem.isDirectory(path) else {
            throw .missing(path: path, message: "there is no such folder (benchmark tables)")
        }
        self.path = path
    }

    /// Opens a table by its place in the folder, such as "hw-nas-bench/cifar10". Throws `.missing` where
    /// neither file is there.
    public func table(_ name: String) throws(BenchmarkError) -> BenchmarkTable {
        let imported = "\(path)/\(name).table"
        if FileSystem.exists(imported) {
            let table = try BenchmarkTable(path: imported)
            // Its content hash stands in its header: true only as long as the numbers are those it speaks of.
            try table.verify()
            return table
        }
        let written = "\(path)/\(name).csv"
        guard FileSystem.exists(written) else {
            throw .missing(path: imported, message: "there is no such table, and no \(name).csv either")
        }
        return try BenchmarkTable(path: written)
    }

    /// Top-1 accuracy in percent after 200 epochs, mean over seeds. Throws `.content` for a value outside
    /// 0 to 100.
    public func accuracy(dataset: Dataset, split: Split) throws(BenchmarkError) -> MeasuredColumn {
        let name = TableKind.accuracy.tableName(dataset)
        let table = try table(name)
        let column = try table.column(TableKind.accuracyColumn(dataset, split))
        try KnownValues.checkAccuracies([column], path: table.path)
        return MeasuredColumn(
            column: column, sources: [source(table, name)], notes: Self.missingNotes([column], in: name))
    }

    /// Inference latency in milliseconds. Values at or below 0 are missing: HW-NAS-Bench writes -1 for the
    /// 4,699 architectures that do not run on the Edge TPU.
    public func latency(dataset: Dataset, device: Device) throws(BenchmarkError) -> MeasuredColumn {
        try cost(device.latencyColumn, dataset)
    }

    /// Energy of one inference in millijoules, on `edgegpu`, `eyeriss` and `fpga`; `.content` for the other
    /// devices, which the benchmark has no energy of.
    public func energy(dataset: Dataset, device: Device) throws(BenchmarkError) -> MeasuredColumn {
        guard let column = device.energyColumn else {
            let others = Device.allCases.filter(\.hasEnergy).map(\.rawValue).joined(separator: ", ")
            throw .content(
                path, column: "\(device.rawValue)_energy",
                "HW-NAS-Bench has no energy on \(device.displayName); it has on \(others)")
        }
        return try cost(column, dataset)
    }

    private func cost(_ columnName: String, _ dataset: Dataset) throws(BenchmarkError) -> MeasuredColumn {
        let name = TableKind.hardware.tableName(dataset)
        let table = try table(name)
        let column = try table.column(columnName).dropping { $0 <= 0 || !$0.isFinite }
        return MeasuredColumn(
            column: column, sources: [source(table, name)], notes: Self.missingNotes([column], in: name))
    }

    func source(_ table: BenchmarkTable, _ name: String) -> TableSource {
        TableSource(name: name, path: table.path, contentHash: table.contentHash)
    }

    /// A sentence for each column that lacks values.
    static func missingNotes(_ columns: [Column], in table: String) -> [String] {
        columns.compactMap { column in
            let missing = column.missingCount
            guard missing > 0 else { return nil }
            return "\(table): \(column.name) has no value for \(Thousands.text(missing)) of "
                + "\(Thousands.text(Cell.count)) cells"
        }
    }
}

/// Whole numbers for readers: 15,625.
enum Thousands {
    static func text(_ number: Int) -> String {
        var text = ""
        for (position, digit) in String(number).reversed().enumerated() {
            if position > 0, position % 3 == 0, digit != "-" { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
