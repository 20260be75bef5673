/// The names that templates may use for values. A name outside this list is refused when templates are
/// read: Mustache itself would leave an empty place.
enum PromptWords {
    /// Lists that may be cut; each has the members of `listMembers`.
    static let lists = [
        "archive", "costs", "fates", "front", "hints", "history", "previous", "reasons", "rejected", "rules",
        "tried",
    ]
    static let listMembers = ["any", "cut", "lines", "none", "shown", "total"]

    static let values = [
        "accuracy_source", "allowed_operations", "bounds", "children", "columns", "counts_live_edges",
        "dataset", "dead_edge_cells", "device", "directions", "encoding", "encoding_lines", "example",
        "example_parent", "free_operations", "front_share", "front_size", "generation",
        "has_bounds", "held_out", "knowledge", "latency_limit", "latency_most", "latency_least",
        "latency_range", "latency_source", "left_out", "low", "median_error", "model_decides", "names",
        "novelty_by_function",
        "open_cells",
        "operators", "other_objectives", "problem", "redraws", "rule_limit", "scope", "spearman",
        "tried_count", "wanted",
    ]

    /// What prompts of CoLLM-NAS have besides `listMembers`.
    static let trajectoryLists = ["rejected", "results"]
    static let trajectoryValues = [
        "begins", "best", "budget", "candidates", "classes", "evaluated_count", "flops_limit", "generation",
        "latency_limit", "left_out", "novelty_by_function", "params_limit", "problem", "side", "strategy",
        "target", "turns_left_out", "wanted",
    ]

    static let all = Set(lists + listMembers + values + trajectoryLists + trajectoryValues)
}
