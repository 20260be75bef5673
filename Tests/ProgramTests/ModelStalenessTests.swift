import Foundation
import ModelServer
import Records
import Testing

/// What makes a run ask again, and what does not.
@Suite struct ModelStalenessTests {
    /// A template with a misspelt name would be passed over, and a night paid for with other prompts.
    @Test(arguments: [
        ("childern.mustache", "x", "did you mean children.mustache?"), ("children.mustache", "", "is empty"),
        ("children.mustache", "{{#a}}", "children.mustache"),
    ])
    func aTemplateThatCannotBeMeantIsRefused(_ name: String, _ text: String, _ words: String) async throws {
        let search = try ModelSearch(generations: 1)
        try search.workplace.write(text, to: "mine/\(name)")
        try await withServer { server in
            let ending = try await search.run("run", server, "--set", "prompt.templates=mine")
            #expect(ending.code == 78, "\(ending.errors)")
            #expect(ending.errors.contains(words), "\(ending.errors)")
            #expect(server.requests.isEmpty)
        }
    }

    @Test func howTheModelIsReachedMayChangeAndWhatItIsAskedMayNot() async throws {
        let search = try ModelSearch(generations: 1)
        try await withServer { server in
            try await search.complete("run", server)
            let before = try search.results()["generation-01/candidates.jsonl"]
            let journal = try search.workplace.read("run/journal.jsonl")
            for setting in [
                "concurrency=9", "transport=batch", "budget.max_calls=12", "retries=7", "time_out_seconds=5",
                "base_url=http://127.0.0.1:9/v1", "key_variable=OTHER", "batch_wait_seconds=9",
                "prices={test-model: {prompt: 1, completion: 2}}",
            ] {
                try await search.complete("run", server, "--set", "prompt.model.\(setting)")
                #expect(try promptEndings(search) == promptEndings(journal), "\(setting)")
            }
            #expect(server.requests.count == 12)
            #expect(try search.results()["generation-01/candidates.jsonl"] == before)

            for (number, setting) in ["temperature=0.5", "name=other", "extra={top_p: 0.5}"].enumerated() {
                try await search.complete("run", server, "--set", "prompt.model.\(setting)")
                #expect(server.requests.count == 12 * (number + 2), "\(setting)")
            }
        }
    }

    @Test func lostFilesComeBackWithoutAQuestion() async throws {
        let search = try ModelSearch(generations: 1)
        try await withServer { server in
            try await search.complete("run", server)
            let before = try search.results()
            for name in [
                "children.requests.jsonl", "candidates.jsonl", "knowledge.requests.jsonl", "calls.jsonl",
                "knowledge.jsonl", "rejected.jsonl",
            ] {
                try search.workplace.remove("run/generation-01/\(name)")
                try await search.complete("run", server)
                #expect(try search.results() == before, "\(name)")
                #expect(server.requests.count == 12, "\(name)")
            }
            try await search.complete("run", server, "--from", "prompt@1", "--until", "archive@1")
            #expect(try search.results() == before)
            #expect(server.requests.count == 12)
            // Only an answer that is lost is asked for again.
            try search.workplace.remove("run/generation-01/children.responses.jsonl")
            try await search.complete("run", server)
            #expect(server.requests.count == 18)
            #expect(try search.results() == before)
        }
    }

    @Test func anEditedTemplateAsksAnewAndABrokenOneIsNamed() async throws {
        let search = try ModelSearch(generations: 1, prompt: "children: 2\ntemplates: mine")
        let built = Package.root.appending(path: "stages/prompt/templates/target.mustache")
        let target = try String(contentsOf: built, encoding: .utf8)
        try search.workplace.write(target, to: "mine/target.mustache")
        try await withServer { server in
            try await search.complete("run", server)
            #expect(server.requests.count == 12)
            try await search.complete("run", server)
            #expect(server.requests.count == 12)

            try search.workplace.write(target + "- Take your time.\n", to: "mine/target.mustache")
            try await search.complete("run", server)
            #expect(server.requests.count == 24)
            #expect(server.requests[12...].allSatisfy { $0.question.contains("- Take your time.") })

            try search.workplace.write("{{#open}} never closed", to: "mine/target.mustache")
            let broken = try await search.run("run", server)
            #expect(broken.code == 78, "\(broken.errors)")
            #expect(broken.errors.contains("target.mustache"), "\(broken.errors)")
            #expect(server.requests.count == 24)
        }
    }

    /// The lines of the journal in which `prompt` came to its end.
    private func promptEndings(_ search: ModelSearch) throws -> [Substring] {
        promptEndings(try search.workplace.read("run/journal.jsonl"))
    }

    private func promptEndings(_ journal: String) -> [Substring] {
        journal.split(separator: "\n").filter { $0.contains(#""stage":"prompt""#) }
    }
}
