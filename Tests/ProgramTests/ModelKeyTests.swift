import Foundation
import ModelServer
import Records
import Testing

/// The key is in the environment and in the requests' header, and nowhere else.
@Suite struct ModelKeyTests {
    private static let forms = [ModelSearch.key, Data(ModelSearch.key.utf8).base64EncodedString()]

    @Test func anEndpointThatEchoesTheKeyPutsItIntoNoFile() async throws {
        let search = try ModelSearch(generations: 1, model: "concurrency: 2, retries: 1")
        var good = ScriptedModel()
        good.remark = { _ in "the key is \(ModelSearch.key), or \(Self.forms[1])" }
        let model = good
        let server = try await ModelServer.start { request in
            let echo = request.headers["authorization"] ?? ""
            if request.question.contains("Niche S1."), request.body.text.contains("children") {
                return .error(400, "you sent \(echo) and \(Self.forms[1])", code: "policy")
            }
            var reply = model.reply(to: request)
            reply.headers["x-request-id"] = echo
            reply.delay = 0.05
            // Once per question: retried, the error is told on the way.
            return request.repetition == 0 && request.question.contains("Niche S2.")
                ? .error(500, "you sent \(echo)", headers: ["x-request-id": echo, "retry-after-ms": "5"])
                : reply
        }
        let running = try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", "run"], in: search.workplace.url,
            environment: search.environment(server))
        let ending = Task { try await running.ended() }
        let isOver = Switch(false)
        let watch = Task { try await watchCommandLines(until: isOver) }
        let told = try await ending.value
        isOver.turnOn()
        #expect(try await watch.value > 0)
        await server.stop()
        #expect(told.code == 0, "\(told.errors)")

        let recorded = try await search.pelnas(
            "record", "--run-dir", "run", "--into", "recording", server: server)
        let shown = try await search.pelnas("explain", "--run-dir", "run", "--prompt", "g01-S3-children-a0")
        #expect(recorded.code == 0 && shown.code == 0, "\(recorded.errors)\(shown.errors)")
        #expect(shown.output.contains("the key is"))
        for text in [told, recorded, shown].flatMap({ [$0.output, $0.errors] }) {
            #expect(!Self.forms.contains { text.contains($0) }, "\(text)")
        }
        for (name, data) in try search.workplace.files(below: "") {
            for form in Self.forms { #expect(data.range(of: Data(form.utf8)) == nil, "\(name)") }
        }
    }

    @Test(arguments: [
        "api_key: sk-0123456789abcdef0123456789", "key_variable: sk-0123456789abcdef0123456789",
    ])
    func aKeyInAPipelineFileIsRefusedWithoutBeingShown(_ member: String) async throws {
        let search = try ModelSearch(model: member)
        for command in [["run", "pipeline.yaml", "--run-dir", "run"], ["plan", "pipeline.yaml"]] {
            let ending = try await search.program(["pelnas"] + command)
            #expect(ending.code == 78, "\(ending.errors)")
            #expect(ending.errors.contains("pipeline.yaml:"), "\(ending.errors)")
            #expect(ending.errors.contains("key"), "\(ending.errors)")
            #expect(!(ending.errors + ending.output).contains("sk-0123456789abcdef"), "\(ending.errors)")
        }
    }

    @Test func aKeyGivenBySetIsRefusedWithoutBeingShownOrKept() async throws {
        let search = try ModelSearch()
        let ending = try await search.run(
            "run", nil, "--set", "prompt.model.api_key=sk-0123456789abcdef0123456789")
        #expect(ending.code == 78, "\(ending.errors)")
        #expect(!(ending.errors + ending.output).contains("sk-0123456789abcdef"), "\(ending.errors)")
        for (name, data) in try search.workplace.files(below: "") {
            #expect(data.range(of: Data("sk-0123456789abcdef".utf8)) == nil, "\(name)")
        }
    }

    /// Looks at the command lines of all processes of the machine; how many of ours were seen asking.
    private func watchCommandLines(until isOver: Switch) async throws -> Int {
        var seen = 0
        while !isOver.isOn {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
                guard Int(name) != nil,
                    let data = FileManager.default.contents(atPath: "/proc/\(name)/cmdline")
                else { continue }
                for form in Self.forms { #expect(data.range(of: Data(form.utf8)) == nil) }
                if data.range(of: Data("--key-variable".utf8)) != nil { seen += 1 }
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return seen
    }
}
