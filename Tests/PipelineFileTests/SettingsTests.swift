import PipelineFile
import Testing

struct SettingsTests {
    @Test func everySettingIsRead() throws {
        let text =
            example
            .with("proposer: pea", "proposer: random-partitioned").with("children: 5", "children: 1000")
            .with("parents: 6", "parents: 1").with("probability: 0.5", "probability: 1")
            .with("novelty: text", "novelty: function").with("per_niche: 10", "per_niche: 3")
            .with("source: predictor", "source: table")
            .with("predictor: zero-cost+structure", "predictor: structure")
            .with("cells: 1000", "cells: 0x10").with("rounds: 500", "rounds: 1").with("depth: 6", "depth: 16")
            .with("rate: 0.3", "rate: 1e-2").with("degenerate: false", "degenerate: true")
            .with("conv3x3-count", "none")
        let target = PipelineSettings.Target(dataset: .cifar10, device: .raspi4, latencyLimitMs: 4.5)
        let place = Location(file: "a.yaml", line: 1, column: 1)
        let stages = [StageName.prompt, .evaluate, .archive].map { ChainEntry(.stage($0), location: place) }
        let expected = PipelineSettings(
            name: "cifar10-raspi4", randomSeed: 7, target: target, partition: .scheme(.none),
            seed: .init(perNiche: 3),
            prompt: .init(
                proposer: .randomPartitioned, children: 1000, parents: 1, crossoverProbability: 1,
                novelty: .function),
            evaluate: .init(
                accuracy: .init(
                    source: .table, predictor: .structure, trainingCells: 16, rounds: 1, depth: 16,
                    learningRate: 0.01)),
            score: .init(excludesDegenerate: true), data: .init(tables: "../shared/data"),
            chain: [
                ChainEntry(.stage(.partition), location: place), ChainEntry(.stage(.seed), location: place),
                ChainEntry(.repeated(generations: 10, stages), location: place),
                ChainEntry(.stage(.score), location: place),
            ])
        #expect(try settings(text) == expected)
    }

    @Test func whatIsLeftOutHasItsDefault() throws {
        let place = Location(file: "a.yaml", line: 3, column: 9)
        let defaults = PipelineSettings(
            target: .init(dataset: .cifar100, device: .fpga), data: .init(tables: "tables"),
            chain: [ChainEntry(.stage(.seed), location: place)])
        #expect(try settings(least) == defaults)
        #expect(try settings(least + "prompt:\nseed: {}\nevaluate: {accuracy: null}\n") == defaults)
        #expect(defaults.name == "search" && defaults.randomSeed == 1)
        #expect(try settings(least).chain[0].location == place)
    }

    @Test func withoutTablesTheSurrogatesStandIn() throws {
        for data in ["", "data: {tables: null}\n", "data: {tables: ''}\n", "data:\n"] {
            let none = try settings(least.with("data: {tables: tables}\n", data))
            #expect(none.data.tables == nil)
            #expect(none.evaluate.accuracy.source == .surrogate)
            #expect(none.evaluate.latency.source == .surrogate)
            #expect(none.score.truth == .surrogate)
        }
        let both = try settings(least + "evaluate: {accuracy: {source: surrogate}}\n")
        #expect(both.evaluate.accuracy.source == .surrogate)
        #expect(both.evaluate.latency.source == .table)
        #expect(both.score.truth == .table)
    }

