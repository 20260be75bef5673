import LanguageModel

/// Goes on where a prompt left off: what was wrong with the answer, and how many children are still wanted.
struct Repairs {
    let templates: PromptTemplates
    /// The template that asks for others.
    let template: String
    let tokenCap: Int

    /// Tokens that a first prompt may take: the others are left free, so that it can be repaired as it stands.
    /// A conversation whose beginning does not change is cheaper to go on with.
    var capBefore: Int { tokenCap - min(4_000, tokenCap / 4) }

    /// Takes at most half of the tokens that the conversation so far leaves free, so that another repair can
    /// follow; more only where the bare request for other children does not fit into half. nil where there
    /// is no room for that either.
    func after(_ prompt: Prompt, reply: String, rejected: [String], _ base: [String: Any]) -> Prompt? {
        let section = PromptSection("rejected", "children not accepted", texts: rejected)
        func correction(_ sections: [PromptSection]) -> [RequestBody.Message] {
            let context = PromptValues.context(base, sections)
            return [RequestBody.Message(.user, templates.render(template, context) ?? "")]
        }
        var bare = section
        bare.shown = 0
        let least = TokenEstimate.of(correction([bare])) + TokenEstimate.of(Self.noReply)
        let room = tokenCap - prompt.estimatedTokens
        guard least <= room else { return nil }
        let share = max(room / 2, least)
        // A third of it is the reply's: a model can only correct what it can see.
        let quoted = Self.cut(reply, tokens: min(share / 3, share - least))
        let cap = share - TokenEstimate.of(quoted)
        guard let correction = PromptBudget(cap: cap).fit([section], render: correction) else { return nil }
        let answer = Self.cut(reply, tokens: share - TokenEstimate.of(correction))
        return Prompt(
            messages: prompt.messages + [RequestBody.Message(.assistant, answer)] + correction)
    }

    /// What stands for a reply of which nothing can be shown: endpoints refuse an empty message.
    private static let noReply = "-"

    /// The beginning of a reply, made plain, in at most that many tokens.
    private static func cut(_ reply: String, tokens: Int) -> String {
        let most = max(0, tokens) * 3
        let mark = " […]"
        // A megabyte is not looked through for the few thousand characters that are shown.
        let start = String(String.UnicodeScalarView(reply.unicodeScalars.prefix(4 * most + 1)))
        let plain = PlainText.block(start, limit: most + 1)
        guard !plain.isEmpty, most >= mark.utf8.count else { return noReply }
        guard plain.utf8.count > most else { return plain }
        var kept = 0
        var end = plain.unicodeScalars.startIndex
        for index in plain.unicodeScalars.indices {
            kept += plain.unicodeScalars[index].utf8.count
            if kept > most - mark.utf8.count { break }
            end = plain.unicodeScalars.index(after: index)
        }
        return String(plain.unicodeScalars[..<end]) + mark
    }
}
