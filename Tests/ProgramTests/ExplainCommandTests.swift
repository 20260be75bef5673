import Foundation
import Records
import Testing

/// `pelnas explain`: where a cell came from and what became of it, of a run at work too.
@Suite struct ExplainCommandTests {
    private func names(_ search: Search, _ path: String) throws -> [String] {
        try search.workplace.read("run/\(path)").split(separator: "\n").compactMap {
            try JSONParser.parse(Array($0.utf8))["id"]?.string
        }
    }

    private func fate(_ search: Search, _ name: String) throws -> String {
        let ending = try search.pelnas("explain", "--run-dir", "run", name)
        try #require(ending.code == 0, "\(ending.errors)")
        return ending.output
    }

    @Test func aCellLeavesNoArchiveThatIsNotThereYet() throws {
        let search = try Search()
        try search.complete("run", "--until", "evaluate@1")
        let seeds = try names(search, "generation-00/archive.jsonl")
        for name in seeds {
            let text = try fate(search, name)
            #expect(text.contains("in generation 0 and is there in generation 0, the last so far\n"))
            #expect(!text.contains("left it") && !text.contains("on the front"))
        }
        let child = try #require(try names(search, "generation-01/candidates.jsonl").first)
        #expect(try fate(search, child).contains("  generation 1 has no archive yet\n"))

        try search.complete()
        let last = Set(try names(search, "generation-02/archive.jsonl"))
        #expect(!last.isEmpty)
        for name in seeds {
            let text = try fate(search, name)
            #expect(text.contains(last.contains(name) ? " and stayed; " : ", left it in generation "))
            #expect(text.contains("on the front\n"))
        }
    }

    @Test func archivesOfAnOlderSearchAreNotThisOnes() throws {
        let search = try Search()
        try search.complete()
        try search.complete("run", "--set", "prompt.children=3", "--until", "archive@1")
        for name in try names(search, "generation-01/archive.jsonl") {
            let text = try fate(search, name)
            #expect(text.contains("is there in generation 1, the last so far\n"), "\(text)")
        }
        // Nothing is current: what is there is told, and that it is not.
        let settings = try search.workplace.read("run/settings.json")
        try search.workplace.write(
            settings.replacing("\"random_seed\":7", with: "\"random_seed\":8"), to: "run/settings.json")
        let name = try #require(try names(search, "generation-02/archive.jsonl").first)
        let text = try fate(search, name)
        #expect(text.contains("entered its niche's archive in generation "))
        #expect(text.contains("by files that are not current: pelnas status says why\n"))
    }
}
