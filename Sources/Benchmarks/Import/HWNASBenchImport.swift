import Files
import Spaces

/// Reads HW-NAS-Bench's official pickle, `HW-NAS-Bench-v1_0.pickle` (Li et al. 2021):
///
///     {"nasbench201": {"cifar10": {"edgegpu_latency": […], …, "config": [{"arch_str": …, …}, …]}, …},
///      "fbnet": {…}}
///
/// Every list or array is by NAS-Bench-201's index, which `config` turns into a cell; without `config`
/// the indices of a CSV do, since the two benchmarks number alike. The space "fbnet" is not ours and
/// stays unread.
struct HWNASBenchImport {
    /// Makes the map from index to cell, when it is needed; nil where there is none.
    typealias Indices = () throws(BenchmarkError) -> [Int: Cell]?

    private let document: PickleDocument
    private let path: String
    private let indices: Indices

    /// `indices` is asked where the pickle has no `config`.
    static func tables(path: String, indices: @escaping Indices) throws(BenchmarkError) -> [ImportedTable] {
        let file = try MappedFile.open(path, wanted: "HW-NAS-Bench's figures")
        return try file.withBytes { bytes throws(BenchmarkError) -> [ImportedTable] in
            try tables(bytes, path: path, indices: indices)
        }
    }

    static func tables(
        _ bytes: UnsafeRawBufferPointer, path: String, indices: @escaping Indices
    ) throws(BenchmarkError) -> [ImportedTable] {
        let document: PickleDocument
        do throws(ByteFault) {
            document = try PickleDocument(bytes.bindMemory(to: UInt8.self))
        } catch {
            throw .content(path, offset: error.offset, error.message)
        }
        let origin = TableOrigin(
            file: FileSystem.lastComponent(of: path), fileHash: ContentHash(of: bytes).description,
            format: "HW-NAS-Bench pickle", tool: TableImport.tool)
        return try HWNASBenchImport(document: document, path: path, indices: indices).tables(origin)
    }

    private func tables(_ origin: TableOrigin) throws(BenchmarkError) -> [ImportedTable] {
        guard let space = document.member("nasbench201", of: document.root) else {
            throw .content(path, "expected the space 'nasbench201', found \(contents(document.root))")
        }
        let known = document.members(space).compactMap { entry in
            Dataset(rawValue: entry.name).map { (dataset: $0, value: entry.value) }
        }
        guard !known.isEmpty else {
            throw .content(path, "expected data sets such as 'cifar10', found \(contents(space))")
        }
        // Any data set's cells will do for all: the index means the same everywhere.
        let shared = known.lazy.compactMap { document.member("config", of: $0.value) }.first
        var tables: [ImportedTable] = []
        for dataset in Dataset.allCases {
            guard let entry = known.last(where: { $0.dataset == dataset }) else { continue }
            let cells = try cells(document.member("config", of: entry.value) ?? shared)
            tables.append(try table(dataset, entry.value, cells, origin))
        }
        return tables
    }

    private func contents(_ handle: PickleHandle) -> String {
        let names = document.members(handle).map { "'\($0.name.prefix(40))'" }
        return names.isEmpty ? document.kindName(handle) : names.prefix(10).joined(separator: ", ")
    }

    /// The cell of each index, from `config` or, where there is none, from the map given beside.
    private func cells(_ config: PickleHandle?) throws(BenchmarkError) -> [Cell?] {
        guard let config else {
            guard let indices = try indices() else {
                throw .content(
                    path,
                    "the pickle has no 'config' that says which cell an index means; give a CSV with the columns "
                        + "'index' and 'arch' beside it")
            }
            return (0...(indices.keys.max() ?? 0)).map { indices[$0] }
        }
        guard let entries = document.indexed(config) else {
            throw .content(
                path, column: "config", "\(document.kindName(config)), expected a list of dictionaries")
        }
        var cells: [Cell?] = []
        var owner = [Int?](repeating: nil, count: Cell.count)
        for (index, entry) in entries.enumerated() {
            guard let entry else {
                cells.append(nil)
                continue
            }
            let cell = try cell(entry, index)
            if let first = owner[Int(cell.code)] {
                throw .content(
                    path, column: "config", "index \(index) is \(cell), which index \(first) is already")
            }
            owner[Int(cell.code)] = index
            cells.append(cell)
        }
        return cells
    }

    private func cell(_ entry: PickleHandle, _ index: Int) throws(BenchmarkError) -> Cell {
        guard let text = document.member("arch_str", of: entry).flatMap({ document.string($0) }) else {
            throw .content(path, column: "config", "entry \(index) has no string 'arch_str'")
        }
        var copy = text
        if let cell = copy.withUTF8({ Cell(utf8: $0) }) { return cell }
        do {
            return try Cell(parsing: text)
        } catch {
            throw .content(path, column: "config", "entry \(index): arch_str: \(error)")
        }
    }

    private func table(
        _ dataset: Dataset, _ metrics: PickleHandle, _ cells: [Cell?], _ origin: TableOrigin
    ) throws(BenchmarkError) -> ImportedTable {
        let members = document.members(metrics)
        var columns: [Column] = []
        for name in TableKind.hardware.columns {
            guard let handle = members.last(where: { $0.name == name })?.value else { continue }
            let place = "\(dataset.rawValue), \(name)"
            guard let numbers = document.numbers(handle) else {
                throw .content(
                    path, column: place,
                    "\(document.kindName(handle)), expected a list or array of at most \(Cell.count) numbers")
            }
            guard numbers.count == cells.count else {
                throw .content(path, column: place, "\(numbers.count) values, expected \(cells.count)")
            }
            var values = [Double](repeating: .nan, count: Cell.count)
            for (number, cell) in zip(numbers, cells) {
                if let cell, number.isFinite { values[Int(cell.code)] = number }
            }
            columns.append(Column(name: name, values: values))
        }
        guard !columns.isEmpty else {
            throw .content(
                path, column: dataset.rawValue,
                "expected metrics such as 'edgegpu_latency', found \(contents(metrics))")
        }
        return ImportedTable(
            kind: .hardware, dataset: dataset, columns: columns, rows: cells.count { $0 != nil },
            origin: origin,
            path: path)
    }
}
