internal import Records

/// Reads the section `prompt`.
struct PromptDecoder {
    let log: DiagnosticLog

    func prompt(_ reader: MappingReader) -> PipelineSettings.Prompt {
        // What is left open follows from these two.
        var proposer = PipelineSettings.Prompt.Proposer.screenedEvolution
        var profile = PipelineSettings.Prompt.Profile.standard
        reader.choice("proposer", into: &proposer)
        reader.choice("profile", into: &profile)
        var prompt = PipelineSettings.Prompt(
            proposer: proposer, profile: profile,
            children: reader.value("children").flatMap { log.whole($0, in: 1...1000) },
            novelty: reader.given("novelty").flatMap { log.choice($0, PipelineSettings.Prompt.Novelty.self) },
            allocation: reader.given("allocation").flatMap {
                log.choice($0, PipelineSettings.Prompt.Allocation.self)
            })
        reader.whole("parents", in: 1...1000, into: &prompt.parents)
        reader.number("crossover_probability", "a number from 0 to 1", into: &prompt.crossoverProbability) {
            $0 >= 0 && $0 <= 1
        }
        reader.choice("operator", into: &prompt.operator)
        reader.whole("repairs", in: 0...10, into: &prompt.repairs)
        reader.whole("rules", in: 1...100, into: &prompt.rules)
        reader.whole("prompt_tokens", in: 1_500...10_000_000, into: &prompt.promptTokens)
        prompt.templates = folder("templates", reader)
        prompt.coLLM = coLLM(reader.section("collm"))
        prompt.model = model(reader.section("model"))
        reader.finish()
        return prompt
    }

    private func coLLM(_ reader: MappingReader) -> PipelineSettings.Prompt.CoLLM {
        var coLLM = PipelineSettings.Prompt.CoLLM()
        reader.flag("navigator_memory", into: &coLLM.navigatorMemory)
        reader.flag("generator_memory", into: &coLLM.generatorMemory)
        reader.flag("single_model", into: &coLLM.isSingle)
        coLLM.targetAccuracyPercent = reader.given("target_accuracy_percent").flatMap {
            log.number($0, "a number above 0, at most 100, or null") { $0 > 0 && $0 <= 100 }
        }
        reader.whole("candidates", in: 1...1000, into: &coLLM.candidates)
        reader.whole("budget", in: 1...15_625, into: &coLLM.budget)
        reader.finish()
        return coLLM
    }

    private func folder(_ key: String, _ reader: MappingReader) -> String? {
        reader.given(key).flatMap { node in
            log.text(node, "the path of a folder, or null") { !$0.isEmpty && !$0.utf8.contains(0) }
        }
    }

    private func model(_ reader: MappingReader) -> PipelineSettings.Model {
        var model = PipelineSettings.Model()
        if let node = reader.value("name"),
            let name = log.text(node, "the model's name", where: { !$0.isEmpty && $0.utf8.count <= 200 })
        {
            model.name = name
        }
        if let node = reader.value("temperature") {
            model.temperature =
                node.isNull ? nil : log.number(node, "a number from 0 to 2, or null") { $0 >= 0 && $0 <= 2 }
        }
        if let node = reader.value("completion_tokens") {
            model.completionTokens = node.isNull ? nil : log.whole(node, in: 16...10_000_000)
        }
        reader.choice("structured_output", into: &model.structuredOutput)
        if let node = reader.given("extra") { model.extra = extra(node) ?? model.extra }
        reader.choice("transport", into: &model.transport)
        model.recording = folder("recording", reader)
        if let node = reader.given("base_url") { model.baseURL = baseURL(node) }
        if let node = reader.value("key_variable") {
            model.keyVariable = keyVariable(node) ?? model.keyVariable
        }
        reader.whole("concurrency", in: 1...256, into: &model.concurrency)
        reader.whole("retries", in: 0...20, into: &model.retries)
        reader.number("time_out_seconds", "a number above 0, at most 86400", into: &model.timeOutSeconds) {
            $0 > 0 && $0 <= 86_400
        }
        reader.number("batch_wait_seconds", "a number from 0 to 604800", into: &model.batchWaitSeconds) {
            $0 >= 0 && $0 <= 604_800
        }
        model.budget = budget(reader.section("budget"))
        if let node = reader.given("prices") { model.prices = prices(node) }
        reader.finish()
        if model.transport == .replay, model.recording == nil {
            log.report(
                "transport replay without recording in prompt.model; expected the folder of a recording or a "
                    + "run directory", at: reader.location)
        }
        if model.budget.dollars != nil, model.price == nil {
            log.report(
                "max_cost without a price of '\(printable(model.name))'; expected it in prompt.model.prices",
                at: reader.location)
        }
        return model
    }

