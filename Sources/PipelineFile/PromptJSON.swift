internal import Records

extension PipelineSettings.Prompt {
    /// The section `prompt`, complete.
    var json: JSON {
        JSON(object: [
            ("proposer", .string(proposer.rawValue)),
            ("profile", .string(profile.rawValue)),
            ("children", .integer(children)),
            ("parents", .integer(parents)),
            ("crossover_probability", .number(crossoverProbability)),
            ("operator", .string(self.operator.rawValue)),
            ("novelty", .string(novelty.rawValue)),
            ("allocation", .string(allocation.rawValue)),
            ("repairs", .integer(repairs)),
            ("rules", .integer(rules)),
            ("prompt_tokens", .integer(promptTokens)),
            ("templates", templates.map(PipelineSettings.text) ?? .null),
            ("collm", coLLM.json),
            ("model", model.json),
        ])
    }
}

extension PipelineSettings.Prompt.CoLLM {
    var json: JSON {
        JSON(object: [
            ("navigator_memory", .bool(navigatorMemory)),
            ("generator_memory", .bool(generatorMemory)),
            ("single_model", .bool(isSingle)),
            ("target_accuracy_percent", JSON(targetAccuracyPercent)),
            ("candidates", .integer(candidates)),
            ("budget", .integer(budget)),
        ])
    }
}

extension PipelineSettings.Model {
    var json: JSON {
        JSON(object: [
            ("name", PipelineSettings.text(name)),
            ("temperature", JSON(temperature)),
            ("completion_tokens", JSON(completionTokens)),
            ("structured_output", .string(structuredOutput.rawValue)),
            ("extra", Self.escaped(extra)),
            ("transport", .string(transport.rawValue)),
            ("recording", recording.map(PipelineSettings.text) ?? .null),
            ("base_url", baseURL.map(PipelineSettings.text) ?? .null),
            ("key_variable", .string(keyVariable)),
            ("concurrency", .integer(concurrency)),
            ("retries", .integer(retries)),
            ("time_out_seconds", .number(timeOutSeconds)),
            ("batch_wait_seconds", .number(batchWaitSeconds)),
            (
                "budget",
                JSON(object: [
                    ("max_calls", JSON(budget.calls)), ("max_tokens", JSON(budget.tokens)),
                    ("max_cost", JSON(budget.dollars)),
                ])
            ),
            (
                "prices",
                JSON(
                    object: prices.map { price in
                        (
                            price.model,
                            JSON(object: [
                                ("prompt", .number(price.prompt)), ("completion", .number(price.completion)),
                            ])
                        )
                    })
            ),
        ])
    }

    /// Every text in it with `${` as `$${`, as a pipeline file has it.
    private static func escaped(_ value: JSON) -> JSON {
        switch value {
        case .string(let text): PipelineSettings.text(text)
        case .array(let elements): .array(elements.map(escaped))
        case .object(let members): .object(members.map { .init($0.name, escaped($0.value)) })
        default: value
        }
    }
}
