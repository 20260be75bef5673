internal import Records

/// Reads settings from a tree of YAML. What is wrong goes to the log.
struct SettingsDecoder {
    let log: DiagnosticLog

    /// The settings, or nil where the log holds why there are none.
    func settings(_ root: YAMLNode) -> PipelineSettings? {
        let top = MappingReader(root, name: PipelineFile.topName, location: root.location, log: log)
        let name = top.value("name").flatMap(runName)
        var randomSeed: Int?
        if let node = top.value("random_seed") { randomSeed = log.whole(node, in: 0...Int.max) }
        let spaceNode = top.value("space")
        let named = spaceNode.flatMap(SpaceRules(log: log).space)
        // What the other settings may say hangs on the space: of one that is not known nothing more can be told.
        guard spaceNode == nil || named != nil else { return nil }
        let space = named ?? .nasBench201
        let objectivesNode = top.given("objectives")
        let objectives = objectivesNode.flatMap(ObjectivesDecoder(log: log).objectives)
        let target = target(top.section("target", isRequired: true), space)
        let partitions = PartitionDecoder(log: log)
        let partition =
            space == .nasBench201
            ? partitions.partition(top.section("partition"))
            : partitions.partitionOfSpace(top.section("partition"))
        let seed = seed(top.section("seed"))
        let prompt = PromptDecoder(log: log).prompt(top.section("prompt"))
        let evaluateSection = top.section("evaluate")
        let archive = archive(top.section("archive"))
        let scoreSection = top.section("score")
        // What is said of the data decides what the others are where nothing is said of them.
        let data = data(top.section("data"))
        let evaluate = evaluate(evaluateSection, data, prompt.proposer, space)
        let score = score(scoreSection, data, evaluate)
        if let target { check(target, evaluate, top.location) }
        if let objectivesNode, let objectives {
            ObjectivesDecoder(log: log).check(
                objectives, objectivesNode, space: space, target: target, data: data, evaluate: evaluate,
                proposer: prompt.proposer)
        }
        if evaluate.energy.source == .command, log.isEmpty, objectives?.contains(.energy) != true {
            log.report(
                "found evaluate.energy.source: command, but energy is no objective; add it, objectives: "
                    + "[accuracy, latency, energy], or leave evaluate.energy out",
                at: evaluateSection.location)
        }
        let chain = ChainDecoder(log: log).chain(top.required("chain", "a list of stages"))
        top.finish()
        guard log.isEmpty, let target else { return nil }
        var settings = PipelineSettings(
            target: target, partition: partition, seed: seed, prompt: prompt, evaluate: evaluate,
            archive: archive, score: score, data: data, chain: chain)
        if let name { settings.name = name }
        if let randomSeed { settings.randomSeed = randomSeed }
        settings.space = space
        if let objectives { settings.objectives = objectives }
        if let spaceNode { SpaceRules(log: log).check(settings, at: spaceNode.location) }
        return log.isEmpty ? settings : nil
    }

