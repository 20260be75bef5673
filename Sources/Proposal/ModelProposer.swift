/// Who proposes children by asking a language model.
public enum ModelProposer: String, CaseIterable, Sendable {
    /// The paper's method: per niche, rules are revised, then children are made with them.
    case coEvolution = "co-evolution"
    /// The same without rules.
    case noKnowledge = "no-knowledge"
    /// Co-evolution by one call over the whole space for all children, with one list of rules.
    case unpartitioned = "llm-unpartitioned"
    /// The task and nothing else; no result is fed back (PEL-NAS, Figure 1a).
    case plainPrompt = "plain-prompt"
    /// The task, a hint to cover all latencies, and the results of the round before (Figure 1b).
    case latencyPrompt = "latency-prompt"

    /// Whether each niche has calls of its own; else one call is made over the whole space.
    public var isPartitioned: Bool { self == .coEvolution || self == .noKnowledge }
}
