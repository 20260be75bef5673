public import PipelineFile

/// What the PEL-NAS paper reports (Table 3, rows "LLM-NAS"): hypervolume and IGD of its own method on each
/// data set and device. Reported, never measured here; the paper does not say how it normalises.
public struct ReportedFigure: Sendable, Equatable {
    public var hypervolume: Double
    public var igd: Double

    public static func pelNAS(
        _ dataset: PipelineSettings.Dataset, _ device: PipelineSettings.Device
    ) -> ReportedFigure {
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
            }
        let column =
            switch device {
            case .edgegpu: 0
            case .raspi4: 1
            case .edgetpu: 2
            case .pixel3: 3
            case .eyeriss: 4
            case .fpga: 5
            }
        return ReportedFigure(hypervolume: row[column].0, igd: row[column].1)
    }
}