    @Test(arguments: [
        (
            "name: cifar10-raspi4", "name: a b",
            """
            1:7: found 'a b'; expected 1 to 64 of A-Z a-z 0-9 . _ - (and neither '.' nor '..')
            """
        ),
        (
            "name: cifar10-raspi4", "name: ..",
            """
            1:7: found '..'; expected 1 to 64 of A-Z a-z 0-9 . _ - (and neither '.' nor '..')
            """
        ),
        (
            "name: cifar10-raspi4", "name: 12",
            """
            1:7: found 12, a whole number; expected 1 to 64 of A-Z a-z 0-9 . _ - (and neither '.' nor \
            '..'); write it in quotes: \"12\"
            """
        ),
        ("random_seed: 7", "random_seed: -7", "2:14: found -7; expected a whole number, 0 or more"),
        (
            "random_seed: 7", "random_seed: 99999999999999999999",
            """
            2:14: found 99999999999999999999, a number; expected a whole number, 0 or more
            """
        ),
        (
            "nas-bench-201", "nasbench-201",
            """
            3:8: found 'nasbench-201'; expected one of nas-bench-201, autoformer-tiny, autoformer-small, \
            autoformer-base, nas-bench-macro, or the path of a space file, NAME.yaml; did you mean 'nas-bench-201'?
            """
        ),
        (
            "dataset: cifar10", "dataset: CIFAR10",
            """
            5:12: found 'CIFAR10'; expected one of cifar10, cifar100, ImageNet16-120; did you mean \
            'cifar10'?
            """
        ),
        (
            "  device: raspi4\n", "",
            """
            5:3: missing key 'device' in target; expected one of edgegpu, raspi4, edgetpu, pixel3, \
            eyeriss, fpga
            """
        ),
        (
            "device: raspi4", "device: [raspi4]",
            """
            6:11: found a list; expected one of edgegpu, raspi4, edgetpu, pixel3, eyeriss, fpga
            """
        ),
        ("ms: 4.5", "ms: 0", "7:21: found 0; expected a number above 0, in milliseconds, or null"),
        ("ms: 4.5", "ms: .inf", "7:21: found .inf; expected a number above 0, in milliseconds, or null"),
        (
            "ms: 4.5", "ms: 4,5",
            """
            7:21: found '4,5', a string; expected a number above 0, in milliseconds, or null
            """
        ),
        ("per_niche: 10", "per_niche: 10001", "11:14: found 10001; expected a whole number from 0 to 10000"),
        (
            "children: 5", "children: five",
            """
            14:13: found 'five', a string; expected a whole number from 1 to 1000
            """
        ),
        (
            "children: 5", "children: 5.0",
            """
            14:13: found 5.0, a number; expected a whole number from 1 to 1000
            """
        ),
        (
            "children: 5", "children: \"5\"",
            """
            14:13: found '5', a string; expected a whole number from 1 to 1000
            """
        ),
        ("children: 5", "children:", "14:12: found null; expected a whole number from 1 to 1000"),
        ("probability: 0.5", "probability: .nan", "16:26: found .nan; expected a number from 0 to 1"),
        ("novelty: text", "novelty: off", "17:12: found 'off'; expected one of text, function"),
        (
            "novelty: text", "novelty: true",
            """
            17:12: found true; expected one of text, function
            """
        ),
        ("cells: 1000", "cells: 1", "22:21: found 1; expected a whole number from 2 to 15625"),
        ("rate: 0.3", "rate: 0", "25:20: found 0; expected a number above 0, at most 1, or null"),
        ("degenerate: false", "degenerate: no", "29:23: found 'no', a string; expected true or false"),
        (
            "tables: ../shared/data", "tables: ''",
            """
            20:13: found 'predictor', which needs benchmark tables; name their folder in data.tables, or \
            write surrogate
            """
        ),
        (
            "prompt:\n", "promt:\n",
            """
            12:1: unknown key 'promt' in the pipeline file; did you mean 'prompt'? (allowed: name, \
            random_seed, space, objectives, target, partition, seed, prompt, evaluate, archive, score, data, chain)
            """
        ),
        (
            "    depth: 6", "    dpeth: 6",
            """
            24:5: unknown key 'dpeth' in evaluate.accuracy; did you mean 'depth'? (allowed: source, \
            predictor, proxies, proxy, training_cells, rounds, depth, learning_rate, row_share, feature_share, \
            command, workers, time_out_seconds, retries, repeats, warm_up, outliers, on_failure)
            """
        ),
        (
            "    depth: 6", "    trees: 6",
            """
            24:5: unknown key 'trees' in evaluate.accuracy (allowed: source, predictor, proxies, proxy, \
            training_cells, rounds, depth, learning_rate, row_share, feature_share, command, \
            workers, time_out_seconds, retries, repeats, warm_up, outliers, on_failure)
            """
        ),
        (
            "seed:\n  per_niche: 10", "seed: 10",
            """
            10:7: found 10, a whole number; expected a mapping, the keys of seed
            """
        ),
        (
            "target:\n  dataset: cifar10\n  device: raspi4\n  latency_limit_ms: 4.5\n", "",
            """
            1:1: missing key 'target' in the pipeline file; expected a mapping
            """
        ),
    ])
    func everyMistakeIsNamedAtItsPlace(part: String, mistake: String, message: String) {
        #expect(headings(example.with(part, mistake)) == ["a.yaml:" + message])
    }

    @Test func theLineIsShownWithACaret() {
        let text = example.with("children: 5", "childern: 5").with("depth: 6", "depth: 'six'")
        #expect(
            complaint(text) == """
                a.yaml:14:3: unknown key 'childern' in prompt; did you mean 'children'? (allowed: proposer, profile, children, novelty, \
                allocation, parents, crossover_probability, operator, repairs, rules, prompt_tokens, templates, collm, \
                model)
                   14 |   childern: 5
                      |   ^~~~~~~~
                a.yaml:24:12: found 'six', a string; expected a whole number from 1 to 16
                   24 |     depth: 'six'
                      |            ^~~~~
                """)
    }

    @Test func atMostTwentyAreShown() {
        let unknown = (1...25).map { "key\($0): 1\n" }.joined()
        let lines = headings(unknown + least)
        #expect(lines.count == 21)
        #expect(lines.first?.hasPrefix("a.yaml:1:1: unknown key 'key1'") == true)
        #expect(lines.last == "and 5 more")
    }

    @Test(arguments: ["", "\n", "# nothing\n", "---\n", "null\n", "\u{FEFF}"])
    func anEmptyFileIsToldWhatItShouldBe(text: String) {
        let message = "the file is empty; expected a pipeline: a mapping with at least target, data and chain"
        #expect(headings(text) == ["a.yaml:1:1: \(message)"])
    }

    @Test(arguments: ["[a]", "5", "text"]) func aFileOfAnotherKindIsRefused(text: String) {
        #expect(headings(text).count == 1)
        #expect(headings(text).first?.contains("expected a mapping, the keys of the pipeline file") == true)
    }
}
