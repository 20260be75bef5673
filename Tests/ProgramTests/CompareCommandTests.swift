import Foundation
import ModelServer
import Records
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A study is its searches, each a run like any other, and what is made of them.
@Suite struct CompareCommandTests {
    /// Two methods, two seeds, read at two budgets, on made-up tables: four searches of one generation.
    private func study(_ more: String = "", methods: String? = nil) throws -> Search {
        let search = try Search(generations: 1)
        let methods =
            methods
                ?? """
                  - {name: pea, description: "by niches", set: [prompt.proposer=pea]}
                  - {name: random, set: [prompt.proposer=random, partition.scheme=none, seed.per_niche=24, prompt.children=12]}
                """
        try search.workplace.write(
            """
            name: few
            pipeline: pipeline.yaml
            datasets: [cifar10]
            devices: [fpga]
            random_seeds: 2
            budgets: [24, 36]
            methods:
            \(methods)
            \(more)

            """, to: "study.yaml")
        return search
    }

    private func results(_ search: Search, _ path: String = "few/results.jsonl") throws -> [ResultRecord] {
        try JSONLines.read(
            ResultRecord.self, from: Array(try search.workplace.read(path).utf8), file: path)
    }

    @Test func eachSearchIsARunAndAllOfThemAreCompared() throws {
        let search = try study()
        let ending = try search.pelnas("compare", "study.yaml", "--into", "few")
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(ending.errors.hasPrefix("4 searches to make"))
        let results = try results(search)
        #expect(results.count == 8)
        #expect(results.map(\.budget).prefix(2) == [24, 36], "a search's budgets, in order")
        #expect(Set(results.map(\.evaluations)) == [24, 36])
        #expect(results.allSatisfy { ($0.hypervolumeSpace ?? 0) > 0 && $0.modelCalls == 0 })
        #expect(results.allSatisfy { ($0.seconds ?? 0) > 0 && $0.fitSeconds == nil })

        // The same search by hand gives the same numbers.
        try search.complete(
            "by-hand", "--set", "prompt.proposer=pea", "--set", "random_seed=2")
        let scores = try JSONLines.read(
            ScoreRecord.self, from: Array(try search.workplace.read("by-hand/scores.jsonl").utf8), file: "s")
        let byHand = try #require(scores.first { $0.isFinal && $0.normalisation == "space" })
        let compared = try #require(
            results.first {
                $0.method == "pea" && $0.randomSeed == 2 && $0.budget == 36
            })
        #expect(compared.hypervolumeSpace == byHand.hypervolume)
        #expect(compared.igdSpace == byHand.igd)
        let directory = "few/searches/pea/cifar10-fpga-2"
        #expect(try search.results(directory)["front.jsonl"] == search.results("by-hand")["front.jsonl"])
        #expect(try search.pelnas("verify", "--run-dir", directory).code == 0)
        #expect(!search.workplace.exists("few/trouble"), "nothing went wrong")
    }

    @Test func whatIsThereIsNotDoneAgainAndWhatChangedIs() throws {
        let search = try study()
        #expect(try search.pelnas("compare", "study.yaml", "--into", "few").code == 0)
        let before = try results(search)
        let again = try search.pelnas("compare", "study.yaml", "--into", "few")
        #expect(again.errors.hasPrefix("0 searches to make; 4 are there already"), "\(again.errors)")
        #expect(try results(search) == before)

        try search.workplace.remove("few/searches/random/cifar10-fpga-1/front.jsonl")
        let mended = try search.pelnas("compare", "study.yaml", "--into", "few")
        #expect(mended.errors.hasPrefix("1 searches to make; 3 are there already"), "\(mended.errors)")
        let other = try search.pelnas(
            "compare", "study.yaml", "--into", "few", "--set", "prompt.crossover_probability=0.25",
            "--dry-run")
        #expect(other.code == 0)
        #expect(other.output.split(separator: "\n").count == 4, "a setting concerns every search")
        #expect(
            other.output.contains(
                "pelnas run pipeline.yaml --set prompt.crossover_probability=0.25 --set prompt.proposer=pea "
                    + "--set target.dataset=cifar10 --set target.device=fpga --set random_seed=1 --run-dir "
                    + "few/searches/pea/cifar10-fpga-1\n"), "\(other.output)")
    }

    @Test func killedAnywhereItGoesOnToTheSameResults() throws {
        let search = try study()
        #expect(try search.pelnas("compare", "study.yaml", "--into", "undisturbed", "--quiet").code == 0)
        func steady(_ directory: String) throws -> [ResultRecord] {
            try results(search, "\(directory)/results.jsonl").map { result in
                var result = result
                result.seconds = nil
                return result
            }
        }
        let expected = try steady("undisturbed")
        var killed = 0
        for attempt in 0..<3 {
            let milliseconds = Int.random(in: 50...800)
            let victim = try RunningCommand(
                ["pelnas", "compare", "study.yaml", "--into", "killed\(attempt)", "--quiet", "--jobs", "2"],
                in: search.workplace.url)
            usleep(UInt32(milliseconds) * 1000)
            // The study alone: its searches live on for a moment, as they do after an out-of-memory kill.
            kill(victim.identifier, SIGKILL)
            if try victim.wait().code == 128 + SIGKILL { killed += 1 }
            var ending = try search.pelnas("compare", "study.yaml", "--into", "killed\(attempt)", "--quiet")
            for _ in 0..<200 where ending.code == 75 {
                usleep(100_000)
                ending = try search.pelnas("compare", "study.yaml", "--into", "killed\(attempt)", "--quiet")
            }
            #expect(ending.code == 0, "\(ending.errors)")
            #expect(try steady("killed\(attempt)") == expected, "killed after \(milliseconds) ms")
        }
        #expect(killed > 0, "every study ended before it could be killed")
    }

    @Test func aSignalStopsItsSearchesToo() throws {
        let search = try study(
            methods: """
                  - {name: slow, set: ['chain=[partition, {program: {name: wait, command: [sh, -c, "sleep 60"], writes: [never.txt]}}, seed, evaluate, archive, aggregate, score]']}
                """)
        let running = try RunningCommand(
            ["pelnas", "compare", "study.yaml", "--into", "few", "--jobs", "2"], in: search.workplace.url)
        try search.workplace.wait(for: "few/searches/slow/cifar10-fpga-2/niches.jsonl")
        kill(running.identifier, SIGTERM)
        let ending = try running.wait()
        #expect(ending.code == 143, "\(ending.errors)")
        // Whoever holds a search's directory holds its lock.
        let after = try search.pelnas("compare", "study.yaml", "--into", "few", "--dry-run")
        #expect(after.output.split(separator: "\n").count == 2)
        let run = try search.pelnas("status", "--run-dir", "few/searches/slow/cifar10-fpga-1")
        #expect(run.code == 0)
    }

    @Test func aSearchThatFailsIsNamedAndTheOthersAreKept() throws {
        let search = try study(
            methods: """
                  - {name: pea, set: [prompt.proposer=pea]}
                  - {name: broken, set: ['chain=[partition, {program: {name: x, command: [sh, -c, "echo no such board >&2; exit 69"], writes: [x.txt]}}, seed, evaluate, archive, aggregate, score]']}
                """)
        let ending = try search.pelnas("compare", "study.yaml", "--into", "few", "--keep-going")
        #expect(ending.code == 69)
        #expect(
            ending.errors.contains("searches/broken/cifar10-fpga-1 ended with exit code 69"),
            "\(ending.errors)")
        #expect(try results(search).count == 4)
        #expect(
            try search.workplace.read("few/trouble/searches.broken.cifar10-fpga-1").contains("no such board"))
        let stopped = try search.pelnas(
            "compare", "study.yaml", "--into", "other", "--jobs", "1", "--method", "broken")
        #expect(stopped.code == 69)
        #expect(stopped.errors.split(separator: "\n").filter { $0.contains("exit code") }.count == 1)
    }

    @Test func searchesWithTheSameFitShareIt() throws {
        let search = try study(
            "set: [evaluate.accuracy.source=predictor, evaluate.accuracy.training_cells=200, "
                + "evaluate.accuracy.rounds=20, 'chain=[partition, fit, seed, evaluate, archive, "
                + "{repeat: {generations: 1, stages: [prompt, evaluate, archive]}}, aggregate, score]']",
            methods: """
                  - {name: pea, set: [prompt.proposer=pea]}
                  - {name: random-partitioned, set: [prompt.proposer=random-partitioned]}
                """)
        let ending = try search.pelnas("compare", "study.yaml", "--into", "few")
        #expect(ending.code == 0, "\(ending.errors)")
        // A fit depends on data set, seed and niches: here on the seed alone.
        #expect(ending.errors.hasPrefix("4 searches to make, which share 2 fits"), "\(ending.errors)")
        let shared = try search.journalLines("few/searches/pea/cifar10-fpga-1").filter {
            $0.contains(#""stage":"fit""#)
        }
        #expect(shared.count == 1 && shared[0].contains("its files are those of few/fits/"))
        #expect(try search.pelnas("verify", "--run-dir", "few/searches/pea/cifar10-fpga-1").code == 0)
        let results = try results(search)
        #expect(results.allSatisfy { ($0.fitSeconds ?? 0) > 0 && $0.heldOutSpearman != nil })

        // By itself the search comes to the same.
        let command = try search.pelnas("compare", "study.yaml", "--into", "alone", "--dry-run").output
            .split(separator: "\n").first.map(String.init)
        let alone = try run("sh", "-c", try #require(command) + " --quiet", in: search.workplace.url)
        #expect(alone.code == 0, "\(alone.errors)")
        let directory = "searches/pea/cifar10-fpga-1"
        let (own, given) = (try search.results("alone/\(directory)"), try search.results("few/\(directory)"))
        #expect(own == given)
    }

    @Test func methodsThatCostOrNeedTablesAreLeftOutWithAWord() throws {
        let search = try study(
            methods: """
                  - {name: pea, set: [prompt.proposer=pea]}
                  - {name: gpt, set: [prompt.proposer=co-evolution]}
                  - {name: replayed, set: [prompt.proposer=no-knowledge, prompt.model.transport=replay, "prompt.model.recording=rec/{dataset}-{device}-{random_seed}-{method}"]}
                """)
        let ending = try search.pelnas("compare", "study.yaml", "--into", "few")
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(Set(try results(search).map(\.method)) == ["pea"])
        #expect(ending.output.contains("asks a model; --with-model runs it"), "\(ending.output)")
        #expect(ending.output.contains("there is no recording at"), "\(ending.output)")
        #expect(ending.output.contains("rec/cifar10-fpga-1-replayed"), "\(ending.output)")
    }

    @Test(arguments: [
        (["nowhere.yaml"], 66, "nowhere.yaml"),
        (["study.yaml", "--method", "pae"], 64, "--method pae: the study has pea, random"),
        (["study.yaml", "--jobs", "0"], 64, "--jobs 0: expected 1 to 256"),
        (["study.yaml", "--set", "prompt.childern=3"], 78, "did you mean 'children'?"),
        (["study.yaml", "--set", "target.device=pixel3"], 64, "the study itself says target.device"),
        (["study.yaml", "--results", "nothing.jsonl"], 66, "nothing.jsonl"),
    ])
    func whatIsWrongIsSaidBeforeAnythingRuns(arguments: [String], code: Int32, words: String) throws {
        let search = try study()
        let ending = try RunningCommand(
            ["pelnas", "compare"] + arguments + ["--into", "few"], in: search.workplace.url
        ).wait()
        #expect(ending.code == code, "\(ending.errors)")
        #expect(ending.errors.contains(words), "\(ending.errors)")
        #expect(!search.workplace.exists("few/searches"))
    }

    @Test func callsAndTokensStandBesideWhereAModelIsAsked() async throws {
        let search = try study(
            methods: """
                  - {name: pea, set: [prompt.proposer=pea]}
                  - {name: asked, set: [prompt.proposer=plain-prompt, "prompt.model.prices={gpt-4.1: {prompt: 2, completion: 8}}"]}
                """)
        let model = ScriptedModel()
        let server = try await ModelServer.start { model.reply(to: $0) }
        let environment = ["OPENAI_BASE_URL": server.baseURL, "OPENAI_API_KEY": ""]
        let ending = try await RunningCommand(
            ["pelnas", "compare", "study.yaml", "--into", "few", "--with-model"], in: search.workplace.url,
            environment: environment
        ).ended()
        #expect(ending.code == 0, "\(ending.errors)")
        let asked = try results(search).filter { $0.method == "asked" }
        #expect(asked.count == 4)
        #expect(asked.map(\.modelCalls) == [0, 1, 0, 1], "none for the seeds, one for a generation")
        #expect(asked.allSatisfy { $0.model == "gpt-4.1" })
        #expect((asked[1].modelTokens ?? 0) > 0 && (asked[1].modelCostDollars ?? 0) > 0)
        // What was answered is there: without leave to ask, nothing is asked and nothing is lost.
        await server.stop()
        let again = try search.pelnas("compare", "study.yaml", "--into", "few")
        #expect(again.errors.hasPrefix("0 searches to make; 4 are there already"), "\(again.errors)")
        #expect(try results(search).filter { $0.method == "asked" } == asked)
    }

    @Test func aBaselineWithoutResultsLeavesItsPlaceToTheNext() throws {
        let search = try study("baseline: random")
        let ending = try search.pelnas("compare", "study.yaml", "--into", "few", "--method", "pea")
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(ending.errors.contains("The baseline random has no results; pea stands in for it."))
        #expect(ending.output.contains("random was left out: not asked for"), "\(ending.output)")
    }

    @Test func whatWaitsForAnswersKeepsNoOtherSearchWaiting() throws {
        let search = try study(
            methods: """
                  - {name: by-hand, set: [prompt.proposer=co-evolution, prompt.model.transport=files]}
                  - {name: pea, set: [prompt.proposer=pea]}
                """)
        let ending = try search.pelnas("compare", "study.yaml", "--into", "few", "--jobs", "1")
        #expect(ending.code == 75)
        #expect(ending.errors.contains("2 searches wait for answers; run again to go on"), "\(ending.errors)")
        #expect(Set(try results(search).map(\.method)) == ["pea"])
    }

    /// A variable that cron does not set must not cost what was measured.
    @Test func resultsByTablesAreNotReplacedByPredictions() throws {
        let search = try study()
        #expect(try search.pelnas("compare", "study.yaml", "--into", "few", "--quiet").code == 0)
        let before = try search.results("few")
        let ending = try search.pelnas(
            "compare", "study.yaml", "--into", "few", "--set", "data.tables=", "--set",
            "evaluate.accuracy.source=surrogate", "--set",
            "chain=[partition, fit, seed, evaluate, archive, aggregate, score]")
        #expect(ending.code == 66)
        #expect(ending.errors.contains("holds results by benchmark tables"), "\(ending.errors)")
        #expect(try search.results("few") == before)
    }

    @Test func tablesAndFiguresCanBeMadeOfResultsAlone() throws {
        let search = try study()
        #expect(try search.pelnas("compare", "study.yaml", "--into", "few", "--quiet").code == 0)
        let made = try search.pelnas(
            "compare", "study.yaml", "--results", "few/results.jsonl", "--into", "again", "--quiet")
        #expect(made.code == 0, "\(made.errors)")
        for name in ["results.md", "results.csv", "results.tex", "index.html"] {
            #expect(
                try search.workplace.read("again/\(name)") == search.workplace.read("few/\(name)"), "\(name)")
        }
        let text = try search.workplace.read("study.yaml").replacing("name: few", with: "name: other")
        try search.workplace.write(text, to: "other.yaml")
        let other = try search.pelnas("compare", "other.yaml", "--results", "few/results.jsonl")
        #expect(other.code == 65)
        #expect(
            other.errors == "pelnas: the results are of the study 'few', not of 'other'\n", "\(other.errors)")
    }
}
