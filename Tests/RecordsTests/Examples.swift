import Testing

@testable import Records

/// One record of each kind, every optional field once there and once not.
enum Examples {
    static let text = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|"

    static let niches = [
        NicheRecord(
            niche: "S2", bounds: [("nor_conv_3x3", 1, 1), ("nor_conv_1x1", 0, 5)], countsLiveEdges: true,
            cells: 6144,
            rationale: "One 3x3 convolution"),
        NicheRecord(niche: "S0", bounds: [], countsLiveEdges: false, cells: 15_625, rationale: ""),
        NicheRecord(
            niche: "S1", bounds: [], countsLiveEdges: false, cells: 6145, rationale: "",
            cost: .init(measure: "params_m", dataset: "cifar10", least: 0.24, limit: nil)),
    ]

    static let candidates = [
        CandidateRecord(id: "g00-S2-c1", generation: 0, niche: "S2", cell: text, operation: "seed"),
        CandidateRecord(
            id: "g03-S2-c1", generation: 3, niche: "S2", cell: text, operation: "crossover",
            parents: [text, "b"],
            rationale: "\"a\"\n\u{1B}[31m é"),
    ]

    static let rejected = RejectedRecord.Reason.allCases.map {
        RejectedRecord(
            candidate: candidates[1], reason: $0, detail: "S2 has exactly 1 nor_conv_3x3, this cell 0")
    }

    static let evaluations = [
        EvaluationRecord(
            candidate: candidates[0], accuracyPercent: 91.25, accuracySource: "xgboost zero-cost",
            latencyMilliseconds: 5.807418, latencySource: "table raspi4", flopsMillions: 17.958592,
            paramsMillions: 0.129306,
            isTrainingCell: true),
        EvaluationRecord(
            candidate: candidates[1], accuracyPercent: nil, accuracySource: "table (oracle)",
            latencyMilliseconds: nil,
            latencySource: "table edgetpu", flopsMillions: 0, paramsMillions: 1e-7, isTrainingCell: false),
        EvaluationRecord(
            candidate: candidates[0], accuracyPercent: 90, accuracySource: "command", latencyMilliseconds: 5,
            latencySource: "command", flopsMillions: 1, paramsMillions: 1, isTrainingCell: false,
            accuracySpreadPercent: 0.25, accuracyRepeats: 3, latencySpreadMilliseconds: 0, latencyRepeats: 4),
    ]

    static let measurements = [
        MeasurementRecord(
            key: .init(
                space: "nas-bench-201", cell: text, dataset: "cifar10", device: "raspi4", value: "latency_ms",
                program: "00ff", repeats: 3, warmUp: 1), samples: [5, 6, 5.5],
            summary: .init(median: 5.5, spread: 0.7413, least: 5, most: 6, kept: 3), host: "here",
            seconds: 0.25),
        MeasurementRecord(
            key: .init(
                space: "nas-bench-201", cell: text, dataset: "cifar10", device: "raspi4", value: "latency_ms",
                program: "00ff", repeats: 1, warmUp: 0), samples: [], summary: nil, failure: "hung",
            host: "here", seconds: 0),
    ]

    static let proxies = [
        ProxyRecord(
            cell: text, setup: "a setup",
            values: [1, 0.1234567891, 1e-9, nil, -1234567.8, 0, 1e22, -0.5, 3, 123456789.5, .nan])
    ]

    static let archives = evaluations.map { ArchiveRecord(evaluation: $0, archiveGeneration: 7) }
    static let fronts = evaluations.map { FrontRecord(evaluation: $0) }

    static let trueFronts = [
        TrueFrontRecord(
            evaluation: evaluations[0], reference: .tables, trueAccuracyPercent: 94.3733,
            isOnReferenceFront: true,
            isNonDominated: false),
        TrueFrontRecord(
            evaluation: evaluations[1], reference: .tables, trueAccuracyPercent: nil,
            isOnReferenceFront: false, isNonDominated: true),
    ]

    static let scores = [
        ScoreRecord(
            generation: 10, isFinal: true, reference: .tables, normalisation: "front", hypervolume: 0.992,
            hypervolumeFound: 0.95,
            hypervolumeTrue: 0.965, igd: 0.019, igdPlus: 0.01, worstGap: 0.2, latencyCoverage: 0.9,
            trueFrontShare: 0.5,
            frontSize: 31, trueFrontSize: 40, cellsKnown: 15_625, evaluations: 360, modelCalls: 120,
            modelTokens: 250_000,
            modelCostDollars: 1.25, bestCell: text, bestAccuracyPercent: 94.37),
        ScoreRecord(
            generation: 0, isFinal: false, reference: .surrogates, normalisation: "space", hypervolume: nil,
            hypervolumeFound: nil,
            hypervolumeTrue: nil, igd: nil, igdPlus: nil, worstGap: nil, latencyCoverage: nil,
            trueFrontShare: nil, frontSize: 0, trueFrontSize: 0, cellsKnown: 0, evaluations: 0),
        ScoreRecord(
            generation: 1, isFinal: false, reference: .unknown, normalisation: ScoreRecord.rawUnits,
            hypervolume: nil, hypervolumeFound: 312.5, hypervolumeTrue: nil, igd: nil, igdPlus: nil,
            worstGap: nil, latencyCoverage: nil, trueFrontShare: nil, frontSize: 3, trueFrontSize: 0,
            cellsKnown: 0, evaluations: 9, bestCell: text, referenceAccuracyPercent: 0,
            referenceLatencyMilliseconds: 50),
    ]

