public import Records

/// Settings as JSON, which is YAML too: a pipeline file that says everything, and reads back as equal.
extension PipelineSettings {
    /// The complete settings. Text that holds `${` is escaped as in a pipeline file: `$${`.
    public var json: JSON {
        JSON(
            object: [
                ("name", Self.text(name)),
                ("random_seed", .integer(randomSeed)),
                ("space", Self.text(space.name)),
            ] + objectivesJSON + sectionsJSON + archiveJSON)
    }

    /// Only where they say something, so that what was made without them stays as it is.
    private var objectivesJSON: [(String, JSON)] {
        objectives == Objective.standard ? [] : [("objectives", JSON(objectives.map(\.rawValue)))]
    }

    private var archiveJSON: [(String, JSON)] {
        archive.noise > 0 ? [("archive", JSON(object: [("noise", JSON(archive.noise))]))] : []
    }

    private var sectionsJSON: [(String, JSON)] {
        [
            (
                "target",
                JSON(object: [
                    ("dataset", Self.text(target.dataset.rawValue)),
                    ("device", Self.text(target.device.rawValue)),
                    ("latency_limit_ms", JSON(target.latencyLimitMs)),
                    ("flops_limit_m", JSON(target.flopsLimitM)),
                    ("params_limit_m", JSON(target.paramsLimitM)),
                ])
            ),
            ("partition", Self.json(partition)),
            ("seed", JSON(object: [("per_niche", .integer(seed.perNiche))])),
            ("prompt", prompt.json),
            ("evaluate", Self.json(evaluate)),
            (
                "score",
                JSON(
                    object: [
                        ("truth", .string(score.truth.rawValue)),
                        ("exclude_degenerate", .bool(score.excludesDegenerate)),
                    ] + Self.reference(score))
            ),
            (
                "data",
                JSON(
                    object: [
                        ("tables", data.tables.map(Self.text) ?? .null),
                        ("surrogates", data.surrogates.map(Self.text) ?? .null),
                    ]
                        + [("proxies", data.proxies), ("images", data.images)].compactMap { key, path in
                            path.map { (key, Self.text($0)) }
                        })
            ),
            ("chain", .array(chain.map(Self.json))),
        ]
    }

    private static func reference(_ score: Score) -> [(String, JSON)] {
        guard score.referenceAccuracyPercent != nil || score.referenceLatencyMs != nil else { return [] }
        return [
            (
                "reference",
                JSON(object: [
                    ("accuracy_percent", JSON(score.referenceAccuracyPercent)),
                    ("latency_ms", JSON(score.referenceLatencyMs)),
                ])
            )
        ]
    }

    private static func json(_ command: Command?) -> [(String, JSON)] {
        guard let command else { return [] }
        return [
            ("command", texts(command.arguments)), ("workers", .integer(command.workers)),
            ("time_out_seconds", JSON(command.timeOutSeconds)), ("retries", .integer(command.retries)),
            ("repeats", .integer(command.repeats)), ("warm_up", .integer(command.warmUp)),
            ("outliers", JSON(command.outliers)), ("on_failure", .string(command.onFailure.rawValue)),
        ]
    }

    /// The part of the settings under a dotted path, such as "evaluate.accuracy"; nil where there is
    /// none. What a stage depends on, to see whether it changed.
    public func json(at path: String) -> JSON? {
        var value = json
        for key in path.split(separator: ".", omittingEmptySubsequences: false) {
            guard let next = value[String(key)] else { return nil }
            value = next
        }
        return value
    }

    /// The settings as a file, one line: `json` with those characters escaped too that JSON may hold as
    /// they are and YAML 1.1 takes for line breaks, or refuses.
    public var fileText: String {
        var result = String.UnicodeScalarView()
        for scalar in json.text.unicodeScalars {
            switch scalar.value {
            // They can stand in strings only, where an escape means the same.
            case 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
                result.append(contentsOf: "\\u\(String(scalar.value, radix: 16))".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result) + "\n"
    }

    static func text(_ text: String) -> JSON { .string(Interpolation.escaped(text)) }

    private static func texts(_ texts: [String]) -> JSON { .array(texts.map(text)) }

    private static func json(_ evaluate: Evaluate) -> JSON {
        let energy: [(String, JSON)] =
            evaluate.energy == Energy()
            ? []
            : [
                (
                    "energy",
                    JSON(
                        object: [("source", .string(evaluate.energy.source.rawValue))]
                            + json(evaluate.energy.command))
                )
            ]
        return JSON(
            object: [
                (
                    "accuracy",
                    JSON(
                        object: [
                            ("source", .string(evaluate.accuracy.source.rawValue)),
                            ("predictor", .string(evaluate.accuracy.predictor.rawValue)),
                        ] + json(evaluate.accuracy.proxies) + [
                            ("proxy", .string(evaluate.accuracy.proxy.rawValue)),
                            ("training_cells", .integer(evaluate.accuracy.trainingCells)),
                            ("rounds", JSON(evaluate.accuracy.rounds)),
                            ("depth", JSON(evaluate.accuracy.depth)),
                            ("learning_rate", JSON(evaluate.accuracy.learningRate)),
                            ("row_share", JSON(evaluate.accuracy.rowShare)),
                            ("feature_share", JSON(evaluate.accuracy.featureShare)),
                        ] + json(evaluate.accuracy.command))
                ),
                (
                    "latency",
                    JSON(
                        object: [
                            ("source", .string(evaluate.latency.source.rawValue)),
                            ("noise", JSON(evaluate.latency.noise)),
                        ] + json(evaluate.latency.command))
                ),
            ] + energy)
    }

    private static func json(_ proxies: Accuracy.Proxies) -> [(String, JSON)] {
        proxies == .table ? [] : [("proxies", .string(proxies.rawValue))]
    }

    private static func json(_ partition: Partition) -> JSON {
        switch partition {
        case .scheme(let scheme): return JSON(object: [("scheme", .string(scheme.rawValue))])
        case .ofSpace(let name): return JSON(object: [("scheme", name.map(text) ?? .null)])
        case .automatic(let partition):
            return JSON(object: [
                ("scheme", .string(AutomaticPartition.schemeName)),
                ("measure", .string(partition.measure.rawValue)), ("count", JSON(partition.count)),
            ])
        case .niches(let niches, let countLiveEdges):
            let list = niches.map { niche in
                JSON(
                    object: [("name", text(niche.name)), ("rationale", text(niche.rationale))]
                        + niche.bounds.map {
                            ($0.operation.rawValue, .array([.integer($0.least), .integer($0.most)]))
                        })
            }
            return JSON(object: [("niches", .array(list)), ("count_live_edges", .bool(countLiveEdges))])
        }
    }

    private static func json(_ entry: ChainEntry) -> JSON {
        switch entry.step {
        case .stage(let stage): return .string(stage.rawValue)
        case .repeated(let generations, let entries):
            return JSON(object: [
                (
                    "repeat",
                    JSON(object: [
                        ("generations", .integer(generations)), ("stages", .array(entries.map(json))),
                    ])
                )
            ])
        case .program(let program):
            var members = [("name", text(program.name)), ("command", texts(program.command))]
            if let reads = program.reads { members.append(("reads", texts(reads))) }
            if let writes = program.writes { members.append(("writes", texts(writes))) }
            return JSON(object: [("program", JSON(object: members))])
        }
    }
}
