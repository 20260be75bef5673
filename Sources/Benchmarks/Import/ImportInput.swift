import Files
import Spaces

/// An original to import, told by what it holds.
enum ImportInput {
    case pickle(String)
    case json(String)
    case csv(String, expected: (kind: TableKind, dataset: Dataset?)?)

    /// What is at a path: one file, or every CSV of a folder laid out as a table folder.
    static func found(at path: String) throws(BenchmarkError) -> [ImportInput] {
        if FileSystem.isDirectory(path) { return try inFolder(path) }
        let file = try MappedFile.open(path, wanted: "a benchmark's original")
        return [try file.withBytes { bytes throws(BenchmarkError) -> ImportInput in try kind(bytes, path) }]
    }

    private static func inFolder(_ path: String) throws(BenchmarkError) -> [ImportInput] {
        var inputs: [ImportInput] = []
        for kind in TableKind.allCases {
            for table in kind.tables where FileSystem.exists("\(path)/\(table.name).csv") {
                inputs.append(.csv("\(path)/\(table.name).csv", expected: (kind, table.dataset)))
            }
        }
        guard !inputs.isEmpty else {
            let expected = TableKind.allCases.flatMap { $0.tables.map { "\($0.name).csv" } }
            throw .content(path, "the folder has none of \(expected.joined(separator: ", "))")
        }
        return inputs
    }

    private static func kind(_ bytes: UnsafeRawBufferPointer, _ path: String) throws(BenchmarkError)
        -> ImportInput
    {
        guard !TableFormat.hasMagic(bytes) else {
            throw .content(path, "this is an imported table already; copy it into the folder")
        }
        if bytes.first == 0x80 || [".pickle", ".pkl"].contains(where: path.hasSuffix) {
            return .pickle(path)
        }
        let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        if first == UInt8(ascii: "{") { return .json(path) }
        guard first != nil, !bytes.prefix(4_096).contains(0) else {
            throw .content(
                path,
                "no kind of file that is known; expected HW-NAS-Bench's pickle, NAS-Bench-Suite-Zero's JSON, or a "
                    + "CSV with a column 'arch'")
        }
        return .csv(path, expected: nil)
    }
}
