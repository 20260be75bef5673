import Foundation
import TestSupport
import Testing

@testable import ProxyNetwork

/// The same weights and batch as PyTorch had.
@Suite struct PyTorchTests {
    /// As many as the cells below.
    private static let cells = [
        "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|",
        "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|",
        "|nor_conv_3x3~0|+|none~0|none~1|+|avg_pool_3x3~0|none~1|nor_conv_1x1~2|",
    ]

    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("check_proxies.py").path

    private static let isThere =
        FileManager.default.fileExists(atPath: script) && SecondOpinion.has("torch", "numpy")

    @Test(
        .enabled(if: isThere, "python3 has no torch here, or check_proxies.py is missing: pip install torch"))
    func theSameProxiesComeOutAsPyTorchs() throws {
        let folder = NSTemporaryDirectory() + "proxies-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            [
                "python3", Self.script, "write", folder, "--cells", "1", "--channels", "4", "--image", "8",
                "--batch", "8",
            ]
            + Self.cells
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".json")
        }
        try #require(names.count == Self.cells.count)
        for name in names { try compare(folder + "/" + name.dropLast(5)) }
    }

    /// A folder of such dumps, from wherever.
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["PELNAS_PROXY_DUMPS"] != nil,
            "PELNAS_PROXY_DUMPS is not set"))
    func dumpsAgree() throws {
        let folder = try #require(ProcessInfo.processInfo.environment["PELNAS_PROXY_DUMPS"])
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        where name.hasSuffix(".json") {
            try compare(folder + "/" + name.dropLast(5))
        }
    }

    private func compare(_ path: String) throws {
        let dump = try Dump(path)
        let double = try dump.computed(in: Double.self).named
        let single = try dump.computed(in: Float.self).named
        for ((name, inDouble), (_, inSingle)) in zip(double, single) where name != "flops" && name != "params"
        {
            let expected = (dump.description.proxies[name] ?? nil).flatMap { $0 == -1e8 ? nil : $0 }
            guard let expected else {
                #expect(inDouble == nil, "\(dump.description.arch): \(name)")
                continue
            }
            for (found, tolerance) in [
                (inDouble, 1e-4), (inSingle, name == "grasp" ? 5e-3 : 1e-4),
            ] {
                let difference = abs((found ?? .nan) - expected)
                #expect(
                    difference <= tolerance * max(abs(expected), 1e-3),
                    "\(dump.description.arch): \(name) is \(String(describing: found)), PyTorch says \(expected)"
                )
            }
        }
    }
}
