internal import Comparison
internal import Records

/// Which tables a study has: what it varies, reads and knows decides, never its name.
enum StudyTables {
    /// In the order they are shown. What takes time is last, because it differs from machine to machine.
    static func all(_ analysis: StudyAnalysis) -> [StudyTable] {
        var tables = results(analysis)
        if let others = OtherMeasuresTable.table(analysis) { tables.append(others) }
        let leading = Set(
            tables.flatMap { shownReported($0.id) })
        if let reported = OtherReportedTable.table(analysis, besides: leading) { tables.append(reported) }
        tables.append(CostTable.table(analysis))
        tables.append(MethodTable.table(analysis))
        return tables.filter { !$0.isEmpty }
    }

    /// The one for a README.
    static func compact(_ analysis: StudyAnalysis) -> StudyTable? {
        if analysis.isAboutAccuracy { return AccuracyTable.table(analysis) }
        guard let scaling = analysis.scalings.first else { return nil }
        return analysis.varied.isEmpty
            ? CompactTable.table(analysis, scaling) : VariationTable.table(analysis, scaling)
    }

    private static func results(_ analysis: StudyAnalysis) -> [StudyTable] {
        var tables: [StudyTable] = []
        if analysis.isAboutAccuracy {
            tables.append(AccuracyTable.table(analysis))
            if let comparison = ComparisonTable.table(
                analysis, [.bestAccuracy], id: "comparison-accuracy", words: "by accuracy")
            {
                tables.append(comparison)
            }
        }
        if let accurate = MostAccurateTable.table(analysis) { tables.append(accurate) }
        for scaling in analysis.scalings {
            if analysis.varied.isEmpty {
                tables.append(OverviewTable.table(analysis, scaling))
                if analysis.contents.devices.count > 1 || hasReportedDevices(analysis) {
                    tables.append(DeviceTable.table(analysis, scaling))
                }
            } else {
                tables.append(VariationTable.table(analysis, scaling))
            }
            if let comparison = ComparisonTable.table(
                analysis, [.hypervolume(scaling), .igd(scaling)], id: "comparison-\(scaling.rawValue)",
                words: scaling.words)
            {
                tables.append(comparison)
            }
            if analysis.budgetCount > 1 {
                tables.append(BudgetTable.table(analysis, .hypervolume(scaling)))
                tables.append(BudgetTable.table(analysis, .igd(scaling)))
            }
        }
        return tables
    }

    private static func hasReportedDevices(_ analysis: StudyAnalysis) -> Bool {
        analysis.contents.reported.contains { record in
            record.device.map(analysis.contents.devices.contains) ?? false
        }
    }

    /// What papers report that a table has rows for.
    private static func shownReported(_ id: String) -> [ReportedRecord.Measure] {
        switch id {
        case "accuracy": [.testAccuracyPercent]
        case MostAccurateTable.id: MostAccurateTable.reported
        case "overview-space": [.averageHypervolume, .averageIGD]
        case "devices-space": [.hypervolume, .igd]
        case "variations-space": [.averageHypervolume, .averageIGD, .spearman, .kendall]
        default: []
        }
    }
}