    static let fits = [
        FitRecord(
            group: "all", heldOutCells: 14_625, spearman: 0.96, kendall: 0.84, medianErrorPercent: 0.4,
            predictor: "xgboost zero-cost+structure", features: ["flops", "params"],
            borrowedFeatures: ["params"],
            trainingCells: 1000, notes: ["proxies borrowed from cifar10"]),
        FitRecord(
            group: "S5", heldOutCells: 0, spearman: nil, kendall: nil, medianErrorPercent: nil, predictor: "",
            features: [], borrowedFeatures: [], trainingCells: 0, notes: []),
    ]

    static let surrogates = [
        SurrogateRecord(
            quantity: .latency, dataset: "cifar10", device: "raspi4", group: "all", heldOutCells: 11_625,
            spearman: 0.98, kendall: 0.88, rSquared: 0.97, medianError: 1.2, medianRelativeError: 0.06,
            agreement: nil, predictor: "xgboost drawn", trainingCells: 4000,
            modelHash: "99aa", features: ["edge_0_none"], trainedOn: "0f", notes: ["fit on a table"]),
        SurrogateRecord(
            quantity: .accuracy, dataset: "cifar10", device: nil, group: "S5", heldOutCells: 0,
            spearman: nil, kendall: nil, rSquared: nil, medianError: nil, medianRelativeError: nil,
            agreement: nil, predictor: "xgboost structure", trainingCells: 4000,
            modelHash: "99aa"),
        SurrogateRecord(
            quantity: .accuracy, dataset: "ImageNet", device: nil, group: "all", heldOutCells: 140,
            spearman: 0.9, kendall: 0.75, rSquared: 0.8, medianError: 0.1, medianRelativeError: 0.01,
            agreement: nil, predictor: "xgboost configuration", trainingCells: 560, modelHash: "99aa",
            space: "autoformer-tiny"),
    ]

    static let journals = [
        JournalRecord(
            stage: "evaluate", generation: 3, outcome: .done, message: nil, programHash: "5e1f",
            version: "1.0.0",
            parameters: JSON(object: [("cells", .integer(1000)), ("features", .string("zero-cost"))]),
            inputs: ["niches.jsonl": "99aa06d3014798d86001c324468d497f", "tables:accuracy": "a96f"],
            outputs: ["generation-03/evaluations.jsonl": "06b0"],
            records: ["generation-03/evaluations.jsonl": 30],
            started: "2026-11-21T08:00:00.123Z", seconds: 0.125),
        JournalRecord(
            stage: "partition", generation: nil, outcome: .failed, message: "no niches", programHash: "",
            version: "1.0.0",
            parameters: JSON(object: []), inputs: [:], outputs: [:], records: [:], started: "", seconds: 3),
    ]

    static let calls = [
        CallRecord(
            id: "g03-S2-children-a1", generation: 3, niche: "S2", kind: .children, attempt: 1,
            outcome: .used, detail: "the reply was cut off", asked: 5, accepted: 3, rejected: 2,
            model: "gpt-4.1-2025-04-14", promptTokens: 1200, completionTokens: 340),
        CallRecord(
            id: "g01-all-knowledge-a0", generation: 1, niche: "all", kind: .knowledge, attempt: 0,
            outcome: .unusable),
    ]

    static let knowledge = [
        KnowledgeRecord(
            niche: "S2", rule: "r7", text: "Use \"skip\"\nbecause", change: .revised, previousText: "Use it",
            generation: 3, since: 1),
        KnowledgeRecord(niche: "all", rule: "r1", text: "", change: .removed, generation: 1, since: 1),
    ]

    static let strategies = [
        StrategyRecord(
            generation: 3, strategy: "More A on the \"last\" edges\n\u{1B}[31m é", isKept: true, wanted: 10,
            evaluated: 20, evaluationsLeft: 80, bestCell: text, bestAccuracyPercent: 91.25),
        StrategyRecord(
            generation: 1, strategy: nil, wanted: 0, evaluated: 0, evaluationsLeft: 0, stop: .budget),
    ]

    static let ledgers = [
        LedgerRecord(
            id: "g03-S2-children-a1", generation: 3, niche: "S2", kind: "children", isRepair: true,
            transport: "http", outcome: .answered, requestHash: "99aa", model: "gpt-4.1-2025-04-14",
            askedModel: "gpt-4.1", endpoint: "https://api.openai.com/v1", retries: 2,
            omitted: ["seed"], promptTokens: 1200, completionTokens: 340, costDollars: 0.0051, seconds: 2.5,
            finished: "2026-11-21T08:00:00.123Z"),
        LedgerRecord(
            id: "g01-S0-knowledge-a0", generation: 1, niche: "S0", kind: "knowledge", isRepair: false,
            transport: "files", outcome: .failed, detail: "HTTP 503", requestHash: "", finished: ""),
    ]

