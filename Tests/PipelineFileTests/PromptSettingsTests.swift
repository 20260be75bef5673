import PipelineFile
import Records
import Testing

@Suite struct PromptSettingsTests {
    private func prompt(_ prompt: String) throws -> PipelineSettings.Prompt {
        try PipelineFile.parse(
            Array((least + "prompt:\n" + prompt).utf8), file: "a.yaml"
        ).settings.prompt
    }

    private func complaint(_ prompt: String) -> String {
        do {
            _ = try self.prompt(prompt)
            return "good"
        } catch {
            return "\(error)"
        }
    }

    @Test func everySettingOfAModelIsRead() throws {
        let prompt = try self.prompt(
            """
              proposer: co-evolution
              operator: model
              novelty: text
              allocation: even
              repairs: 3
              rules: 7
              prompt_tokens: 2000
              templates: mine
              collm: {navigator_memory: false, generator_memory: true, single_model: true,
                      target_accuracy_percent: 91.5, candidates: 7, budget: 70}
              model:
                name: qwen3:8b
                temperature: null
                completion_tokens: 500
                structured_output: json_object
                extra: {top_p: 0.9, chat_template_kwargs: {enable_thinking: false}, stop: [a, b], seed: null}
                transport: replay
                recording: recordings/a
                base_url: http://localhost:11434/v1
                key_variable: OLLAMA_KEY
                concurrency: 2
                retries: 5
                time_out_seconds: 30
                batch_wait_seconds: 60
                budget: {max_calls: 10, max_tokens: 2000, max_cost: 0.5}
                prices: {"qwen3:8b": {prompt: 1, completion: 2.5}}

            """)
        let extra = try JSONParser.parse(
            #"{"chat_template_kwargs":{"enable_thinking":false},"seed":null,"stop":["a","b"],"top_p":0.9}"#)
        let price = PipelineSettings.Model.Price(model: "qwen3:8b", prompt: 1, completion: 2.5)
        let expected = PipelineSettings.Prompt(
            proposer: .coEvolution, operator: .model, novelty: .text, allocation: .even, repairs: 3, rules: 7,
            promptTokens: 2000, templates: "mine",
            coLLM: .init(
                navigatorMemory: false, generatorMemory: true, isSingle: true, targetAccuracyPercent: 91.5,
                candidates: 7, budget: 70),
            model: .init(
                name: "qwen3:8b", temperature: nil, completionTokens: 500, structuredOutput: .jsonObject,
                extra: extra, transport: .replay, recording: "recordings/a",
                baseURL: "http://localhost:11434/v1", keyVariable: "OLLAMA_KEY", concurrency: 2, retries: 5,
                timeOutSeconds: 30, batchWaitSeconds: 60,
                budget: .init(calls: 10, tokens: 2000, dollars: 0.5), prices: [price]))
        #expect(prompt == expected)
        #expect(prompt.model.price == price)
    }

    @Test func allOfItReadsBack() throws {
        var settings = try settings(least)
        settings.prompt = PipelineSettings.Prompt(
            proposer: .latencyPrompt, profile: .algorithm1, templates: "${here}",
            coLLM: .init(generatorMemory: true, targetAccuracyPercent: 0.1 + 0.2, budget: 15_625),
            model: .init(
                name: "a ${b}", extra: .object([.init("a", .string("${c}")), .init("b", .array([.null]))]),
                recording: "r", prices: [.init(model: "m: n", prompt: 0, completion: 1)]))
        let again = try PipelineFile.parse(Array(settings.fileText.utf8), file: "settings.json").settings
        #expect(again == settings)
    }

    @Test(arguments: PipelineSettings.Prompt.Proposer.allCases)
    func whatIsLeftOpenSuitsWhoProposes(_ proposer: PipelineSettings.Prompt.Proposer) throws {
        let prompt = try self.prompt("  proposer: \(proposer.rawValue)\n")
        #expect(prompt.children == 5)
        let comparesText = !proposer.asksModel || proposer == .coLLM
        #expect(prompt.novelty == (comparesText ? .text : .function))
        #expect(prompt.allocation == (proposer.asksModel ? .adaptive : .even))
    }

    /// The paper of CoLLM-NAS looks accuracies up; without tables the surrogates stand in for all.
    @Test(arguments: [("pea", PipelineSettings.Accuracy.Source.predictor), ("collm", .table)])
    func whereAccuracyComesFromSuitsWhoProposes(
        _ proposer: String, _ source: PipelineSettings.Accuracy.Source
    ) throws {
        let text = least + "prompt: {proposer: \(proposer)}\n"
        func found(_ more: String) throws -> PipelineSettings.Accuracy.Source {
            try PipelineFile.parse(Array((text + more).utf8), file: "a.yaml").settings.evaluate.accuracy
                .source
        }
        #expect(try found("") == source)
        #expect(try found("evaluate: {accuracy: {source: surrogate}}\n") == .surrogate)
    }

    @Test func theNetworksCostCanBeLimited() throws {
        let text = least.replacing("target: {", with: "target: {flops_limit_m: 100.5, params_limit_m: 1, ")
        let target = try PipelineFile.parse(Array(text.utf8), file: "a.yaml").settings.target
        #expect(target.flopsLimitM == 100.5 && target.paramsLimitM == 1 && target.latencyLimitMs == nil)
    }

    /// Algorithm 1 makes one child a niche, compares cells as written and knows no adaptive shares.
    @Test func aProfileIsASetOfDefaultsThatOneCanOverrule() throws {
        let profile = try self.prompt("  proposer: co-evolution\n  profile: algorithm1\n")
        #expect(profile.children == 1 && profile.novelty == .text && profile.allocation == .even)
        let overruled = try self.prompt(
            "  proposer: co-evolution\n  profile: algorithm1\n  novelty: function\n  children: 2\n")
        #expect(overruled.children == 2 && overruled.novelty == .function && overruled.allocation == .even)
    }

    @Test(arguments: [
        ("  proposer: coevolution\n", "did you mean 'co-evolution'?"),
        ("  children: null\n", "expected a whole number from 1 to 1000"),
        ("  prompt_tokens: 100\n", "expected a whole number from 1500"),
        ("  collm: {budget: 0}\n", "expected a whole number from 1 to 15625"),
        ("  collm: {target_accuracy_percent: 101}\n", "expected a number above 0, at most 100, or null"),
        ("  collm: {navigator_memory: yes please}\n", "expected true or false"),
        ("  collm: {memory: true}\n", "unknown key 'memory' in prompt.collm"),
        ("  model: {transport: replay}\n", "transport replay without recording"),
        ("  model: {budget: {max_cost: 1}}\n", "max_cost without a price of 'gpt-4.1'"),
        ("  model: {budget: {max_coast: 1}}\n", "did you mean 'max_cost'?"),
        ("  model: {prices: {gpt-4.1: {prompt: 1}}}\n", "missing key 'completion' in prompt.model.prices"),
        ("  model: {prices: [1]}\n", "expected a mapping of model names"),
        ("  model: {temperature: 3}\n", "expected a number from 0 to 2"),
        ("  model: {extra: {messages: []}}\n", "'messages' cannot stand in prompt.model.extra"),
        ("  model: {extra: {metadata: {api_key: x}}}\n", "a key never stands in a file"),
        ("  model: {extra: {prompt_cache_key: x}}\n", "good"),
        ("  model: {extra: 5}\n", "expected a mapping, members of each request's body"),
        ("  model: {base_url: localhost}\n", "base_url is no address"),
        ("  model: {base_url: \"http://a/v1?x=y\"}\n", "base_url is no address"),
    ])
    func aMistakeIsNamed(_ prompt: String, _ words: String) {
        #expect(complaint(prompt).contains(words), "\(complaint(prompt))")
    }

    /// Somebody will write a key where it does not belong. It is refused, and the message, which goes to a
    /// log, does not hold it.
    @Test(arguments: [
        "  model: {api_key: KEY}\n", "  model: {api_key: \"KEY\"}\n", "  model: {key_variable: KEY}\n",
        "  model: {base_url: \"https://user:KEY@host/v1\"}\n",
        "  model: {base_url: \"https://host/v1?key=KEY\"}\n",
        "  model: {extra: {api_key: KEY}}\n", "  model: {KEY: x}\n", "  model: {name: [KEY]}\n",
        "  model: {base_url: http://KEY@host/v1}\n", "  model: {key_variable: gsk_Abcdefghij0123456789}\n",
    ])
    func aKeyIsNeverShown(_ prompt: String) {
        let key = "sk-proj-Abcdefghij0123456789"
        let message = complaint(prompt.replacing("KEY", with: key))
        #expect(message != "good")
        #expect(!message.contains("Abcdefghij"), "\(message)")
    }
}
