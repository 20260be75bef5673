public import Spaces

/// One of the three benchmarks a table folder holds, with the columns its tables have.
public enum TableKind: String, CaseIterable, Sendable {
    /// Top-1 accuracy in percent (Dong and Yang 2020).
    case accuracy = "nas-bench-201"
    /// Latency in milliseconds and energy in millijoules (Li et al. 2021).
    case hardware = "hw-nas-bench"
    /// Zero-cost proxies (Krishnakumar et al. 2022).
    case proxies = "nas-bench-suite-zero"

    /// The 13 zero-cost proxies in the order every feature vector has them. `flops` is in millions of
    /// multiply-adds, `params` in millions.
    public static let proxyNames = [
        "epe_nas", "fisher", "flops", "grad_norm", "grasp", "jacov", "l2_norm", "nwot", "params", "plain",
        "snip", "synflow", "zen",
    ]

    /// The columns of the benchmark's tables, in their order.
    public var columns: [String] {
        switch self {
        case .accuracy:
            Dataset.allCases.flatMap { dataset in Split.allCases.map { Self.accuracyColumn(dataset, $0) } }
        case .hardware:
            [
                "edgegpu_latency", "edgegpu_energy", "raspi4_latency", "edgetpu_latency", "pixel3_latency",
                "eyeriss_latency", "eyeriss_energy", "eyeriss_arithmetic_intensity", "fpga_latency",
                "fpga_energy",
            ]
        case .proxies: Self.proxyNames
        }
    }

    static func accuracyColumn(_ dataset: Dataset, _ split: Split) -> String {
        "\(dataset.rawValue)_\(split.suffix)"
    }

    /// "hw-nas-bench/cifar10"; accuracies of all data sets share one table.
    public func tableName(_ dataset: Dataset) -> String {
        self == .accuracy ? "\(rawValue)/accuracy" : "\(rawValue)/\(dataset.rawValue)"
    }

    /// Every table of the benchmark, with its data set; nil for the one all share.
    var tables: [(name: String, dataset: Dataset?)] {
        self == .accuracy
            ? [(tableName(.cifar10), nil)] : Dataset.allCases.map { (tableName($0), $0) }
    }
}
