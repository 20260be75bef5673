import Spaces

/// What is known of the benchmarks beforehand: a table that disagrees is another table, or its cells were
/// mixed up on the way.
enum KnownValues {
    /// Best test accuracies, in percent to four places: the top of NAS-Bench-201's leader boards.
    private static let bestTest: [(dataset: Dataset, cell: String, accuracy: Double)] = [
        (
            .cifar10,
            "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|",
            94.3733
        ),
        (
            .cifar100,
            "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|",
            73.5133
        ),
        (
            .imageNet16,
            "|nor_conv_1x1~0|+|nor_conv_1x1~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|",
            47.3111
        ),
    ]

    /// The cell with index 0, and its latencies on cifar10 in milliseconds: the example of HW-NAS-Bench's
    /// own README.
    private static let firstCell =
        "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|"
    private static let firstLatencies = [
        ("edgegpu_latency", 5.807418), ("raspi4_latency", 10.48198), ("edgetpu_latency", 0.9571811),
    ]

    /// Checks a table against all that is known of it; a phrase that says what agreed. Throws `.content`
    /// with what was found and what was expected.
    static func check(_ table: ImportedTable) throws(BenchmarkError) -> String {
        switch table.kind {
        case .accuracy: try checkAccuracy(table)
        case .hardware: try checkHardware(table)
        case .proxies: try CellCostCheck.check(table)
        }
    }

    /// Throws `.content` for an accuracy that is no percentage.
    static func checkAccuracies(_ columns: [Column], path: String) throws(BenchmarkError) {
        for column in columns {
            guard let code = column.values.firstIndex(where: { $0 < 0 || $0 > 100 }),
                let cell = Cell(code: code)
            else { continue }
            throw .content(
                path, column: column.name,
                "\(column.values[code]) for \(cell) is no accuracy in percent; expected 0 to 100")
        }
    }

    private static func checkAccuracy(_ table: ImportedTable) throws(BenchmarkError) -> String {
        try checkAccuracies(table.columns, path: table.path)
        var compared = 0
        for known in bestTest {
            let name = TableKind.accuracyColumn(known.dataset, .test)
            guard let column = table.columns.first(where: { $0.name == name }),
                let cell = try? Cell(parsing: known.cell), let found = column.value(of: cell)
            else { continue }
            let best = column.values.lazy.filter { !$0.isNaN }.max() ?? found
            guard abs(found - known.accuracy) < 1e-3, best < known.accuracy + 1e-3 else {
                throw .content(
                    table.path, column: name,
                    "\(cell) has \(found) and the best cell \(best); expected both to be \(known.accuracy)")
            }
            compared += 1
        }
        return phrase(compared)
    }

    private static func checkHardware(_ table: ImportedTable) throws(BenchmarkError) -> String {
        var compared = 0
        var equal = 0
        for (name, expected) in firstLatencies {
            guard let column = table.columns.first(where: { $0.name == name }),
                let cell = try? Cell(parsing: firstCell), let found = column.value(of: cell)
            else { continue }
            compared += 1
            if abs(found - expected) <= 1e-6 * expected {
                equal += 1
            } else if table.dataset == .cifar10 {
                throw .content(
                    table.path, column: name, "\(cell) has \(found) ms on cifar10; expected \(expected) ms")
            }
        }
        guard table.dataset != .cifar10 else { return phrase(compared) }
        guard compared == 0 || equal < compared else {
            throw .content(
                table.path,
                "the values are those of cifar10, expected \(table.dataset?.rawValue ?? "another")'s")
        }
        return phrase(0)
    }

    private static func phrase(_ compared: Int) -> String {
        compared > 0 ? "known values agree" : "no known values to compare with"
    }
}
