/// A device HW-NAS-Bench has figures for (Li et al. 2021, "HW-NAS-Bench: Hardware-Aware Neural
/// Architecture Search Benchmark", ICLR). The raw value is the one in the benchmark's column names.
public enum Device: String, CaseIterable, Sendable {
    case edgegpu, raspi4, edgetpu, pixel3, eyeriss, fpga

    /// The name for readers.
    public var displayName: String {
        switch self {
        case .edgegpu: "Edge GPU (Jetson TX2)"
        case .raspi4: "Raspberry Pi 4"
        case .edgetpu: "Edge TPU (Dev Board)"
        case .pixel3: "Pixel 3"
        case .eyeriss: "ASIC (Eyeriss)"
        case .fpga: "FPGA (ZC706)"
        }
    }

    /// Whether energy was measured or estimated too.
    public var hasEnergy: Bool { energyColumn != nil }

    /// In milliseconds.
    public var latencyColumn: String { "\(rawValue)_latency" }

    /// In millijoules; nil where the benchmark has none.
    public var energyColumn: String? {
        switch self {
        case .edgegpu, .eyeriss, .fpga: "\(rawValue)_energy"
        case .raspi4, .edgetpu, .pixel3: nil
        }
    }
}

/// Which images an accuracy was measured on.
public enum Split: String, CaseIterable, Sendable {
    case validation, test

    /// As it stands in column names: `cifar10_valid`, `cifar10_test`.
    var suffix: String { self == .validation ? "valid" : "test" }
}
