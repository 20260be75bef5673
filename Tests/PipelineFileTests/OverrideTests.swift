import PipelineFile
import Testing

struct OverrideTests {
    @Test func overridesBeatTheFileAndLaterOnesBeatEarlier() throws {
        let changed = try settings(
            example,
            set: [
                "prompt.children=3", "target.device=edgegpu", "target.device=fpga", "data.tables=../x=y",
                "target.latency_limit_ms=null", "name='a'", "chain=[seed, score]",
            ])
        #expect(changed.prompt.children == 3)
        #expect(changed.target == .init(dataset: .cifar10, device: .fpga))
        #expect(changed.data.tables == "../x=y")
        #expect(changed.name == "a")
        #expect(changed.chain.map(\.step) == [.stage(.seed), .stage(.score)])
        #expect(
            changed.chain[1].location == Location(file: "--set", line: 1, column: 14, override: 6))
    }

    @Test func missingSectionsAreMade() throws {
        let changed = try settings(
            least + "prompt:\n",
            environment: ["N": "4"],
            set: ["evaluate.accuracy.depth=3 # shallow", "prompt.children=2", "prompt.parents=${N}"])
        #expect(changed.evaluate.accuracy.depth == 3)
        #expect(changed.prompt.children == 2 && changed.prompt.parents == 4)
    }

    @Test func aSchemeMakesWayForNiches() throws {
        let changed = try settings(
            example, set: ["partition.scheme=null", "partition.niches=[{name: A, none: [0, 2]}]"])
        #expect(
            changed.partition
                == .niches([.init(name: "A", bounds: [.init(.none, least: 0, most: 2)])]))
    }

    @Test(arguments: [
        ("prompt.children", "found no '='; expected a path of keys and a value, as in prompt.children=3"),
        ("", "found no '='; expected a path of keys and a value, as in prompt.children=3"),
        ("=3", "found an empty key; expected a path of keys, as in prompt.children=3"),
        ("prompt..children=3", "found an empty key; expected a path of keys, as in prompt.children=3"),
        ("prompt.children=five", "found 'five', a string; expected a whole number from 1 to 1000"),
        ("prompt.children=", "found null; expected a whole number from 1 to 1000"),
        (
            "prompt.childern=3",
            """
            unknown key 'childern' in prompt; did you mean 'children'? (allowed: proposer, profile, children, novelty, \
            allocation, parents, crossover_probability, operator, repairs, rules, prompt_tokens, templates, collm, \
            model)
            """
        ),
        (
            "promt.children=3",
            """
            unknown key 'promt' in the pipeline file; did you mean 'prompt'? (allowed: name, \
            random_seed, space, objectives, target, partition, seed, prompt, evaluate, archive, score, data, chain)
            """
        ),
        ("name.first=3", "'name' is 'cifar10-raspi4', a string, so it has no key 'first'"),
        ("chain.0=seed", "'chain' is a list, so it has no key '0'"),
        ("prompt=3", "found 3, a whole number; expected a mapping, the keys of prompt"),
        ("data.tables=[a, b]", "found a list; expected the path of a folder"),
        ("name=a: b", "found a mapping; expected 1 to 64 of A-Z a-z 0-9 . _ - (and neither '.' nor '..')"),
        (
            "name=[a",
            """
            not YAML: did not find expected ',' or ']' while parsing a flow sequence that begins on \
            line 1
            """
        ),
        ("name='a' b", "not YAML: did not find expected '-' indicator while parsing a block collection"),
        ("prompt.children=${M}", "the environment variable M is not set; set it, or write ${M:-default}"),
    ])
    func mistakesAreNamedWithTheOverride(text: String, message: String) {
        #expect(
            headings(example, set: [text]) == [
                text.isEmpty ? "--set: \(message)" : "--set \(text): \(message)"
            ])
    }

    @Test func aValueOfManyLinesIsNoSecondValue() {
        let message = "found more than one value; expected one on one line"
        #expect(headings(example, set: ["n=1\n- 2"]) == ["--set n=1: \(message)"])
        #expect(headings(example, set: ["name=a\n---\nb"]).count == 1)
    }

    @Test func theCaretStandsUnderTheOverridesOwnText() {
        #expect(
            complaint(
                example.with("depth: 6", "depth: 17"), set: ["prompt.children=3", "prompt.parents=[1, 2]"])
                    == """
                    a.yaml:24:12: found 17; expected a whole number from 1 to 16
                       24 |     depth: 17
                          |            ^~
                    --set prompt.parents=[1, 2]: found a list; expected a whole number from 1 to 1000
                          | prompt.parents=[1, 2]
                          |                ^
                    """)
    }

    @Test func aPathThatIsLongerThanAnyFileIsDeepIsRefused() {
        func refusal(_ text: String) -> String {
            do {
                _ = try PipelineFile.parse(Array(least.utf8), file: "a.yaml", overrides: [text])
                return "accepted"
            } catch { return "\(error)" }
        }
        let path = Array(repeating: "a", count: 100_000).joined(separator: ".")
        #expect(refusal("\(path)=1").contains("the path is longer than 64 keys"))
        // It is not shown either.
        #expect(
            refusal("a=" + String(repeating: "x", count: 5 << 20)) == "--set: the value is longer than 4 MiB")
    }
}
