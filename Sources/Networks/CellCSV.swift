internal import Records
internal import Spaces

/// Cells as CSV, one a line under a header. Fields are quoted as RFC 4180 says; lines end in a newline alone,
/// as Unix tools want them and every reader of CSV takes them.
public enum CellCSV {
    public static let columns = [
        "id", "niche", "generation", "cell", "nats_bench_index", "latency_ms", "latency_source",
        "accuracy_percent", "accuracy_source", "true_accuracy_percent", "true_latency_ms", "flops_m",
        "params_m", "training_cell", "reference", "on_reference_front",
    ]

    public static func text(_ cells: [ExportedCell]) -> String {
        ([columns] + cells.map(row)).map { $0.map(field).joined(separator: ",") + "\n" }.joined()
    }

    /// What is not known is an empty field.
    private static func row(_ exported: ExportedCell) -> [String] {
        let evaluation = exported.evaluation
        let values: [JSON] = [
            JSON(exported.candidate?.id),
            JSON(exported.candidate?.niche),
            JSON(exported.candidate?.generation),
            .string(exported.cell.description),
            .integer(exported.cell.natsBenchIndex),
            JSON(evaluation?.latencyMilliseconds),
            JSON(evaluation?.latencySource),
            JSON(evaluation?.accuracyPercent),
            JSON(evaluation?.accuracySource),
            JSON(exported.truth?.trueAccuracyPercent),
            JSON(exported.truth?.trueLatencyMilliseconds),
            JSON(exported.flopsMillions),
            JSON(exported.paramsMillions),
            JSON(evaluation?.isTrainingCell),
            JSON(exported.truth?.reference.rawValue),
            JSON(exported.truth?.isOnReferenceFront),
        ]
        return values.map { $0.isNull ? "" : $0.string ?? $0.text }
    }

    private static func field(_ text: String) -> String {
        let special: Set<UInt8> = [
            UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
        ]
        guard text.utf8.contains(where: special.contains) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }
}