    static let recordings = [
        RecordingRecord(
            run: "a", proposer: "co-evolution", models: ["gpt-4.1-2025-04-14"],
            parameters: JSON(object: [("name", .string("gpt-4.1")), ("temperature", .number(1))]),
            transports: ["http"], calls: 120, firstAnswer: "2026-11-21T08:00:00.123Z",
            lastAnswer: "2026-11-21T08:10:00.123Z", version: "0.1.0", note: "for the paper"),
        RecordingRecord(
            run: "b", proposer: "no-knowledge", models: [], parameters: JSON(object: []), transports: [],
            calls: 0, firstAnswer: nil, lastAnswer: nil, version: "0.1.0", note: nil),
    ]

    static let reported = [
        ReportedRecord(
            paper: "arXiv:2510.01472", table: "Table 2", row: "LLM-NAS (Ours)", dataset: "cifar10",
            device: "raspi4", space: "HW-NAS-Bench", measure: .top1AccuracyPercent, value: 94.37,
            deviation: 0.15, unit: "percent", note: "architecture 1 of 3"),
        ReportedRecord(
            paper: "arXiv:2509.26037", table: "Setting", row: "RZ-NAS†", dataset: nil, device: nil,
            space: nil, measure: .kendall, value: -1, deviation: nil, unit: nil, note: nil),
    ]

    static let results = [
        {
            var result = ResultRecord(
                study: "table3", method: "co-evolution",
                variation: JSON(object: [("evaluate.accuracy.training_cells", .integer(200))]),
                dataset: "cifar10", device: "raspi4", randomSeed: 7, budget: 360, generation: 10,
                evaluations: 359, reference: .tables, frontSize: 31)
            result.hypervolumeSpace = 0.992
            result.hypervolumeFront = 0.97
            result.igdSpace = 0.019
            result.igdFront = 0.03
            result.igdPlusSpace = 0.01
            result.igdPlusFront = 0.02
            result.trueFrontShare = 0.5
            result.latencyCoverage = 0.9
            result.bestAccuracyPercent = 94.3733
            result.heldOutSpearman = 0.96
            result.heldOutKendall = 0.84
            result.model = "gpt-4.1"
            result.modelCalls = 120
            result.modelTokens = 250_000
            result.modelCostDollars = 1.25
            result.seconds = 181.5
            result.fitSeconds = 0.4
            return result
        }(),
        ResultRecord(
            study: "niches", method: "exhaustive", dataset: "cifar100", device: "edgetpu", randomSeed: 0,
            budget: nil, generation: 1, evaluations: 0, reference: .surrogates, frontSize: 0),
    ]

    /// Each kind's schema with lines of that kind.
    static var lines: [(schema: RecordSchema, lines: [String])] {
        func written<Kind: Record>(_ records: [Kind]) -> (schema: RecordSchema, lines: [String]) {
            let text = String(decoding: JSONLines.bytes(of: records), as: UTF8.self)
            return (Kind.schema, text.split(separator: "\n").map(String.init))
        }
        return [
            written(niches), written(candidates), written(rejected), written(evaluations), written(archives),
            written(fronts), written(trueFronts), written(scores), written(fits), written(surrogates),
            written(calls), written(knowledge), written(strategies), written(ledgers), written(recordings),
            written(journals), written(results), written(reported), written(measurements), written(proxies),
        ]
    }
}

/// Expects that records written and read are the same, and that each line holds `schema` and then exactly
/// the schema's fields, by name.
func expectToComeBack<Kind: Record & Equatable>(
    _ records: [Kind], sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let bytes = JSONLines.bytes(of: records)
    let read = try JSONLines.read(Kind.self, from: bytes, file: "records.jsonl")
    #expect(read == records, sourceLocation: sourceLocation)
    #expect(JSONLines.bytes(of: read) == bytes, "the same bytes again", sourceLocation: sourceLocation)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == records.count, sourceLocation: sourceLocation)
    for line in lines {
        #expect(line.hasPrefix("{\"schema\":\"\(Kind.schema.name)\","), sourceLocation: sourceLocation)
        let names = try #require(try JSONParser.parse(String(line)).members).map(\.name)
        let expected = Kind.schema.fields.filter { !$0.isOptional || names.contains($0.name) }.map(\.name)
        #expect(names == ["schema"] + expected.sorted(), sourceLocation: sourceLocation)
    }
}

/// The message a record is refused with once one of its fields is changed, or taken out by nil; "accepted"
/// where it is not.
func refusal<Kind: Record>(of record: Kind, with field: String, being value: JSON?) throws -> String {
    let line = String(decoding: JSONLines.bytes(of: [record]), as: UTF8.self)
    var members = try #require(try JSONParser.parse(line).members)
    let place = try #require(members.firstIndex { $0.name == field })
    if let value { members[place].value = value } else { members.remove(at: place) }
    do throws(RecordError) {
        _ = try Kind.read(.object(members))
        return "accepted"
    } catch {
        return error.description
    }
}
