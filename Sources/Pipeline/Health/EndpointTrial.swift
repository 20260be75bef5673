internal import LanguageModel
internal import PipelineFile
internal import Records
internal import StageKit

/// One short question to the model by the program `ask`, as a run would put it: whether key, address and
/// model's name are right shows in nothing else. It costs some tokens.
enum EndpointTrial {
    private static let check = "model's answer"
    private static let seconds = 60

    static func finding(_ model: PipelineSettings.Model) -> Finding {
        let name = PlainText.oneLine(model.name, limit: 80)
        do {
            guard let response = try response(model) else {
                return Finding(.trouble, check, "`ask` ended without a word of \(name)", advice)
            }
            switch response.verdict {
            case .answered: return Finding(.ok, check, "\(name) answers")
            case .tryAgain(let message):
                return Finding(.trouble, check, "\(name): \(message)", "try again later, or \(advice)")
            case .refused(let message), .misconfigured(let message):
                return Finding(.trouble, check, "\(name): \(message)", advice)
            }
        } catch {
            return Finding(.trouble, check, PlainText.oneLine("\(error)", limit: 300), advice)
        }
    }

    private static let advice = "look at the address, the key, and prompt.model.name of the pipeline file"

    /// Nil where `ask` says nothing: its reason stands on standard error then.
    private static func response(_ model: PipelineSettings.Model) throws -> ChatResponse? {
        guard let program = Program.stagePath("ask") else { return nil }
        var command = [
            program, "--key-variable", model.keyVariable, "--retries", "0", "--time-out", "\(seconds)",
        ]
        if let url = model.baseURL { command += ["--base-url", url] }
        let message = JSON(object: [
            ("role", .string("user")), ("content", .string("Answer with the word ok.")),
        ])
        let request = ChatRequest(
            customID: "doctor",
            body: JSON(object: [
                ("model", .string(model.name)), ("messages", .array([message])),
                ("max_completion_tokens", .integer(64)),
            ]))
        let companion = try Companion(command)
        try companion.send(Array((request.line.text + "\n").utf8))
        companion.finishInput()
        let line = try companion.nextLine()
        _ = try companion.wait()
        return try line.map { try ChatResponse(line: try JSONParser.parse($0)) }
    }
}