    private func runName(_ node: YAMLNode) -> String? {
        log.text(node, "1 to 64 of A-Z a-z 0-9 . _ - (and neither '.' nor '..')") { text in
            (1...64).contains(text.utf8.count) && text != "." && text != ".."
                && text.utf8.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: ".") }
        }
    }

    private func target(
        _ reader: MappingReader, _ space: PipelineSettings.Space
    ) -> PipelineSettings.Target? {
        let rules = SpaceRules(log: log)
        let dataset = rules.name(reader, "dataset", space, other: PipelineSettings.Dataset.other)
        let device = rules.name(reader, "device", space, other: PipelineSettings.Device.other)
        func limit(_ key: String, _ unit: String) -> Double? {
            reader.given(key).flatMap {
                log.number($0, "a number above 0, \(unit), or null") { $0 > 0 }
            }
        }
        let latency = limit("latency_limit_ms", "in milliseconds")
        let flops = limit("flops_limit_m", "in millions of multiply-adds")
        let params = limit("params_limit_m", "in millions of parameters")
        reader.finish()
        guard let dataset, let device else { return nil }
        return PipelineSettings.Target(
            dataset: dataset, device: device, latencyLimitMs: latency, flopsLimitM: flops,
            paramsLimitM: params)
    }

    private func seed(_ reader: MappingReader) -> PipelineSettings.Seed {
        var seed = PipelineSettings.Seed()
        reader.whole("per_niche", in: 0...10_000, into: &seed.perNiche)
        reader.finish()
        return seed
    }

    /// Where nothing else is said, tables win where there are any; else the surrogates stand in. CoLLM-NAS
    /// asks the benchmark itself for accuracies, so its tables are looked up, not learnt from.
    private func evaluate(
        _ reader: MappingReader, _ data: PipelineSettings.DataFolders,
        _ proposer: PipelineSettings.Prompt.Proposer, _ space: PipelineSettings.Space
    ) -> PipelineSettings.Evaluate {
        var evaluate = PipelineSettings.Evaluate()
        // Tables know nothing of a space that a file defines; `SpaceRules` says so.
        let mayNeedTables = space == .nasBench201
        let accuracy = reader.section("accuracy")
        if proposer == .coLLM { evaluate.accuracy.source = .table }
        if data.tables == nil { evaluate.accuracy.source = .surrogate }
        let accuracySource = accuracy.choice("source", into: &evaluate.accuracy.source)
        let byProgram = CommandDecoder(log: log)
        if mayNeedTables, ![.surrogate, .command].contains(evaluate.accuracy.source) {
            needTables(data, accuracySource)
        }
        let predictorNode = accuracy.choice("predictor", into: &evaluate.accuracy.predictor)
        checkProxies(
            accuracy.choice("proxies", into: &evaluate.accuracy.proxies), predictorNode, evaluate.accuracy,
            space)
        accuracy.choice("proxy", into: &evaluate.accuracy.proxy)
        accuracy.whole("training_cells", in: 2...15_625, into: &evaluate.accuracy.trainingCells)
        evaluate.accuracy.rounds = accuracy.given("rounds").flatMap { log.whole($0, in: 1...10_000) }
        evaluate.accuracy.depth = accuracy.given("depth").flatMap { log.whole($0, in: 1...16) }
        evaluate.accuracy.learningRate = share("learning_rate", accuracy)
        evaluate.accuracy.rowShare = share("row_share", accuracy)
        evaluate.accuracy.featureShare = share("feature_share", accuracy)
        evaluate.accuracy.command = byProgram.command(
            accuracy, isSource: evaluate.accuracy.source == .command, location: accuracy.location,
            default: PipelineSettings.Command.accuracy)
        accuracy.finish()
        let latency = reader.section("latency")
        if data.tables == nil { evaluate.latency.source = .surrogate }
        let latencySource = latency.choice("source", into: &evaluate.latency.source)
        if mayNeedTables, evaluate.latency.source == .table { needTables(data, latencySource) }
        latency.number(
            "noise", "a relative standard deviation from 0 to 1 (0.1 is 10 %)", into: &evaluate.latency.noise
        ) { (0...1).contains($0) }
        evaluate.latency.command = byProgram.command(
            latency, isSource: evaluate.latency.source == .command, location: latency.location,
            default: PipelineSettings.Command.cost)
        if evaluate.latency.source == .command, evaluate.latency.noise > 0 {
            log.report(
                "found noise \(evaluate.latency.noise) and source: command; what a program measures has noise of "
                    + "its own: leave evaluate.latency.noise out", at: latency.location)
        }
        latency.finish()
        let energy = reader.section("energy")
        energy.choice("source", into: &evaluate.energy.source)
        evaluate.energy.command = byProgram.command(
            energy, isSource: evaluate.energy.source == .command, location: energy.location,
            default: PipelineSettings.Command.cost)
        energy.finish()
        reader.finish()
        return evaluate
    }

    /// Computed proxies are told to a predictor that the run fits, and to one that asks for them.
    private func checkProxies(
        _ node: YAMLNode?, _ predictor: YAMLNode?, _ accuracy: PipelineSettings.Accuracy,
        _ space: PipelineSettings.Space
    ) {
        guard accuracy.proxies == .computed, let node else { return }
        if space != .nasBench201 {
            log.report("found 'computed', which goes with nas-bench-201 alone", at: node.location)
        } else if accuracy.source != .predictor {
            log.report(
                "found 'computed' and source: \(accuracy.source.rawValue), which is told no computed proxies; a "
                    + "predictor is (source: predictor), fit on accuracies of data.tables", at: node.location)
        } else if accuracy.predictor == .structure {
            log.report(
                "found 'structure' and proxies: computed; a predictor of structure is told no proxies: choose "
                    + "zero-cost or zero-cost+structure, or leave proxies out",
                at: (predictor ?? node).location)
        }
    }

    private func share(_ key: String, _ reader: MappingReader) -> Double? {
        reader.given(key).flatMap {
            log.number($0, "a number above 0, at most 1, or null") { $0 > 0 && $0 <= 1 }
        }
    }

    private func score(
        _ reader: MappingReader, _ data: PipelineSettings.DataFolders, _ evaluate: PipelineSettings.Evaluate
    ) -> PipelineSettings.Score {
        var score = PipelineSettings.Score()
        let isMeasured = !evaluate.commands.isEmpty
        if data.tables == nil { score.truth = .surrogate }
        // What was measured is never judged by what was looked up.
        if isMeasured { score.truth = .unknown }
        let node = reader.choice("truth", into: &score.truth)
        if isMeasured, score.truth != .unknown, let node {
            log.report(
                "found \(node.found(withKind: false)), but a program measures this search, and no table holds what it "
                    + "would measure of the whole space; write score.truth: none, or leave it out",
                at: node.location)
        } else if score.truth == .table {
            needTables(data, node)
        }
        let isAllPredicted = evaluate.accuracy.source == .surrogate && evaluate.latency.source == .surrogate
        if score.truth == .surrogate, !isAllPredicted, !isMeasured, let node {
            log.report(
                "found 'surrogate', but the search is not by surrogates alone; leave score.truth out, or set "
                    + "evaluate.accuracy.source and evaluate.latency.source to surrogate", at: node.location)
        }
        reader.flag("exclude_degenerate", into: &score.excludesDegenerate)
        let reference = reader.section("reference")
        score.referenceAccuracyPercent = reference.given("accuracy_percent").flatMap {
            log.number($0, "a number from 0 to 100, in percent, or null") { (0...100).contains($0) }
        }
        score.referenceLatencyMs = reference.given("latency_ms").flatMap {
            log.number($0, "a number above 0, in milliseconds, or null") { $0 > 0 }
        }
        reference.finish()
        let hasReference = score.referenceAccuracyPercent != nil || score.referenceLatencyMs != nil
        if hasReference, score.truth != .unknown {
            log.report(
                "found score.reference, which score.truth: none alone goes by; by the others volumes are scaled by "
                    + "the reference front", at: reference.location)
        }
        reader.finish()
        return score
    }

    private func archive(_ reader: MappingReader) -> PipelineSettings.Archive {
        var archive = PipelineSettings.Archive()
        reader.number(
            "noise", "a number of spreads, 0 (any difference counts) or more", into: &archive.noise
        ) { $0 >= 0 }
        reader.finish()
        return archive
    }

    /// A child over the limit is rejected before anything is measured, so its latency must be known before.
    private func check(
        _ target: PipelineSettings.Target, _ evaluate: PipelineSettings.Evaluate, _ location: Location
    ) {
        guard log.isEmpty, evaluate.latency.source == .command, let limit = target.latencyLimitMs else {
            return
        }
        log.report(
            "found target.latency_limit_ms \(limit) and evaluate.latency.source: command; a measured latency is "
                + "known only after a child is accepted: leave the limit out, and read the front below it",
            at: location)
    }

    private func data(_ reader: MappingReader) -> PipelineSettings.DataFolders {
        /// Empty, as an environment variable that is not set makes it, means none.
        func path(_ key: String, _ expected: String) -> String? {
            let path = reader.given(key).flatMap { node in
                log.text(node, expected) { !$0.utf8.contains(0) }
            }
            return path?.isEmpty == true ? nil : path
        }
        let folder = "the path of a folder"
        let data = PipelineSettings.DataFolders(
            tables: path("tables", folder), surrogates: path("surrogates", folder),
            proxies: path("proxies", "the path of a file of proxies, or a folder of such"),
            images: path("images", "the path of a file of images"))
        reader.finish()
        return data
    }

    private func needTables(_ data: PipelineSettings.DataFolders, _ node: YAMLNode?) {
        // Where something is wrong already, it may be the tables' name.
        guard log.isEmpty, data.tables == nil, let node else { return }
        log.report(
            "found \(node.found(withKind: false)), which needs benchmark tables; name their folder in "
                + "data.tables, or write surrogate", at: node.location)
    }
}

/// `[A-Za-z0-9_-]`.
func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
    default: false
    }
}
