import TestSupport
import Testing

@testable import Spaces

/// What this module computes against what the benchmarks' authors released.
@Suite(.enabled(if: RealTables.areThere, "\(RealTables.absence)"))
struct RealTablesTests {
    /// Whether two labellings cut the cells into the same classes.
    private func isSamePartition(_ left: [String], _ right: [String]) -> Bool {
        Set(left).count == Set(right).count
            && Set(zip(left, right).map { "\($0)\t\($1)" }).count == Set(left).count
    }

    @Test func canonicalAndIsomorphismClassesAreTheTables() throws {
        let rows = try RealTables.columns(
            ["arch", "canonical_index", "isomorphism_index"], of: "nas-bench-201/accuracy")
        let cells = try rows.map { try Cell(parsing: $0[0]) }
        #expect(rows.count == Cell.count && Set(cells).count == Cell.count, "every cell has a row")
        #expect(isSamePartition(cells.map { Space.canonical[Int($0.code)].letters }, rows.map { $0[1] }))
        #expect(isSamePartition(cells.map(\.isomorphismKey), rows.map { $0[2] }))
        #expect(Set(rows.map { $0[2] }).count == 6_466)
    }

    @Test(arguments: Dataset.allCases)
    func costsAreTheSuiteZerosToItsRounding(_ dataset: Dataset) throws {
        let rows = try RealTables.columns(
            ["arch", "flops", "params"], of: "nas-bench-suite-zero/\(dataset.rawValue)")
        #expect(rows.count == Cell.count)
        let rounding = 0.5000001e-6
        let wrong = rows.filter { row in
            guard let cell = Array(row[0].utf8).withUnsafeBufferPointer({ Cell(utf8: $0) }),
                let flops = Double(row[1]), let params = Double(row[2])
            else { return true }
            return abs(cell.flopsMillions(on: dataset) - flops) > rounding
                || abs(cell.paramsMillions(on: dataset) - params) > rounding
        }
        #expect(wrong.isEmpty)
    }
}
