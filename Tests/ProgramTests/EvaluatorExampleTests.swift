import Foundation
import Testing

/// The evaluators that ship, and the README's, at work in searches.
@Suite(.enabled(if: Tool.isThere("python3"), "python3 is not there"))
struct EvaluatorExampleTests {
    private static let folder = Package.root.appending(path: "pipeline/examples/evaluators")

    private static func has(_ modules: String) -> Bool {
        let workplace = try? Workplace()
        return (try? workplace.map { try run("python3", "-c", "import \(modules)", in: $0.url).code }) == 0
    }

    private func path(_ name: String) -> String { Self.folder.appending(path: name).path }

    private func complete(_ quantity: String, _ command: String, _ more: String = "") throws -> Search {
        let search = try Search(generations: 1)
        try search.complete(
            "run", "--set", "seed.per_niche=1", "--set", "prompt.children=1", "--set",
            "evaluate.\(quantity)={source: command, command: [\(command)]\(more)}")
        return search
    }

    private func values(_ search: Search, _ name: String) throws -> [Double] {
        try search.workplace.read("run/generation-01/evaluations.jsonl").split(separator: "\n").map { line in
            let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return try #require(record?[name] as? Double)
        }
    }

    @Test(.enabled(if: has("onnxruntime, numpy"), "Python's onnxruntime is not there"))
    func onnxruntimeTimesNetworks() throws {
        let search = try complete(
            "latency", "python3, \(path("onnxruntime_latency.py"))", ", repeats: 2, warm_up: 1")
        let latencies = try values(search, "latency_ms")
        #expect(!latencies.isEmpty && latencies.allSatisfy { $0 > 0 && $0 < 60_000 })
    }

    @Test(.enabled(if: has("numpy"), "Python's NumPy is not there"))
    func aTrainingScriptTrains() throws {
        let search = try complete("accuracy", "python3, \(path("train.py")), --epochs, '3'", ", workers: 2")
        let accuracies = try values(search, "accuracy_percent")
        #expect(!accuracies.isEmpty && accuracies.allSatisfy { (0...100).contains($0) })
        // The same seed, the same accuracy: asked again, each cell has the value it had.
        let line =
            #"{"id":"a","repeat":1,"cell":"|nor_conv_3x3~0|+|none~0|skip_connect~1|+|skip_connect~0|none~1|nor_conv_3x3~2|"}"#
        let twice = try run(
            "python3", path("train.py"), "--epochs", "3", in: search.workplace.url,
            input: line + "\n" + line + "\n")
        let answers = Set(twice.output.split(separator: "\n"))
        #expect(
            answers.count == 1 && twice.output.contains("accuracy_percent"), "\(twice.output)\(twice.errors)")
    }

    /// An `ssh` of the test's own runs the program on this machine, and the connection drops at every third line.
    @Test func aBoardIsReachedThoughTheConnectionDrops() throws {
        let workplace = try Workplace()
        try workplace.write(
            #"""
            #!/bin/sh
            echo "$@" >> connections
            while [ "${1#-}" != "$1" ]; do [ "$1" = -o ] && shift; shift; done
            [ "$1" = pi@board ] || exit 255
            shift
            n=0
            while IFS= read -r line; do
                n=$((n + 1)); [ $n -le 2 ] || exit 255
                echo "$line"
            done | "$@"
            """#, to: "bin/ssh")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: workplace.path("bin/ssh"))
        try workplace.write(Self.worker, to: "measure.py")
        let lines = (1...7).map {
            #"{"id":"c\#($0)","cell":"\#(String(repeating: "conv_3x3 ", count: $0))"}"#
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let ending = try run(
            self.path("board-over-ssh.sh"), "pi@board", "python3", "measure.py", in: workplace.url,
            environment: ["PATH": "\(workplace.path("bin")):\(path)", "PAUSE": "0"],
            input: lines.joined(separator: "\n") + "\n")
        #expect(ending.code == 0, "\(ending.errors)")
        let answers = ending.output.split(separator: "\n")
        #expect(answers.count == 7, "\(ending.output)")
        for (number, answer) in zip(1..., answers) {
            #expect(answer == #"{"id": "c\#(number)", "latency_ms": \#(number + 1)}"#)
        }
        #expect(try workplace.read("connections").split(separator: "\n").count == 4)
        // A board that is not there is given up, with a word.
        let gone = try run(
            self.path("board-over-ssh.sh"), "pi@nowhere", "true", in: workplace.url,
            environment: ["PATH": "\(workplace.path("bin")):\(path)", "PAUSE": "0", "TRIES": "2"],
            input: lines[0] + "\n")
        #expect(gone.code == 75 && gone.errors.contains("no connection after 3 tries"), "\(gone.errors)")
    }

    /// The worker in the README.
    private static var worker: String {
        let text = (try? String(contentsOf: Package.root.appending(path: "README.md"), encoding: .utf8)) ?? ""
        let block = text.split(separator: "```python\n").dropFirst().first ?? ""
        return String(block.prefix(upTo: block.range(of: "```")?.lowerBound ?? block.endIndex))
    }

    @Test func theWorkerInTheReadmeWorks() throws {
        #expect(Self.worker.contains("for line in sys.stdin"))
        let search = try Search(generations: 1)
        try search.workplace.write(Self.worker, to: "measure.py")
        try search.complete(
            "run", "--set",
            "evaluate.latency={source: command, command: [python3, measure.py]}")
        #expect(try !values(search, "latency_ms").isEmpty)
    }
}
