import Foundation
import Testing

/// A little of `make torture`: searches killed, and failed by the file system, at a few of their file operations; stopped
/// by signals; started ten at a time. Each goes on to the same bytes.
@Suite struct TortureTests {
    private static let script = Package.root.appending(path: "Tests/Torture/torture.py").path

    #if os(Linux)
        private static let isPossible =
            Tool.isThere("python3") && (Tool.isThere("clang") || Tool.isThere("cc"))
    #else
        private static let isPossible = false
    #endif

    @Test(
        .enabled(if: isPossible, "python3 and a C compiler are wanted, on Linux"),
        arguments: ["oracle", "predicted"])
    func aSearchThatIsTorturedLosesNothing(scenario: String) throws {
        let workplace = try Workplace()
        let ending = try RunningCommand(
            [
                "python3", Self.script, Package.products.path, "--scenario", scenario, "--kinds",
                "kill,ENOSPC,short",
                "--every", "101", "--seed", "\(Int.random(in: 0..<1000))", "--instants", "4", "--work",
                "work",
            ], in: workplace.url
        ).wait()
        #expect(ending.code == 0, "\(ending.output)\n\(ending.errors)")
        #expect(ending.output.contains("\"kind\": \"ten at once\""), "\(ending.output)")
    }
}
