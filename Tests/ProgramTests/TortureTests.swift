import Foundation
import Testing

/// A little of `make torture`: searches killed, and failed by the file system, at a few of their file operations; stopped
/// by signals; started ten at a time. Each goes on to the same bytes.
@Suite struct TortureTests {
    #if os(Linux)
        private static let isPossible =
            Tool.isThere("python3") && (Tool.isThere("clang") || Tool.isThere("cc"))
    #else
        private static let isPossible = false
    #endif

    private func torture(_ script: String, _ arguments: String...) throws -> Ending {
        let workplace = try Workplace()
        let seed = "\(Int.random(in: 0..<1000))"
        return try RunningCommand(
            ["python3", Package.root.appending(path: "Tests/Torture/\(script)").path, Package.products.path]
                + arguments + ["--seed", seed, "--work", "work"], in: workplace.url
        ).wait()
    }

    @Test(
        .enabled(if: isPossible, "python3 and a C compiler are wanted, on Linux"),
        arguments: ["oracle": "101", "predicted": "201", "model": "201", "files": "401", "reuse": "41"])
    func aSearchThatIsTorturedLosesNothing(scenario: String, every: String) throws {
        let ending = try torture(
            "torture.py", "--scenario", scenario, "--kinds", "kill,ENOSPC,short", "--every", every,
            "--instants", "3")
        #expect(ending.code == 0, "\(ending.output)\n\(ending.errors)")
        #expect(ending.output.contains("\"kind\": \"ten at once\""), "\(ending.output)")
    }

    @Test(.enabled(if: isPossible, "python3 is wanted, on Linux"), arguments: ["oracle", "model"])
    func aRunThatIsDamagedOrMovedIsPutRightOrRefused(scenario: String) throws {
        let ending = try torture("damage.py", "--scenario", scenario, "--cases", "8")
        #expect(ending.code == 0, "\(ending.output)\n\(ending.errors)")
        #expect(ending.output.contains("\"kind\": \"not writable\""), "\(ending.output)")
    }
}
