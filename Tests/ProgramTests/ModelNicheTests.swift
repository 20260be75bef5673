import Foundation
import ModelServer
import Records
import Testing

/// One niche by hand, and a look at what is proposed without asking.
@Suite struct ModelNicheTests {
    private func prompt(
        _ search: ModelSearch, _ server: ModelServer?, _ more: String...
    ) async throws -> Ending {
        try await search.program(["prompt", "--run-dir", "run", "--generation", "2"] + more, server)
    }

    @Test func aNicheRedoneByHandLeavesTheOthersAloneAndAsksNothing() async throws {
        let search = try ModelSearch()
        try await withServer { server in
            try await search.complete("run", server)
            let before = try search.results()
            let ending = try await prompt(search, server, "--niche", "S2")
            #expect(ending.code == 0, "\(ending.errors)")
            #expect(server.requests.count == 24)
            let after = try search.results()
            for name in before.keys.sorted() {
                #expect(sorted(after[name]) == sorted(before[name]), "\(name)")
            }
        }
    }

    @Test func outputShowsTheCandidatesWithoutAskingOrWriting() async throws {
        let search = try ModelSearch()
        try await withServer { server in
            try await search.complete("run", server)
            let before = try search.workplace.files(below: "run")
            let ending = try await prompt(search, server, "--output", "-")
            #expect(ending.code == 0, "\(ending.errors)")
            #expect(try ending.output == search.workplace.read("run/generation-02/candidates.jsonl"))
            #expect(server.requests.count == 24)
            #expect(try search.workplace.files(below: "run") == before)
        }
    }

    @Test func outputWhereAnswersAreMissingAsksToTryAgain() async throws {
        let search = try ModelSearch()
        try await withServer { server in
            try await search.complete("run", server, "--until", "archive@1")
            let before = try search.workplace.files(below: "run")
            let ending = try await prompt(search, server, "--output", "-")
            #expect(ending.code == 75)
            #expect(ending.errors.contains("6 questions are not answered"), "\(ending.errors)")
            #expect(ending.output.isEmpty)
            #expect(server.requests.count == 12)
            #expect(try search.workplace.files(below: "run") == before)
        }
    }

    private func sorted(_ data: Data?) -> [Substring] {
        String(decoding: data ?? .init(), as: UTF8.self).split(separator: "\n").sorted()
    }
}
