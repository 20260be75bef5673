public import LanguageModel
public import PipelineFile
public import Records
internal import StageKit

/// One question of a generation to the model.
public struct Question: Sendable {
    public var request: ChatRequest
    public var kind: CallRecord.Kind
    public var generation: Int
    /// The niche, or "all".
    public var niche: String
    /// 0, or the number of the repair.
    public var attempt: Int

    public var id: String { request.customID }

    /// Puts messages to the model as the pipeline file has it.
    public init(
        kind: CallRecord.Kind, generation: Int, niche: String, attempt: Int, messages: [RequestBody.Message],
        schema: JSON,
        model: PipelineSettings.Model, seed: Int
    ) {
        self.kind = kind
        self.generation = generation
        self.niche = niche
        self.attempt = attempt
        let id = Self.id(kind: kind, generation: generation, niche: niche, attempt: attempt)
        request = ChatRequest(
            customID: id,
            body: RequestBody(
                model: model.name, messages: messages, temperature: model.temperature, seed: seed,
                maximumCompletionTokens: model.completionTokens,
                format: .init(model.structuredOutput, name: kind.rawValue, schema: schema),
                extra: model.extra.members ?? []
            ).json)
    }

    /// "g03-S2-children-a0".
    public static func id(kind: CallRecord.Kind, generation: Int, niche: String, attempt: Int) -> String {
        "g\(PathPattern.twoDigits(generation))-\(niche)-\(kind.rawValue)-a\(attempt)"
    }
}

extension RequestBody.Format {
    init(_ setting: PipelineSettings.Model.StructuredOutput, name: String, schema: JSON) {
        switch setting {
        case .jsonSchema: self = .schema(name: name, schema)
        case .jsonObject: self = .object
        case .none: self = .text
        }
    }
}
