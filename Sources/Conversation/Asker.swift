internal import Files
internal import LanguageModel
internal import PipelineFile
internal import Records
internal import StageKit

/// The program `ask` at work for this generation: it alone talks to the network, and it alone sees the key.
final class Asker {
    /// What it says of one request.
    struct Outcome {
        var response: ChatResponse
        var attempts: Int
        var seconds: Double?
        var omitted: [String]
    }

    private let companion: Companion

    /// Starts it for live requests, or, with the file that remembers one, for a batch. `omitting` is what the
    /// endpoint is known to refuse.
    init(model: PipelineSettings.Model, batchState: String? = nil, omitting: [String] = []) throws {
        guard let program = Program.stagePath("ask") else {
            throw StageFailure(
                .missingInput, "the program 'ask', which talks to models, does not lie beside prompt")
        }
        var command = [
            program, "--key-variable", model.keyVariable, "--concurrency", "\(model.concurrency)",
            "--retries",
            "\(model.retries)", "--time-out", "\(model.timeOutSeconds)",
        ]
        if let url = model.baseURL { command += ["--base-url", url] }
        if !omitting.isEmpty { command += ["--omit", omitting.joined(separator: ",")] }
        if let batchState { command += ["--batch", batchState, "--wait", "\(model.batchWaitSeconds)"] }
        companion = try Companion(command)
    }

    func send(_ request: ChatRequest) throws { try companion.send(Array((request.line.text + "\n").utf8)) }

    func finishInput() { companion.finishInput() }

    /// Whether it has said something that was not taken yet.
    var hasNext: Bool { companion.hasLine }

    /// What it has said of the next request, whichever that is; nil when it has ended.
    func next() throws -> Outcome? {
        guard let line = try companion.nextLine() else { return nil }
        do {
            let value = try JSONParser.parse(line)
            let took = value["ask"]
            return Outcome(
                response: try ChatResponse(line: value),
                attempts: min(max(1, took?["attempts"]?.integer ?? 1), 1_000),
                seconds: took?["seconds"]?.number, omitted: took?["omitted"]?.strings ?? [])
        } catch {
            throw StageFailure(.software, "ask wrote what is no response: \(error)")
        }
    }

    /// The exit code it left with.
    func exitCode() throws -> ExitCode {
        let code = try companion.wait().code
        // What kills it, be it for want of memory, may not be there the next time.
        if code > 128 { return .tryAgain }
        // Its command line is ours, but for the endpoint's address.
        if code == ExitCode.usage.rawValue { return .unavailable }
        return ExitCode(rawValue: code) ?? .failed
    }
}
