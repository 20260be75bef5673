import LanguageModel
public import Proposal

/// Composes what is asked of a model: for each scope, rules to revise and children to make, and, where an
/// answer was not good enough, what was wrong with it.
///
/// The same state gives the same bytes. Every text a model wrote is made plain and bounded before it is
/// shown to one. A request's messages stay under the token cap together; to that end lists are cut in a
/// fixed order, and the prompt says what was cut.
public struct PromptComposer {
    private let templates: PromptTemplates
    private let state: SearchState
    private let proposer: ModelProposer
    private var settings: PromptSettings

    /// `state` is what is known before this generation. Throws for a cap below
    /// `PromptSettings.leastTokenCap`.
    public init(
        templates: PromptTemplates, state: SearchState, proposer: ModelProposer = .coEvolution,
        settings: PromptSettings = PromptSettings()
    ) throws(PromptError) {
        guard settings.tokenCap >= PromptSettings.leastTokenCap else {
            throw PromptError(
                message:
                    "a cap of \(settings.tokenCap) tokens is too low, the least is \(PromptSettings.leastTokenCap)"
            )
        }
        self.templates = templates
        self.state = state
        self.proposer = proposer
        self.settings = settings
        // Beyond any model's context, and far from where sums of tokens and bytes would overflow.
        self.settings.tokenCap = min(settings.tokenCap, 100_000_000)
    }

    /// Asks for a revision of the scope's rules, `state.knowledge[scope.name]`, from the last results.
    public func knowledgeUpdate(_ scope: Scope) throws(PromptError) -> Prompt {
        try compose(
            "knowledge", system: "knowledge-system", scope,
            knowledge: state.knowledge[scope.name] ?? KnowledgeBase())
    }

    /// Asks for the scope's children. `knowledge` is the revised one; proposers without rules ignore it.
    public func children(
        _ scope: Scope, knowledge: KnowledgeBase = KnowledgeBase()
    ) throws(PromptError) -> Prompt {
        switch proposer {
        case .coEvolution, .unpartitioned:
            try compose("children", system: "children-system", scope, knowledge: knowledge)
        case .noKnowledge: try compose("children", system: "children-system", scope, knowledge: nil)
        case .plainPrompt: try compose("plain", system: nil, scope, knowledge: nil)
        case .latencyPrompt: try compose("latency", system: nil, scope, knowledge: nil)
        }
    }

    /// Goes on where `prompt` left off: what the model answered, which children were not accepted and why,
    /// and how many are still wanted.
    public func repair(
        _ prompt: Prompt, reply: String, rejected: [RejectedChild], wanted: Int
    ) throws(PromptError) -> Prompt {
        try repair(prompt, reply, rejected, problem: nil, wanted)
    }

    /// The same for a reply nothing could be taken from. `problem` says why; `wanted` is 0 where rules, not
    /// children, were asked for.
    public func repair(
        _ prompt: Prompt, reply: String, problem: String, wanted: Int = 0
    ) throws(PromptError) -> Prompt {
        try repair(prompt, reply, [], problem: problem, wanted)
    }

    /// Tokens that a first prompt leaves free, so that it can be repaired as it stands: a conversation whose
    /// beginning does not change is cheaper to go on with.
    private var reserve: Int { min(4_000, settings.tokenCap / 4) }

    private func compose(
        _ name: String, system: String?, _ scope: Scope, knowledge: KnowledgeBase?
    ) throws(PromptError) -> Prompt {
        let facts = ScopeFacts(scope, state)
        // Figure 1a's prompt has the same values at hand; its template names none of them.
        let sections = facts.sections(settings: settings, knowledge: knowledge).filter {
            templates.uses($0.name, in: name)
        }
        let base = facts.context(settings: settings, hasKnowledge: knowledge != nil)
        let fixed = system.flatMap { templates.render($0, base) }
        let cap = settings.tokenCap - reserve
        let prompt = PromptBudget(cap: cap).fit(sections) { sections in
            let user = templates.render(name, Self.context(base, sections)) ?? ""
            return (fixed.map { [RequestBody.Message(.system, $0)] } ?? []) + [
                RequestBody.Message(.user, user)
            ]
        }
        guard let prompt else {
            throw PromptError(
                file: name + PromptTemplates.fileExtension,
                message: "even without any result it takes more than the \(cap) tokens that the cap of "
                    + "\(settings.tokenCap) leaves for it")
        }
        return prompt
    }

    static func context(_ base: [String: Any], _ sections: [PromptSection]) -> [String: Any] {
        var context = base
        let archiveShown = sections.first { $0.name == "archive" }?.shown ?? .max
        for section in sections {
            context[section.name] = section.context(archiveShown: archiveShown)
        }
        let leftOut = sections.filter { $0.shown == 0 && $0.total > 0 }.map(\.title)
        if !leftOut.isEmpty { context["left_out"] = leftOut.joined(separator: ", ") }
        return context
    }

    private func repair(
        _ prompt: Prompt, _ reply: String, _ rejected: [RejectedChild], problem: String?, _ wanted: Int
    ) throws(PromptError) -> Prompt {
        var base: [String: Any] = [:]
        if let problem { base["problem"] = ScopeFacts.quoted(problem, limit: 200) }
        if wanted > 0 { base["wanted"] = wanted }
        let section = PromptSection(
            "rejected", "children not accepted", texts: rejected.map { ScopeFacts.rejection($0) })
        let room = settings.tokenCap - prompt.estimatedTokens
        // A third of the room is the reply's: a model can only correct what it can see.
        let least = Self.cut(reply, tokens: room / 3)
        let correction = PromptBudget(cap: room - TokenEstimate.of(least)).fit([section]) { sections in
            [RequestBody.Message(.user, templates.render("repair", Self.context(base, sections)) ?? "")]
        }
        guard let correction else {
            throw PromptError(
                file: "repair" + PromptTemplates.fileExtension,
                message:
                    "the conversation leaves \(max(0, room)) of \(settings.tokenCap) tokens, too few for it")
        }
        let answer = Self.cut(reply, tokens: room - correction.estimatedTokens)
        return Prompt(
            messages: prompt.messages + [RequestBody.Message(.assistant, answer)] + correction.messages,
            cuts: prompt.cuts + correction.cuts)
    }

    /// The beginning of a reply, made plain, in at most that many tokens.
    private static func cut(_ reply: String, tokens: Int) -> String {
        let most = max(0, tokens) * 3
        let mark = " […]"
        // A megabyte is not looked through for the few thousand characters that are shown.
        let start = String(String.UnicodeScalarView(reply.unicodeScalars.prefix(4 * most + 1)))
        let plain = PlainText.block(start, limit: most + 1)
        // Endpoints refuse an empty message.
        guard !plain.isEmpty, most >= mark.utf8.count else { return "-" }
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
