public import PipelineFile
internal import Records

/// What the PEL-NAS paper reports (Table 3, rows "LLM-NAS"): hypervolume and IGD of its own method on each
/// data set and device. Reported, never measured here; the paper does not say how it normalises.
public struct ReportedFigure: Sendable, Equatable {
    public var hypervolume: Double
    public var igd: Double

    /// nil where the paper has none.
    public static func pelNAS(
        _ dataset: PipelineSettings.Dataset, _ device: PipelineSettings.Device
    ) -> ReportedFigure? {
        let row: [(Double, Double)] =
            switch dataset {
            case .cifar10:
                [
                    (0.997, 0.006), (0.997, 0.013), (0.955, 0.057), (0.996, 0.011), (0.961, 0.037),
                    (0.931, 0.046),
                ]
            case .cifar100:
                [
                    (0.992, 0.009), (0.994, 0.016), (0.981, 0.017), (0.985, 0.023), (0.962, 0.050),
                    (0.977, 0.032),
                ]
            case .imageNet16:
                [
                    (0.953, 0.043), (0.988, 0.011), (0.943, 0.033), (0.983, 0.042), (0.945, 0.050),
                    (0.972, 0.028),
                ]
            case .other: []
            }
        let column =
            switch device {
            case .edgegpu: 0
            case .raspi4: 1
            case .edgetpu: 2
            case .pixel3: 3
            case .eyeriss: 4
            case .fpga: 5
            case .other: row.count
            }
        guard row.indices.contains(column) else { return nil }
        return ReportedFigure(hypervolume: row[column].0, igd: row[column].1)
    }
}

/// What the paper of CoLLM-NAS reports on NAS-Bench-201 (Li, Lin and Wang, arXiv 2509.26037, main results, as
/// a public summary quotes them): test accuracy of the cell it ends with, mean and deviation of ten runs.
public struct ReportedAccuracy: Sendable, Equatable {
    public var accuracyPercent: Double
    public var deviation: Double
    /// The space's best, the same table's upper bound.
    public var optimumPercent: Double

    /// nil where the paper has none.
    public static func coLLM(_ dataset: PipelineSettings.Dataset) -> ReportedAccuracy? {
        switch dataset {
        case .cifar10: ReportedAccuracy(accuracyPercent: 94.37, deviation: 0.01, optimumPercent: 94.37)
        case .cifar100: ReportedAccuracy(accuracyPercent: 73.44, deviation: 0.15, optimumPercent: 73.51)
        case .imageNet16: ReportedAccuracy(accuracyPercent: 46.79, deviation: 0.28, optimumPercent: 47.31)
        case .other: nil
        }
    }

    var json: JSON {
        JSON(object: [
            ("source", .string("CoLLM-NAS, main results on NAS-Bench-201; mean and deviation of 10 runs")),
            ("accuracy_percent", .number(accuracyPercent)), ("deviation", .number(deviation)),
            ("optimum_percent", .number(optimumPercent)),
        ])
    }
}
