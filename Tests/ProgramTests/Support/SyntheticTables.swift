internal import Foundation
import Spaces

/// A folder of benchmark tables that are made up: every cell has values, shaped roughly like the real
/// ones, from a formula and a hash. For tests that need tables of the right form on any machine.
enum SyntheticTables {
    private static let shared = Result {
        let workplace = try Workplace()
        try write(to: workplace)
        return workplace
    }

    /// The folder, written once a test process.
    static func folder() throws -> String { try shared.get().url.path }

    static func accuracy(_ cell: Cell) -> Double {
        guard cell.isConnected else { return 10 }
        let live = cell.canonical
        let convolutions =
            3 * Double(live.count(of: .convolution3x3)) + 2 * Double(live.count(of: .convolution1x1))
        let gain = 20 * (1 - 1 / (1 + convolutions / 4))
        return 70 + gain - Double(live.count(of: .averagePool3x3)) + 2 * noise(live.code, 1)
    }

    static func latency(_ cell: Cell) -> Double {
        1 + 2 * Double(cell.count(of: .convolution3x3)) + 0.5 * Double(cell.count(of: .convolution1x1))
            + 0.3 * Double(cell.count(of: .averagePool3x3)) + 0.2 * noise(cell.code, 2)
    }

    /// Of pooling dear, of convolutions cheap: another order than latency's.
    static func energy(_ cell: Cell) -> Double {
        5 + Double(cell.count(of: .convolution3x3)) + 3 * Double(cell.count(of: .averagePool3x3))
            + noise(cell.code, 4)
    }

    /// In 0 to 1, the same for the same cell.
    private static func noise(_ code: UInt16, _ salt: UInt64) -> Double {
        var random = RandomStream(seed: Int(code), "noise", "\(salt)")
        return random.unit()
    }

    private static func write(to workplace: Workplace) throws {
        let datasets = ["cifar10", "cifar100", "ImageNet16-120"]
        let devices = ["edgegpu", "raspi4", "edgetpu", "pixel3", "eyeriss", "fpga"]
        let proxies = [
            "epe_nas", "fisher", "flops", "grad_norm", "grasp", "jacov", "l2_norm", "nwot", "params", "plain",
            "snip",
            "synflow", "zen",
        ]
        var accuracy = "arch," + datasets.map { "\($0)_valid,\($0)_test" }.joined(separator: ",") + "\n"
        var hardware = "arch," + devices.map { "\($0)_latency" }.joined(separator: ",") + ",fpga_energy\n"
        var suiteZero = "arch," + proxies.joined(separator: ",") + "\n"
        for cell in Cell.all {
            let value = Self.accuracy(cell)
            accuracy +=
                "\(cell)" + String(repeating: ",\(value),\(value + noise(cell.code, 3) - 0.5)", count: 3)
                + "\n"
            let latency = latency(cell)
            let onDevices = devices.map { $0 == "edgetpu" && cell.code % 3 == 0 ? "-1" : "\(latency)" }
            hardware += "\(cell)," + onDevices.joined(separator: ",") + ",\(energy(cell))\n"
            let scores = proxies.map { name in
                switch name {
                case "flops": "\(cell.flopsMillions(on: .cifar10))"
                case "params": "\(cell.paramsMillions(on: .cifar10))"
                default: "\(value + 5 * noise(cell.code, UInt64(name.utf8.count)))"
                }
            }
            suiteZero += "\(cell)," + scores.joined(separator: ",") + "\n"
        }
        try workplace.write(accuracy, to: "nas-bench-201/accuracy.csv")
        for dataset in datasets {
            try workplace.write(hardware, to: "hw-nas-bench/\(dataset).csv")
            try workplace.write(suiteZero, to: "nas-bench-suite-zero/\(dataset).csv")
        }
    }
}
