import Foundation
import Testing

@testable import Spaces

/// What several tests look at, made once.
enum Space {
    static let cells = Cell.all
    /// By code.
    static let canonical = cells.map(\.canonical)
    static let slowCanonical = cells.map(slowlyCanonical)

    /// The operations of every cell by counting in base 5, without asking `Cell`.
    static let operations: [[Operation]] = {
        var lists: [[Operation]] = [[]]
        for _ in 0..<6 { lists = lists.flatMap { list in Operation.allCases.map { list + [$0] } } }
        return lists
    }()
}

/// Every way from node 0 to node 3, as lists of edges, by walking.
let paths: [[Int]] = {
    func walk(from node: Int, _ trail: [Int]) -> [[Int]] {
        if node == 3 { return [trail] }
        return Cell.edges.indices.filter { Cell.edges[$0].source == node }
            .flatMap { walk(from: Cell.edges[$0].target, trail + [$0]) }
    }
    return walk(from: 0, [])
}()

/// The canonical form by its definition: an edge lives when some path without `none` takes it.
func slowlyCanonical(_ cell: Cell) -> Cell {
    let operations = Space.operations[Int(cell.code)]
    let live = Set(paths.filter { path in path.allSatisfy { operations[$0] != .none } }.joined())
    return Cell(operations.indices.map { live.contains($0) ? operations[$0] : .none }) ?? cell
}

extension Cell {
    /// A cell by its six letters.
    init(_ letters: String) throws {
        let operations = try letters.map { letter in
            try #require(Operation.allCases.first { $0.letter == letter })
        }
        self = try #require(Cell(operations))
    }
}

/// Pearson's statistic of counts that should be in proportion to weights, in standard deviations of the
/// normal distribution (Wilson and Hilferty 1931). Seeds are fixed, so a test never fails by chance on
/// another day; a right generator stays below 4.
func deviation(_ counts: [Int], weights: [Double]? = nil) -> Double {
    let weights = weights ?? counts.map { _ in 1 }
    let total = Double(counts.reduce(0, +))
    let sum = weights.reduce(0, +)
    let statistic = zip(counts, weights).reduce(0.0) { result, pair in
        let expected = total * pair.1 / sum
        return result + (Double(pair.0) - expected) * (Double(pair.0) - expected) / expected
    }
    let freedom = Double(counts.count - 1)
    let spread = 2 / (9 * freedom)
    return (pow(statistic / freedom, 1.0 / 3) - (1 - spread)) / spread.squareRoot()
}

/// The released benchmark tables, where this machine has them: in the folder that PELNAS_TABLES names, else
/// in `../shared/data` beside the checkout.
enum RealTables {
    static let folder: String =
        ProcessInfo.processInfo.environment["PELNAS_TABLES"]
        ?? URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("shared/data").path

    static let areThere = FileManager.default.fileExists(atPath: folder + "/nas-bench-201/accuracy.csv")
    static let absence: Comment =
        "the released tables are not on this machine: name their folder in PELNAS_TABLES"

    /// Some columns of a table, by row.
    static func columns(_ names: [String], of table: String) throws -> [[String]] {
        let content = try String(contentsOfFile: "\(folder)/\(table).csv", encoding: .utf8)
        let lines = content.utf8.split(separator: UInt8(ascii: "\n"))
        func fields(_ line: Substring.UTF8View) -> [Substring.UTF8View] {
            line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        }
        let header = try fields(#require(lines.first)).map { String(Substring($0)) }
        let places = try names.map { try #require(header.firstIndex(of: $0)) }
        return lines.dropFirst().map { line in
            let row = fields(line)
            return places.map { String(Substring(row[$0])) }
        }
    }
}
