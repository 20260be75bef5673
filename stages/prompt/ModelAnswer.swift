import LanguageModel
import Proposal
import Records

/// An answer of the model to one question, read as far as it can be.
struct ModelAnswer {
    let response: ChatResponse
    private let reply: Reply

    init(_ response: ChatResponse) {
        self.response = response
        reply = Reply(body: response.body)
    }

    /// Whether the endpoint would not answer at all.
    var isRefused: Bool {
        if case .refused = response.verdict { true } else { false }
    }

    /// What it says, "" where it says nothing.
    var text: String { reply.content ?? "" }

    /// The list that stands under one of these names. Throws, in words, why there is none.
    func list(_ names: [String]) throws(UnusableReply) -> ReplyJSON {
        if case .refused(let message) = response.verdict {
            throw UnusableReply("the endpoint refused: \(PlainText.oneLine(message, limit: 200))")
        }
        guard let content = reply.content, reply.refusal == nil else {
            throw UnusableReply(reply.problem ?? "the reply is empty")
        }
        do throws(ReplyJSON.Problem) {
            return try ReplyJSON.find(in: content, keys: names)
        } catch {
            throw UnusableReply(reply.isTruncated ? reply.problem ?? error.message : error.message)
        }
    }

    /// What the call is to be remembered by; what came of it is for whoever reads the answer to say.
    func call(_ kind: CallRecord.Kind, id: String, generation: Int, scope: String, attempt: Int) -> CallRecord
    {
        CallRecord(
            id: id, generation: generation, niche: scope, kind: kind, attempt: attempt, outcome: .used,
            model: reply.model.map { PlainText.oneLine($0, limit: 100) },
            promptTokens: reply.usage.promptTokens, completionTokens: reply.usage.completionTokens)
    }
}

extension CallRecord {
    /// Notes what there is to say of an answer that was used.
    mutating func note(_ notes: [String], isTruncated: Bool) {
        let all = notes + (isTruncated ? ["the reply was cut off"] : [])
        detail = all.isEmpty ? nil : all.joined(separator: "; ")
    }

    /// Notes that nothing could be made of an answer.
    mutating func fail(_ problem: UnusableReply, isRefused: Bool) {
        outcome = isRefused ? .refused : .unusable
        detail = problem.message
    }
}
