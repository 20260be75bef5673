import Foundation
import Records
import Testing

/// `pelnas front`: a run's front for people and for programs.
@Suite struct FrontCommandTests {
    @Test func aFinishedRunShowsTrueAccuracyBesideWhatTheSearchSees() throws {
        let search = try Search()
        try search.complete()
        let ending = try search.pelnas("front", "--run-dir", "run")
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(ending.output.contains("from front-true.jsonl\n"))
        #expect(
            ending.output.contains(/latency +accuracy +true +FLOPs +params +in +niche +candidate +cell\n/))
        #expect(!ending.output.contains("predicted"), "an oracle predicts nothing")
        for line in try records(search, "front-true.jsonl") {
            let id = try #require(line["id"]?.string)
            let cell = try #require(line["cell"]?.string)
            #expect(ending.output.contains("  \(id)"))
            #expect(ending.output.contains(cell))
        }
        #expect(!ending.output.contains("\u{1B}"), "no terminal, no control characters")
    }

    @Test func asJSONTheRecordsStandAsInTheirFile() throws {
        let search = try Search()
        try search.complete()
        let lines = try search.workplace.read("run/front-true.jsonl").split(separator: "\n")
        let ending = try search.pelnas("front", "--run-dir", "run", "--json")
        #expect(ending.code == 0)
        #expect(Set(ending.output.split(separator: "\n")) == Set(lines))

        let best = try search.pelnas("front", "--run-dir", "run", "--json", "--sort", "accuracy")
        let accuracies = try parsed(best.output).compactMap { $0["accuracy_percent"]?.number }
        #expect(accuracies == accuracies.sorted(by: >))
        #expect(accuracies.count == lines.count)

        let niche = try #require(try parsed(ending.output).first?["niche"]?.string)
        let some = try search.pelnas("front", "--run-dir", "run", "--json", "--niche", niche, "--limit", "1")
        #expect(try parsed(some.output).compactMap { $0["niche"]?.string } == [niche])
    }

    @Test func beforeTheRunIsScoredTheFrontIsThatOfTheLastArchives() throws {
        let search = try Search()
        try search.complete("run", "--until", "archive@1")
        let ending = try search.pelnas("front", "--run-dir", "run")
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(ending.output.contains("from the archives of generation 1 of 2"))
        #expect(ending.output.contains("the search is not finished"))
        #expect(!ending.output.contains("true"))

        let first = try search.pelnas("front", "--run-dir", "run", "--json", "--generation", "0")
        let archive = Set(try search.workplace.read("run/generation-00/archive.jsonl").split(separator: "\n"))
        #expect(!first.output.isEmpty)
        #expect(Set(first.output.split(separator: "\n")).isSubset(of: archive))
    }

    @Test func whatIsNotCurrentSaysSo() throws {
        let search = try Search()
        try search.complete()
        // Another seed: all of the search would be done anew.
        let settings = try search.workplace.read("run/settings.json")
        let changed = settings.replacingOccurrences(of: "\"random_seed\":7", with: "\"random_seed\":8")
        try #require(changed != settings)
        try search.workplace.write(changed, to: "run/settings.json")
        let ending = try search.pelnas("front", "--run-dir", "run")
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(ending.output.contains("front-true.jsonl, which is not current: pelnas status says why"))
        let first = try search.pelnas("front", "--run-dir", "run", "--generation", "0")
        #expect(
            first.output.contains(
                "the archives of generation 0, their non-dominated cells, which is not current"))
    }

    @Test func aGenerationThatIsCurrentIsToldSoWhateverComesAfter() throws {
        let search = try Search()
        try search.complete()
        let settings = try search.workplace.read("run/settings.json")
        let changed = settings.replacing("\"children\":2", with: "\"children\":3")
        try #require(changed != settings)
        try search.workplace.write(changed, to: "run/settings.json")
        for (generation, isCurrent) in [(0, true), (1, false)] {
            let ending = try search.pelnas("front", "--run-dir", "run", "--generation", "\(generation)")
            #expect(ending.output.contains("generation \(generation), their non-dominated cells"))
            #expect(ending.output.contains("not current") != isCurrent)
        }
    }

    @Test func whatIsPredictedIsHeadedSoAndNothingIsHeadedTrueThatIsNot() throws {
        let search = try Search()
        let text = try search.workplace.read("pipeline.yaml")
        try search.workplace.write(
            text.replacing(/data: .*\n/, with: "").replacing("source: table", with: "source: surrogate"),
            to: "pipeline.yaml")
        let run = try search.pelnas(
            "run", "pipeline.yaml", "--run-dir", "run", "--quiet", environment: ["PELNAS_TABLES": ""])
        try #require(run.code == 0, "\(run.errors)")
        let ending = try search.pelnas(
            "front", "--run-dir", "run", "--plot", "--draw", environment: ["COLUMNS": "90"])
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(ending.output.contains("from front-true.jsonl\n"))
        #expect(
            ending.output.contains(/predicted +predicted +FLOPs +params +in +niche +candidate +cell\n +ms +%/)
        )
        #expect(!ending.output.replacing("front-true.jsonl", with: "").contains("true"))
        #expect(ending.output.contains(/: predicted \d+\.\d{3} ms, predicted \d+\.\d{2} %\n/))
        #expect(ending.output.contains("\naccuracy %, predicted"))
        #expect(ending.output.contains("\npredicted ms"))
    }

    @Test func theBestOfTheSpaceIsLeftOutWhereThePredictorIsAnOlderOne() throws {
        let search = try Search()
        try search.complete(
            "run", "--set", "evaluate.accuracy.source=predictor", "--set",
            "evaluate.accuracy.predictor=structure", "--set", "evaluate.accuracy.rounds=20")
        func plot() throws -> String {
            try search.pelnas("front", "--run-dir", "run", "--plot", environment: ["COLUMNS": "90"]).output
        }
        #expect(try plot().contains("best of the space, predicted\n"))
        let settings = try search.workplace.read("run/settings.json")
        let changed = settings.replacing("\"rounds\":20", with: "\"rounds\":21")
        try #require(changed != settings)
        try search.workplace.write(changed, to: "run/settings.json")
        let stale = try plot()
        #expect(stale.contains("accuracy %, predicted") && !stale.contains("best of the space"))
        // Nor is anything scaled by it, should a range of steps leave out the fit.
        let part = try search.pelnas("run", "--run-dir", "run", "--from", "archive@2", "--until", "archive@2")
        #expect(part.code == 0 && part.errors.hasPrefix("archive@2: "), "\(part.errors)")
        #expect(!part.errors.contains("HV so far"))
        let whole = try search.pelnas("run", "--run-dir", "run")
        #expect(whole.errors.contains(", HV so far (predicted) 0."), "\(whole.errors)")
    }

    @Test func drawingsAndPlotsComeWhereAskedFor() throws {
        let search = try Search()
        try search.complete()
        let ending = try search.pelnas(
            "front", "--run-dir", "run", "--draw", "--plot", "--limit", "1",
            environment: ["COLUMNS": "90", "LC_ALL": "C"])
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(ending.output.contains("\naccuracy %"))
        #expect(ending.output.contains("latency ms") && ending.output.contains(". best of the space\n"))
        #expect(ending.output.contains(/: \d+\.\d{3} ms, accuracy \d+\.\d{2} %, true \d+\.\d{2} %\n/))
        #expect(ending.output.contains("  in 0 "))
        #expect(ending.output.utf8.allSatisfy { $0 < 0x80 }, "the locale is no UTF-8 one")
    }

    @Test func whatCannotBeShownIsSaid() throws {
        let search = try Search()
        try search.complete("run", "--until", "seed")
        let early = try search.pelnas("front", "--run-dir", "run")
        #expect(early.code == 66)
        #expect(early.errors == "pelnas: run: there is no archive yet, and so no front\n")
        let beyond = try search.pelnas("front", "--run-dir", "run", "--generation", "3")
        #expect(beyond.code == 64)
        #expect(beyond.errors.contains("the chain has generations 0 to 2"))
        #expect(try search.pelnas("front", "--run-dir", "run", "--generation", "1").code == 66)
        #expect(try search.pelnas("front", "--run-dir", "run", "--limit", "0").code == 64)
        try search.complete()
        let niche = try search.pelnas("front", "--run-dir", "run", "--niche", "S9")
        #expect(niche.code == 64)
        #expect(niche.errors.contains("--niche S9: no cell of that niche is on the front"))
    }

    private func records(_ search: Search, _ name: String) throws -> [JSON] {
        try parsed(try search.workplace.read("run/\(name)"))
    }

    private func parsed(_ text: String) throws -> [JSON] {
        try text.split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
    }
}
