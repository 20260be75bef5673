import Comparison
import Records
import StudySupport
import Testing

@testable import Report

@Suite struct StudyTableTests {
    private func measured(_ mean: Double, of expected: Int = 3, found: Int = 3) -> StudyTable.Entry {
        .measured(.init(mean: mean, decimals: 3, found: found, expected: expected))
    }

    private func best(_ rows: [StudyTable.Row], higherIsBetter: Bool = true) -> [Bool] {
        var table = StudyTable("t", "", [.text("m"), .init(title: "n", higherIsBetter: higherIsBetter)])
        table.add(nil, rows)
        return table.blocks[0].rows.map { $0.entries[1].isBest }
    }

    private func rows(_ entries: [StudyTable.Entry]) -> [StudyTable.Row] {
        entries.map { .init(entries: [.name("m"), $0]) }
    }

    @Test func `All that print as the best are the best`() {
        #expect(
            best(rows([measured(0.9904), measured(0.9896), measured(0.9799), .missing])) == [
                true, true, false, false,
            ])
        #expect(best(rows([measured(0.02), measured(0.01)]), higherIsBetter: false) == [false, true])
    }

    @Test func `A partial mean, a bound, a paper's number and a row alone are never the best`() {
        var rows = rows([measured(0.99, found: 2), measured(0.5), measured(0.4), measured(0.8)])
        rows[3].kind = .bound
        rows.append(
            .init(
                kind: .reported, entries: [.text(""), .reported(value: 0.999, deviation: nil, decimals: 3)])
        )
        #expect(best(rows) == [false, true, false, false, false])
        #expect(best(self.rows([measured(0.5)])) == [false])
    }

    @Test func `Entries say means, deviations and what is missing`() {
        var measured = StudyTable.Measured(
            mean: 0.9876, deviations: [0.0012], decimals: 3, found: 5, expected: 6)
        #expect(measured.text == "0.988 ± 0.001 [5/6]")
        measured.deviations = [nil, 0.02]
        measured.found = 6
        #expect(measured.text == "0.988 (–, 0.020)")
        measured.deviations = [nil, nil]
        #expect(measured.text == "0.988")
        #expect(StudyTable.Entry.missing.text == "–")
        #expect(StudyTable.Entry.reported(value: 1, deviation: 0.5, decimals: 2).text == "1.00 ± 0.50")
    }

    @Test func `Neighbours of a group share its head`() {
        let table = StudyTable(
            "t", "",
            [.text("m"), .number("a", group: "g"), .number("b", group: "g"), .number("c", group: "h")])
        #expect(table.groups.map(\.columns) == [0..<1, 1..<3, 3..<4])
        #expect(table.groups.map(\.title) == [nil, "g", "h"])
    }

    /// The tables by their ids, which is all that decides where they are.
    private func tables(_ change: (inout MadeUpStudy) -> Void = { _ in }) throws -> [String] {
        var study = MadeUpStudy()
        change(&study)
        return try StudyTables.all(StudyAnalysis(study.contents { _ in 0.5 })).map(\.id)
    }

    @Test func `What a study varies and reads decides its tables`() throws {
        #expect(try tables() == ["overview-space", "devices-space", "comparison-space", "cost", "methods"])
        #expect(
            try tables {
                $0.devices = ["x"]
                $0.methods = ["base"]
            } == ["overview-space", "cost", "methods"])
        #expect(
            try tables {
                $0.variations = [("a.b", [.integer(1), .integer(2)])]
                $0.methods = ["base"]
            } == ["variations-space", "comparison-space", "cost", "methods"])
        // A setting with one value varies nothing.
        #expect(try tables { $0.variations = [("a.b", [.integer(1)])] }.first == "overview-space")
        #expect(
            try tables { $0.budgets = [10, 20] }.filter { $0.hasPrefix("budgets") } == [
                "budgets-hypervolume-space", "budgets-igd-space",
            ])
    }

    @Test func `Accuracies lead where they are what was asked`() throws {
        var contents = MadeUpStudy().contents { _ in 0.5 }
        for index in contents.results.indices { contents.results[index].bestAccuracyPercent = 90 }
        #expect(try StudyTables.all(StudyAnalysis(contents)).first?.id == "overview-space")
        contents.reported = [reported(.testAccuracyPercent, dataset: "a", device: nil, 94.37)]
        let tables = try StudyTables.all(StudyAnalysis(contents))
        #expect(tables.first?.id == "accuracy")
        #expect(tables.contains { $0.id == "overview-space" })
        let last = try #require(tables.first?.blocks[0].rows.last)
        #expect(last.kind == .reported && last.entries.map(\.text) == ["Theirs", "94.37", "–"])
    }

    @Test func `Papers' numbers stand below, under data set and device, and are in no average`() throws {
        var contents = MadeUpStudy().contents { _ in 0.5 }
        contents.reported = [
            reported(.hypervolume, dataset: "a", device: "y", 0.997),
            reported(.igd, dataset: "a", device: "y", 0.006),
            reported(.hypervolume, dataset: "elsewhere", device: "y", 0.1),
            reported(.searchCostMinutes, dataset: nil, device: nil, 3),
        ]
        let tables = try StudyTables.all(StudyAnalysis(contents))
        let devices = try #require(tables.first { $0.id == "devices-space" })
        let rows = devices.blocks[0].rows
        #expect(rows.map(\.kind) == [.measured, .measured, .source, .reported])
        #expect(rows[2].entries.map(\.text) == ["reported: arXiv:1, Table 3"])
        #expect(rows[3].entries.map(\.text) == ["Theirs", "–", "–", "0.997", "0.006", "–", "–"])
        #expect(rows[0].entries.last?.text == "0.500 (0.000, 0.000)")
        #expect(devices.blocks[1].rows.count == 2)
        // What has no place in a table of its kind is not lost.
        let others = try #require(tables.first { $0.id == "reported" })
        #expect(others.blocks[0].rows.map { $0.entries[4].text } == ["0.100", "3.000"])
    }

    private func reported(
        _ measure: ReportedRecord.Measure, dataset: String?, device: String?, _ value: Double
    ) -> ReportedRecord {
        ReportedRecord(
            paper: "arXiv:1", table: "Table 3", row: "Theirs", dataset: dataset, device: device, space: nil,
            measure: measure, value: value, deviation: nil, unit: nil, note: nil)
    }
}
