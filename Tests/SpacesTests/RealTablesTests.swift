import Testing

@testable import Spaces

/// What this module computes against what the benchmarks' authors released.
@Suite(.enabled(if: RealTables.areThere, RealTables.absence))
struct RealTablesTests {
    /// Whether two labellings cut the cells into the same classes.
    private func isSamePartition(_ left: [String], _ right: [String]) -> Bool {
        Set(left).count == Set(right).count && Set(zip(left, right).map { "\($0)\t\($1)" }).count == Set(left).count
    }

    @Test func everyRowIsACellAndEveryCellARow() throws {
        let rows = try RealTables.columns(["arch"], of: "nas-bench-201/accuracy")
        #expect(Set(try rows.map { try Cell(parsing: $0[0]) }).count == Cell.count)
        #expect(rows.count == Cell.count)
    }

    @Test func canonicalAndIsomorphismClassesAreTheTables() throws {
        let rows = try RealTables.columns(
            ["arch", "canonical_index", "isomorphism_index"], of: "nas-bench-201/accuracy")
        let cells = try rows.map { try Cell(parsing: $0[0]) }
        #expect(isSamePartition(cells.map { Space.canonical[Int($0.code)].letters }, rows.map { $0[1] }))
        #expect(isSamePartition(cells.map(\.isomorphismKey), rows.map { $0[2] }))
        #expect(Set(rows.map { $0[2] }).count == 6_466)
    }

    @Test(arguments: Dataset.allCases)
    func costsAreTheSuiteZerosToItsRounding(_ dataset: Dataset) throws {
        let rows = try RealTables.columns(
            ["arch", "flops", "params"], of: "nas-bench-suite-zero/\(dataset.rawValue)")
        #expect(rows.count == Cell.count)
        var wrong: [String] = []
        for row in rows {
            let cell = try Cell(parsing: row[0])
            let flops = try #require(Double(row[1]))
            let params = try #require(Double(row[2]))
            if abs(cell.flopsMillions(on: dataset) - flops) > 0.5000001e-6
                || abs(cell.paramsMillions(on: dataset) - params) > 0.5000001e-6
            {
                wrong.append(row[0])
            }
        }
        #expect(wrong.isEmpty)
    }
}
