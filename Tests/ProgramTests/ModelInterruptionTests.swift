import Foundation
import ModelServer
import Records
import Spaces
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Stopped anywhere, a run that a model proposes goes on to the same end, and pays for no answer twice.
@Suite struct ModelInterruptionTests {
    @Test func killedAgainAndAgainItEndsInTheSameBytesAndAsksNothingTwice() async throws {
        let search = try ModelSearch(generations: 3, model: "concurrency: 2", isWhole: true)
        var model = ScriptedModel()
        model.delay = 0.02
        let seed = Int.random(in: 0..<1_000_000)
        var random = RandomStream(seed: seed, "kills")
        try await withServer(model) { server in
            try await search.complete("undisturbed", server)
            let undisturbed = server.requests.count
            #expect(undisturbed == 36)

            var answered: Set<String> = []
            for kill in 1...6 {
                let before = server.requests.count
                let code = try await killed(after: 150 + random.below(700), search, server)
                // No run is over so early.
                if kill <= 2 { #expect(code == 128 + SIGKILL, "seed \(seed)") }
                expectNoneOf(answered, in: server.requests[before...], "kill \(kill), seed \(seed)")
                answered.formUnion(try answeredBodies(search))
                if kill.isMultiple(of: 2) { try tearLastLines(search) }
            }
            let before = server.requests.count
            try await search.complete("run", server)
            expectNoneOf(answered, in: server.requests[before...], "the last run, seed \(seed)")
        }
        #expect(try search.results() == search.results("undisturbed"), "seed \(seed)")
        #expect(try wholeLines(search.workplace.read("run/ledger.jsonl")).count >= 36)
    }

    @Test func aTornLineOfAnyOfItsFilesIsSurvived() async throws {
        let search = try ModelSearch(generations: 1)
        // The third knowledge base of the generation is never answered the first time.
        var stubborn = ScriptedModel()
        stubborn.instead = { $0.name == "S2" ? .reply(.error(500)) : nil }
        try await withServer(stubborn) { server in
            let ending = try await search.run("run", server, "--set", "prompt.model.retries=0")
            #expect(ending.code == 75, "\(ending.errors)")
        }
        let answered = try answeredBodies(search)
        #expect(!answered.isEmpty)
        try tearLastLines(search)
        try await withServer { server in
            try await search.complete("run", server)
            #expect(server.requests.count == 12 - answered.count)
            expectNoneOf(answered, in: server.requests[...], "the tear")
            try await search.complete("whole", server)
        }
        #expect(try search.results() == search.results("whole"))
    }

    // MARK: Helpers

    /// Starts the run and kills its whole group; how it ended.
    private func killed(
        after milliseconds: Int, _ search: ModelSearch, _ server: ModelServer
    ) async throws -> Int32 {
        let victim = try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", "run", "--quiet"],
            in: search.workplace.url, environment: search.environment(server))
        try await aside { _ = usleep(UInt32(milliseconds) * 1000) }
        victim.killGroup()
        return try await victim.ended().code
    }

    /// The bodies of questions whose answers are on the disk.
    private func answeredBodies(_ search: ModelSearch) throws -> Set<String> {
        var bodies: Set<String> = []
        for (name, data) in try search.workplace.files(below: "run") where name.hasSuffix(".requests.jsonl") {
            let responses = name.replacing(".requests.", with: ".responses.")
            guard search.workplace.exists("run/\(responses)") else { continue }
            let ids = Set(try wholeLines(search.workplace.read("run/\(responses)")).map(id))
            for line in try wholeLines(String(decoding: data, as: UTF8.self))
            where ids.contains(id(line)) {
                bodies.insert((line["body"] ?? .null).text)
            }
        }
        return bodies
    }

    private func id(_ line: JSON) -> String { line["custom_id"]?.string ?? "" }

    private func wholeLines(_ text: String) throws -> [JSON] {
        guard let end = text.lastIndex(of: "\n") else { return [] }
        return try text[...end].split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
    }

    private func expectNoneOf(_ answered: Set<String>, in requests: ArraySlice<ModelRequest>, _ when: String)
    {
        let again = requests.filter { answered.contains($0.body.text) }
        #expect(again.isEmpty, "\(again.count) questions were asked again after \(when)")
    }

    /// Half a line behind each file that only grows, as a crash in the middle of a write leaves it.
    private func tearLastLines(_ search: ModelSearch) throws {
        for name in try search.workplace.files(below: "run").keys {
            let folder = name.split(separator: "/").first ?? ""
            let isOpen = !search.workplace.exists("run/\(folder)/candidates.jsonl")
            let grows = name.hasSuffix("requests.jsonl") || name.hasSuffix("responses.jsonl")
            guard name == "ledger.jsonl" || (grows && isOpen) else { continue }
            let text = try search.workplace.read("run/\(name)")
            try search.workplace.write(text + #"{"custom_id":"g01-S0-know"#, to: "run/\(name)")
        }
    }
}
