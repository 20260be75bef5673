import PipelineFile
import Records
import Testing

struct RoundTripTests {
    private func readBack(_ settings: PipelineSettings) throws -> PipelineSettings {
        try PipelineFile.parse(Array(settings.fileText.utf8), file: "settings.json").settings
    }

    @Test func theExampleReadsBack() throws {
        for text in [example, least] {
            let settings = try settings(text)
            #expect(try readBack(settings) == settings)
        }
    }

    @Test(arguments: [
        "plain", "", "it's \"quoted\"", "back\\slash \\n", "line\nline\r\nline\ttab", " spaces  around ",
        "null",
        "5", "- a", "# no comment", "${HOME} $${HOME} $$${ ${", "😀 é e\u{301} 漢字 \u{10FFFF}",
        "\u{7F}\u{85}\u{9F}",
        "a \u{2028} b \u{2029} c", "\u{FEFF}mark\u{FFFE}\u{FFFF}", "\u{1}\u{8}\u{C}\u{1B}[31m", "{a: [b], c}",
        ": ", "?",
        "end\\", String(repeating: "long ", count: 500), "\u{0}",
    ])
    func oddTextReadsBack(text: String) throws {
        var settings = try settings(example)
        settings.partition = .niches([.init(name: "A", rationale: text)], countLiveEdges: true)
        let place = Location(file: "", line: 1, column: 1)
        // What a path and an argument cannot hold, a rationale can.
        if !text.isEmpty, !text.utf8.contains(0) {
            settings.data.tables = text
            let program = ChainProgram(name: "own", command: [text, text], reads: [], writes: ["x"])
            settings.chain.append(ChainEntry(.program(program), location: place))
        }
        settings.prompt.crossoverProbability = 1e-7
        settings.target.latencyLimitMs = 0.1 + 0.2
        settings.evaluate.latency.noise = 0.1
        #expect(try readBack(settings) == settings)
        #expect(try JSONParser.parse(settings.fileText) == JSONParser.parse(settings.json.text))
    }

    @Test func everyKindOfChainAndPartitionReadsBack() throws {
        var settings = try settings(least)
        let place = Location(file: "", line: 1, column: 1)
        let standIn = ChainProgram(name: "evaluate", command: ["a"], reads: nil, writes: nil)
        let own = ChainProgram(name: "own", command: ["a"], reads: ["{previous}"], writes: ["{generation}/x"])
        let inner = [standIn, own].map { ChainEntry(.program($0), location: place) }
        settings.chain = StageName.allCases.map { ChainEntry(.stage($0), location: place) }
        settings.chain.append(ChainEntry(.repeated(generations: 100_000, inner), location: place))
        let bounds = PipelineSettings.EdgeOperation.allCases.map {
            PipelineSettings.EdgeBound($0, least: 1, most: 2)
        }
        for partition in PipelineSettings.Scheme.allCases.map(PipelineSettings.Partition.scheme)
            + [
                .niches([.init(name: "A", bounds: bounds), .init(name: "B")]), .automatic(.init()),
                .automatic(.init(measure: .flops, count: 64)),
            ]
        {
            settings.partition = partition
            #expect(try readBack(settings) == settings)
        }
    }

    @Test(arguments: PipelineSettings.Accuracy.Proxy.allCases)
    func everyProxyReadsBack(_ proxy: PipelineSettings.Accuracy.Proxy) throws {
        var settings = try settings(least)
        settings.evaluate.accuracy.source = .proxy
        settings.evaluate.accuracy.proxy = proxy
        #expect(try readBack(settings) == settings)
    }

    @Test func whatAProgramIsAskedWithReadsBack() throws {
        let plain = try settings(least)
        var settings = plain
        settings.evaluate.latency.source = .command
        settings.evaluate.latency.command = .init(
            arguments: ["python3", "a ${b}.py", ""], workers: 3, timeOutSeconds: 0.5, retries: 0, repeats: 7,
            warmUp: 2, outliers: 0, onFailure: .skip)
        settings.evaluate.accuracy.source = .command
        settings.evaluate.accuracy.command = .accuracy(["train"])
        settings.archive.noise = 1.5
        settings.score.truth = .unknown
        settings.score.referenceLatencyMs = 50
        #expect(try readBack(settings) == settings)
        // Where none of it is set none of it is written.
        let text = plain.json.text
        #expect(!text.contains("command") && !text.contains("archive") && !text.contains("reference"))
    }

    @Test func partsAreFoundByPath() throws {
        let settings = try settings(least)
        #expect(
            settings.json(at: "evaluate.accuracy")?.text
                == #"{"depth":null,"feature_share":null,"learning_rate":null,"predictor":"zero-cost+structure","#
                + #""proxy":"synflow","rounds":null,"row_share":null,"source":"predictor","training_cells":1000}"#
        )
        #expect(settings.json(at: "seed.per_niche") == .integer(10))
        #expect(settings.json(at: "target.latency_limit_ms") == .null)
        #expect(settings.json(at: "seed.per_nich") == nil)
        #expect(settings.json(at: "") == nil)
        #expect(settings.json(at: "name.x") == nil)
    }

    @Test func othersJSONIsReadToo() throws {
        let text = """
            {
            \t"target": {"dataset": "cifar10", "device": "fpga"},
            \t"data": {"tables": "a\\/b \\u00e9"}, "chain": ["seed", {"repeat": {"generations": 2, "stages": ["prompt"]}}]
            }
            """
        let settings = try settings(text)
        #expect(settings.data.tables == "a/b é")
        #expect(settings.chain.count == 2)
    }

    @Test func surrogatePairsAreReadInJSONAlone() throws {
        let json = #"{"a": "\\ud83d \uD83D\uDE00 \\\ud83d\ude00x", "b": "\u00e9"}"#
        let root = try #require(try YAMLNode.reading(json))
        #expect(root["a"] == YAMLNode(.scalar(YAMLScalar(text: "\\ud83d 😀 \\😀x", value: .string)), place(7)))
        #expect(
            try YAMLNode.reading(#"{a: '\ud83d\ude00'}"#)?["a"]?.content
                == .scalar(YAMLScalar(text: #"\ud83d\ude00"#, value: .string)))
        #expect(throws: PipelineFileError.self) { try YAMLNode.reading(#"{"a": "\ud83d"}"#) }
        #expect(throws: PipelineFileError.self) { try YAMLNode.reading(#"{"a": "\ude00\ud83d"}"#) }
    }

    private func place(_ column: Int) -> Location { Location(file: "a.yaml", line: 1, column: column) }
}