    private func budget(_ reader: MappingReader) -> PipelineSettings.Model.Budget {
        var budget = PipelineSettings.Model.Budget()
        budget.calls = reader.given("max_calls").flatMap { log.whole($0, in: 0...Int.max) }
        budget.tokens = reader.given("max_tokens").flatMap { log.whole($0, in: 0...Int.max) }
        budget.dollars = reader.given("max_cost").flatMap {
            log.number($0, "a number of dollars, 0 or more, or null") { $0 >= 0 }
        }
        reader.finish()
        return budget
    }

    private func prices(_ node: YAMLNode) -> [PipelineSettings.Model.Price] {
        guard case .mapping(let entries) = node.content else {
            log.expected("a mapping of model names to {prompt, completion}", node)
            return []
        }
        return entries.map { entry in
            let reader = MappingReader(
                entry.value, name: "prompt.model.prices", location: entry.keyLocation, log: log)
            var price = PipelineSettings.Model.Price(model: entry.key, prompt: 0, completion: 0)
            let expected = "dollars for a million tokens, 0 or more"
            for (key, field) in [
                ("prompt", \PipelineSettings.Model.Price.prompt), ("completion", \.completion),
            ] {
                guard let node = reader.required(key, expected) else { continue }
                if let number = log.number(node, expected, where: { $0 >= 0 }) {
                    price[keyPath: field] = number
                }
            }
            reader.finish()
            return price
        }
    }

    // MARK: Where a key might stand by mistake: messages here never show what was found.

    private func baseURL(_ node: YAMLNode) -> String? {
        if case .scalar(let scalar) = node.content, scalar.value == .string {
            let text = scalar.text
            let isAllowed = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"@?#".utf8.contains($0) }
            if isAllowed, ["http://", "https://"].contains(where: { text.hasPrefix($0) && text != $0 }) {
                return text
            }
        }
        log.report(
            "base_url is no address; expected http:// or https:// without name, password or query",
            at: node.location)
        return nil
    }

    private func keyVariable(_ node: YAMLNode) -> String? {
        if case .scalar(let scalar) = node.content, scalar.value == .string {
            let bytes = Array(scalar.text.utf8)
            // Small letters stand in keys: Google's and Groq's would pass for names.
            let isAllowed = bytes.allSatisfy {
                isNameByte($0) && $0 != UInt8(ascii: "-") && !(0x61...0x7A).contains($0)
            }
            if isAllowed, let first = bytes.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
                return scalar.text
            }
        }
        log.report(
            "key_variable is no environment variable's name; expected one in capitals such as OPENAI_API_KEY (the key itself "
                + "never stands in a file)", at: node.location)
        return nil
    }

    private static let secretNames: Set = [
        "key", "api_key", "api-key", "apikey", "x-api-key", "authorization", "bearer", "token",
        "access_token",
        "secret", "password",
    ]

    private func extra(_ node: YAMLNode) -> JSON? {
        guard case .mapping(let entries) = node.content else {
            log.expected("a mapping, members of each request's body", node)
            return nil
        }
        for entry in entries where ["messages", "model", "stream", "n"].contains(entry.key) {
            log.report(
                "'\(entry.key)' cannot stand in prompt.model.extra: we say it ourselves",
                at: entry.keyLocation)
        }
        for key in node.keyLocations where Self.secretNames.contains(key.name.lowercased()) {
            log.report("a key never stands in a file; set the environment variable", at: key.location)
        }
        return node.json
    }
}

extension YAMLNode {
    /// Every key of it, however deep.
    fileprivate var keyLocations: [(name: String, location: Location)] {
        switch content {
        case .scalar: []
        case .sequence(let elements): elements.flatMap(\.keyLocations)
        case .mapping(let entries):
            entries.flatMap { [($0.key, $0.keyLocation)] + $0.value.keyLocations }
        }
    }

    /// The value as JSON; numbers that JSON has no word for are null.
    var json: JSON {
        switch content {
        case .sequence(let elements): .array(elements.map(\.json))
        case .mapping(let entries):
            // Sorted as the settings are written, so that they read back as equal.
            .object(
                entries.map { .init($0.key, $0.value.json) }.sorted {
                    $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
                })
        case .scalar(let scalar):
            switch scalar.value {
            case .null: .null
            case .bool(let flag): .bool(flag)
            case .integer(let number): .integer(number)
            case .number(let number): JSON(number)
            case .string: .string(scalar.text)
            }
        }
    }
}
