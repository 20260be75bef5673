import Conversation
import LanguageModel
import Pipeline
import Records
import StageKit

/// A question to the model and its answer, to be read by people. All of it may be a stranger's words, so none
/// of it reaches a terminal as it is.
struct PromptText {
    private static let limit = 200_000

    let text: String

    /// Throws code 64 where the run has no such question.
    init(_ id: String, in run: RunDirectory) throws {
        guard let exchange = try Recording(questionsOf: run.root).exchange(id) else {
            throw StageFailure(
                .usage, "\(PlainText.oneLine(id, limit: 80)): the run has no question of that name")
        }
        var lines = ["\(id)", ""]
        let parameters =
            exchange.request.body.members?.filter { $0.name != "messages" && $0.name != "response_format" }
            ?? []
        lines.append("  asked with \(PlainText.oneLine(JSON.object(parameters).text, limit: 500))")
        lines += try Self.outcome(id, in: run)
        for message in exchange.request.messages {
            lines += ["", "--- \(PlainText.oneLine(message.role, limit: 20)) ---"]
            lines.append(PlainText.block(message.content, limit: Self.limit))
        }
        lines.append("")
        if let response = exchange.response {
            lines += Self.reply(response)
        } else {
            lines.append("--- not answered yet ---")
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func reply(_ response: ChatResponse) -> [String] {
        guard response.verdict == .answered else {
            return ["--- no reply ---", PlainText.block(response.line.text, limit: 2_000)]
        }
        let reply = Reply(body: response.body)
        let from = [reply.model, reply.finishReason].compactMap { $0 }.map {
            PlainText.oneLine($0, limit: 100)
        }
        let heading = "--- reply (\(from.joined(separator: ", "))) ---"
        let body = reply.content ?? reply.problem ?? "nothing"
        return [heading, PlainText.block(body, limit: limit)]
    }

    private static func outcome(_ id: String, in run: RunDirectory) throws -> [String] {
        var lines: [String] = []
        let last = PathPattern.generations(in: run.root).last ?? 0
        for call in try RunReader(run: run).every(CallRecord.self, "calls.jsonl", last) where call.id == id {
            var line = "  \(call.outcome.rawValue)"
            if call.kind == .children {
                line += ": \(call.accepted) of \(call.asked) children taken, \(call.rejected) not"
            }
            if let detail = call.detail { line += "; \(PlainText.oneLine(detail, limit: 300))" }
            lines.append(line)
        }
        for entry in try run.ledger.records() where entry.id == id {
            var line = "  \(entry.finished) by \(entry.transport): \(entry.outcome.rawValue)"
            if let seconds = entry.seconds { line += " in \(TextTable.decimal(seconds, 1)) s" }
            if entry.retries > 0 { line += ", \(entry.retries) retries" }
            if let prompt = entry.promptTokens, let completion = entry.completionTokens {
                line += ", \(prompt) + \(completion) tokens"
            }
            if let cost = entry.costDollars { line += ", $\(TextTable.decimal(cost, 4))" }
            if let detail = entry.detail { line += "; \(PlainText.oneLine(detail, limit: 300))" }
            lines.append(line)
        }
        return lines
    }
}
