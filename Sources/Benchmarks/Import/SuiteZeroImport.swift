import Files
import Spaces

/// Reads NAS-Bench-Suite-Zero's `zc_nasbench201.json` (Krishnakumar et al. 2022):
///
///     {"cifar10": {"(4, 0, 3, 1, 4, 3)": {"synflow": {"score": …, "time": …}, …, "val_accuracy": …}}}
///
/// Data sets and members that are not ours are passed over. A score that is null, NaN or infinite is
/// missing. The text is walked once and never built as a whole: the original is some 40 MB.
struct SuiteZeroImport {
    private var scanner: JSONScanner
    private let path: String
    /// By proxy, then by cell code.
    private var values: [[Double]] = []
    private var seen: [Bool] = []

    static func tables(path: String) throws(BenchmarkError) -> [ImportedTable] {
        let file = try MappedFile.open(path, wanted: "zero-cost proxies")
        return try file.withBytes { bytes throws(BenchmarkError) -> [ImportedTable] in
            try tables(bytes, path: path)
        }
    }

    static func tables(_ bytes: UnsafeRawBufferPointer, path: String) throws(BenchmarkError)
        -> [ImportedTable]
    {
        var reader = SuiteZeroImport(bytes.bindMemory(to: UInt8.self), path: path)
        let origin = TableOrigin(
            file: FileSystem.lastComponent(of: path), fileHash: ContentHash(of: bytes).description,
            format: "NAS-Bench-Suite-Zero JSON", tool: TableImport.tool)
        do throws(ByteFault) {
            return try reader.tables(origin: origin)
        } catch {
            throw .content(path, offset: error.offset, error.message)
        }
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>, path: String) {
        scanner = JSONScanner(bytes)
        self.path = path
    }

    private mutating func tables(origin: TableOrigin) throws(ByteFault) -> [ImportedTable] {
        var tables: [ImportedTable] = []
        var others: [String] = []
        var more = try scanner.enterObject()
        while more {
            let start = scanner.position
            let name = String(decoding: try scanner.name(), as: UTF8.self)
            if let dataset = Dataset(rawValue: name) {
                guard !tables.contains(where: { $0.dataset == dataset }) else {
                    throw scanner.failure("the data set '\(name)' stands twice", at: start)
                }
                tables.append(try table(of: dataset, origin: origin))
            } else {
                if others.count < 10 { others.append("'\(name.prefix(40))'") }
                try scanner.skip()
            }
            more = try scanner.anotherMember()
        }
        guard scanner.next() == nil else { throw scanner.failure("more text follows the value") }
        guard !tables.isEmpty else {
            let found = others.isEmpty ? "nothing" : others.joined(separator: ", ")
            let expected = Dataset.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            throw scanner.failure("expected a member \(expected), found \(found)", at: 0)
        }
        return tables
    }

    private mutating func table(of dataset: Dataset, origin: TableOrigin) throws(ByteFault) -> ImportedTable {
        let names = TableKind.proxyNames
        values = [[Double]](repeating: [Double](repeating: .nan, count: Cell.count), count: names.count)
        seen = [Bool](repeating: false, count: Cell.count)
        var more = try scanner.enterObject()
        while more {
            let start = scanner.position
            let key = try scanner.name()
            guard let cell = NASLibKey.cell(key) else {
                let text = String(decoding: key.prefix(100), as: UTF8.self)
                throw scanner.failure(
                    "'\(text)' names no cell; expected six operations such as '(4, 0, 3, 1, 4, 3)' or a cell's "
                        + "written form", at: start)
            }
            guard !seen[Int(cell.code)] else {
                throw scanner.failure("the cell \(cell) stands twice on \(dataset.rawValue)", at: start)
            }
            seen[Int(cell.code)] = true
            try architecture(cell, dataset)
            more = try scanner.anotherMember()
        }
        let columns = zip(names, values).map { Column(name: $0, values: $1) }
        return ImportedTable(
            kind: .proxies, dataset: dataset, columns: columns, rows: seen.count { $0 }, origin: origin,
            path: path)
    }

    private mutating func architecture(_ cell: Cell, _ dataset: Dataset) throws(ByteFault) {
        var read: Set<Int> = []
        var more = try scanner.enterObject()
        while more {
            let start = scanner.position
            let name = try scanner.name()
            if let proxy = Self.proxy(name) {
                guard read.insert(proxy).inserted else {
                    throw scanner.failure(
                        "\(TableKind.proxyNames[proxy]) stands twice for \(cell)", at: start)
                }
                values[proxy][Int(cell.code)] = try score()
            } else if name.elementsEqual("val_accuracy".utf8) {
                try checkAccuracy(cell, dataset)
            } else {
                try scanner.skip()
            }
            more = try scanner.anotherMember()
        }
    }

    private static let proxyBytes = TableKind.proxyNames.map { Array($0.utf8) }

    private static func proxy(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        proxyBytes.firstIndex { $0.elementsEqual(name) }
    }

    /// The member "score", or the number itself where it stands alone.
    private mutating func score() throws(ByteFault) -> Double {
        guard scanner.next() == UInt8(ascii: "{") else { return try scanner.number() }
        let start = scanner.position
        var score: Double?
        var more = try scanner.enterObject()
        while more {
            if try scanner.name().elementsEqual("score".utf8) {
                score = try scanner.number()
            } else {
                try scanner.skip()
            }
            more = try scanner.anotherMember()
        }
        guard let score else { throw scanner.failure("expected a member 'score'", at: start) }
        return score
    }

    /// A network nothing gets through guesses: one class in so many. A disconnected cell that does better
    /// means that keys were turned into the wrong cells.
    private mutating func checkAccuracy(_ cell: Cell, _ dataset: Dataset) throws(ByteFault) {
        let start = scanner.position
        let accuracy = try scanner.number()
        let chance = 100 / Double(dataset.classes)
        guard cell.isConnected || accuracy.isNaN || accuracy <= 2 * chance else {
            throw scanner.failure(
                "val_accuracy is \(accuracy) for \(cell), which nothing gets through; expected about \(chance): "
                    + "keys were read as the wrong cells", at: start)
        }
    }
}
