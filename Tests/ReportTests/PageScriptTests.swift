import Foundation
import Testing

@testable import Report

/// How the page's tables sort, by the page's own script.
@Suite(.enabled(if: Node.path != nil, "node is not there")) struct PageScriptTests {
    @Test func `Numbers sort by value, whatever marks, separators or units they carry`() throws {
        #expect(try sorted("9.5 *", "10.25", "1,200", "-3", "0.75 *") == "-3|0.75 *|9.5 *|10.25|1,200")
        #expect(try sorted("100 %", "9 %", "20 %") == "9 %|20 %|100 %")
        #expect(try sorted("1,000+?", "999", "$1.5") == "$1.5|999|1,000+?")
    }

    @Test func `Dashes come last, whichever way`() throws {
        #expect(try sorted("–", "2", "–", "1 *") == "1 *|2|–|–")
        #expect(try sorted("–", "2", "1 *", down: true) == "2|1 *|–")
        #expect(try sorted("–", "S1", "", "S0") == "S0|S1|–|")
    }

    private func sorted(_ texts: String..., down: Bool = false) throws -> String {
        let script = PageScript.text.description
        let start = try #require(script.range(of: "const number ="))
        let end = try #require(script.range(of: "document.querySelectorAll(\"table\")"))
        let list = try #require(String(data: JSONEncoder().encode(texts), encoding: .utf8))
        return try Node.run(
            script[start.lowerBound..<end.lowerBound]
                + "process.stdout.write(\(list).map(key).sort((a, b) => compare(a, b, \(down)))"
                + ".map((entry) => entry.text).join('|'));")
    }
}

private enum Node {
    static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/node" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// What a script writes.
    static func run(_ script: some StringProtocol) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "")
        process.arguments = ["-e", String(script)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: bytes, as: UTF8.self)
    }
}
