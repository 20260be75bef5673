import Foundation
import ModelServer
import Records
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A run through the Batch API: it leaves with 75 and is started again until it is done.
@Suite struct ModelBatchTests {
    @Test func everyBatchIsMadeOnceAndTheRunIsTheSameAsLive() async throws {
        let search = try ModelSearch()
        try await withServer { try await search.complete("live", $0) }
        let service = BatchService(script(["in_progress", "in_progress", "completed"]))
        let server = try await ModelServer.start(batches: service)
        var codes: [Int32] = []
        repeat {
            let ending = try await search.run("run", server, "--set", "prompt.model.transport=batch")
            codes.append(ending.code)
            if ending.code == 75 { #expect(ending.errors.contains("wait for a batch"), "\(ending.errors)") }
        } while codes.last == 75 && codes.count < 20
        await server.stop()
        // Four batches: rules and children of both generations. Each is found unfinished twice.
        #expect(codes == Array(repeating: 75, count: 8) + [0])
        #expect(service.batches.count == 4)
        #expect(sizes(service) == [6, 6, 6, 6])
        #expect(!server.requests.contains { $0.path.hasSuffix("/chat/completions") })
        for name in ["candidates", "evaluations", "archive", "knowledge", "calls"] {
            let live = try search.everyLine("\(name).jsonl", generations: 2, "live").map(\.text)
            #expect(try search.everyLine("\(name).jsonl", generations: 2).map(\.text) == live, "\(name)")
        }
        let left = try search.workplace.files(below: "run").keys.filter { $0.contains("batch") }
        #expect(left.isEmpty)
    }

    @Test func whatAnExpiredBatchDidNotAnswerIsSubmittedAgain() async throws {
        let search = try ModelSearch(generations: 1, model: "transport: batch")
        let late: Set = ["g01-S1-knowledge-a0", "g01-S3-knowledge-a0", "g01-S4-knowledge-a0"]
        let isExpiring = Switch(true)
        let model = ScriptedModel()
        var script = script(["expired"])
        script.line = { id, body in
            isExpiring.isOn && late.contains(id)
                ? .unanswered("batch_expired") : .output(model.reply(to: body))
        }
        let service = BatchService(script)
        let server = try await ModelServer.start(batches: service)
        let first = try await search.run("run", server)
        #expect(first.code == 75)
        #expect(
            first.errors.contains("the batch ended with 3 of 6 questions not answered"), "\(first.errors)")
        isExpiring.turnOff()
        try await search.complete("run", server)
        await server.stop()
        #expect(sizes(service) == [3, 6, 6])
        #expect(try search.lines("generation-01/candidates.jsonl").count == 12)
    }

    @Test func aRunThatIsKilledWhileItWaitsMakesNoSecondBatch() async throws {
        let search = try ModelSearch(generations: 1, model: "transport: batch, batch_wait_seconds: 500")
        let service = BatchService(script(["in_progress", "in_progress", "in_progress", "completed"]))
        let server = try await ModelServer.start(batches: service)
        let victim = try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", "run", "--quiet"],
            in: search.workplace.url, environment: search.environment(server))
        let state = "run/generation-01/model.batch.json"
        let workplace = search.workplace
        try await aside {
            while true {
                if workplace.exists(state), try workplace.read(state).contains("in_progress") { break }
                usleep(5_000)
            }
        }
        victim.killGroup()
        _ = try await victim.ended()
        #expect(search.workplace.exists(state))
        #expect(service.batches.count == 1)
        var code: Int32 = 75
        while code == 75, service.batches.reduce(0, { $0 + $1.looks }) < 20 {
            code = try await search.run("run", server, "--set", "prompt.model.batch_wait_seconds=0").code
        }
        await server.stop()
        #expect(code == 0)
        #expect(service.batches.count == 2)
    }

    /// Requests of every uploaded file.
    private func sizes(_ service: BatchService) -> [Int] {
        service.files.values.map { $0.count { $0 == UInt8(ascii: "\n") } }.sorted()
    }

    private func script(_ statuses: [String]) -> BatchService.Script {
        let model = ScriptedModel()
        var script = BatchService.Script()
        script.statuses = statuses
        script.line = { _, body in .output(model.reply(to: body)) }
        return script
    }
}
