import Foundation
import Testing

/// A little of `make fuzz`: whatever reads files and replies of others is given what is nearly right.
@Suite struct FuzzTests {
    @Test(arguments: ["yaml/", "record/", "reply/", "table/", "model/", "cell"])
    func nothingCrashesHangsOrSwells(targets: String) throws {
        let seed = Int.random(in: 0..<1_000_000)
        let workplace = try Workplace()
        let ending = try RunningCommand(
            ["pelnas-fuzz", "--only", targets, "--cases", "400", "--seed", "\(seed)"], in: workplace.url
        ).wait()
        #expect(ending.code == 0, "seed \(seed): \(ending.errors)")
        let lines = ending.output.split(separator: "\n")
        #expect(
            !lines.isEmpty && lines.allSatisfy { $0.contains(#""failures":0"#) },
            "seed \(seed): \(ending.output)")
    }

    /// Of two runs with a seed each case is the same, so that a failure can be looked at.
    @Test func aSeedMakesTheSameCases() throws {
        let workplace = try Workplace()
        let outputs = try (0..<2).map { _ in
            try RunningCommand(
                ["pelnas-fuzz", "--only", "cell", "--cases", "300", "--seed", "5"], in: workplace.url
            )
            .wait().output.prefix { $0 != "}" }.split(separator: ",").prefix(4).joined(separator: ",")
        }
        #expect(outputs[0] == outputs[1] && outputs[0].contains("refused"), "\(outputs)")
    }

    /// What is no control character stays, so that a path in a message is one that is there.
    @Test func aPathIsToldAsItIs() throws {
        let workplace = try Workplace()
        let name = "می\u{200C}خ 👩‍👩‍👧 e\u{301}"
        let ending = try RunningCommand(["pelnas", "status", "--run-dir", name], in: workplace.url).wait()
        #expect(ending.code == 66)
        #expect(ending.errors.contains("\(name): no such run directory"), "\(ending.errors)")
    }

    @Test func whatAMessageQuotesOfAFileTheTerminalDoesNotObey() throws {
        let workplace = try Workplace()
        try Data([0x80, 4] + Array("cos\u{1B}]0;owned\u{7}\u{9B}31m\nsystem\n.".utf8))
            .write(to: workplace.url.appending(path: "evil.pickle"))
        let ending = try RunningCommand(
            ["pelnas", "import", "evil.pickle", "--into", "tables"], in: workplace.url
        ).wait()
        #expect(ending.code == 65)
        #expect(ending.errors.contains(#"os\u{1b}]0;owned\u{7}"#), "\(ending.errors)")
        #expect(
            ending.errors.unicodeScalars.allSatisfy {
                $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
            })
    }
}
