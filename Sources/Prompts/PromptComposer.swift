import LanguageModel
public import Proposal

/// Composes what is asked of a model: for each scope, rules to revise and children to make, and, where an
/// answer was not good enough, what was wrong with it.
///
/// The same state gives the same bytes. Every text a model wrote is made plain and bounded before it is
/// shown to one. A request's messages stay under the token cap together; to that end lists are cut in a
/// fixed order, and the prompt says what was cut.
public struct PromptComposer<Candidate: Promptable> {
    private let templates: PromptTemplates
    private let state: SearchState<Candidate>
    private let proposer: ModelProposer
    private var limits: PromptLimits

    /// `state` is what is known before this generation. Throws for a cap below
    /// `PromptLimits.leastTokenCap`.
    public init(
        templates: PromptTemplates, state: SearchState<Candidate>, proposer: ModelProposer = .coEvolution,
        limits: PromptLimits
    ) throws(PromptError) {
        self.templates = templates
        self.state = state
        self.proposer = proposer
        self.limits = limits
        self.limits.tokenCap = try PromptLimits.bounded(tokenCap: limits.tokenCap)
    }

    /// Asks for a revision of the scope's rules, `state.knowledge[scope.name]`, from the last results.
    public func knowledgeUpdate(_ scope: Scope<Candidate>) throws(PromptError) -> Prompt {
        try compose(
            "knowledge", system: "knowledge-system", scope,
            knowledge: state.knowledge[scope.name] ?? KnowledgeBase())
    }

    /// Asks for the scope's children. `knowledge` is the revised one; proposers without rules ignore it.
    public func children(
        _ scope: Scope<Candidate>, knowledge: KnowledgeBase = KnowledgeBase()
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
    ///
    /// Takes at most half of the tokens that the conversation so far leaves free, so that another repair can
    /// follow; more only where the bare request for other children does not fit into half. nil where there
    /// is no room for that either.
    public func repair(
        _ prompt: Prompt, reply: String, rejected: [RejectedChild], wanted: Int
    ) -> Prompt? {
        repairs.after(prompt, reply: reply, rejected: rejected.map(\.line), ["wanted": wanted])
    }

    /// The same for a reply nothing could be taken from; `problem` says why.
    public func repair(_ prompt: Prompt, reply: String, problem: String, wanted: Int) -> Prompt? {
        repairs.after(
            prompt, reply: reply, rejected: [],
            ["problem": Quoted.line(problem, limit: 200), "wanted": wanted])
    }

    private var repairs: Repairs {
        Repairs(templates: templates, template: "repair", tokenCap: limits.tokenCap)
    }

    private func compose(
        _ name: String, system: String?, _ scope: Scope<Candidate>, knowledge: KnowledgeBase?
    ) throws(PromptError) -> Prompt {
        let facts = ScopeFacts(scope, state)
        // Figure 1a's prompt has the same values at hand; its template names none of them.
        let sections = facts.sections(ruleLimit: limits.ruleLimit, knowledge: knowledge).filter {
            templates.uses($0.name, in: name)
        }
        let base = facts.context(ruleLimit: limits.ruleLimit, hasKnowledge: knowledge != nil)
        let fixed = system.flatMap { templates.render($0, base) }
        let cap = repairs.capBefore
        let messages = PromptBudget(cap: cap).fit(sections) { sections in
            let user = templates.render(name, PromptValues.context(base, sections)) ?? ""
            return (fixed.map { [RequestBody.Message(.system, $0)] } ?? []) + [
                RequestBody.Message(.user, user)
            ]
        }
        guard let messages else {
            throw PromptError(
                file: name + PromptTemplates.fileExtension,
                message: "even without any result it takes more than the \(cap) tokens that the cap of "
                    + "\(limits.tokenCap) leaves for it")
        }
        return Prompt(messages: messages)
    }
}

enum PromptValues {
    /// What a template sees: the values that are never cut, and the lists as they are cut.
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
}
