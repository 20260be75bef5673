internal import Records

/// Whether what the proposer says is of use.
enum ReplyCheck {
    /// A repair call mends about this much; above, a generation is smaller than asked for.
    static let rejectedHint = 0.1
    static let rejectedProblem = 0.3
    /// Each unusable call loses a niche's turn, so a tenth of them is much.
    static let unusableProblem = 0.1

    static func rejected(_ view: RunView) -> Diagnosis {
        let identifier = "children-rejected"
        let title = "Children that could not be taken"
        let accepted = view.contents.evaluations.count { $0.candidate.generation > 0 }
        let rejected = view.contents.rejected
        let all = accepted + rejected.count
        guard all > 0 else {
            return Diagnosis(identifier, .unchecked, title, seen: "No children were proposed.")
        }
        let share = Double(rejected.count) / Double(all)
        let reasons = RejectedRecord.Reason.allCases.map { reason in
            (reason: reason, count: rejected.count { $0.reason == reason })
        }.filter { $0.count > 0 }.sorted { $0.count > $1.count }
        let list = reasons.map { "\(ChildrenFigure.words($0.reason)) \(NumberText.grouped($0.count))" }
        let numbers =
            "\(NumberText.grouped(rejected.count)) of \(NumberText.grouped(all)) proposed children were rejected"
            + (list.isEmpty ? "." : " (\(NumberText.percent(share))): \(list.joined(separator: ", ")).")
        let level: Diagnosis.Level =
            share > rejectedProblem ? .problem : share > rejectedHint ? .hint : .fine
        return Diagnosis(
            identifier, level, title, seen: numbers,
            meaning: "Calls are spent on cells that are never evaluated.",
            advice: reasons.first.map { advice($0.reason, view.contents.isForAccuracy) } ?? "")
    }

    private static func advice(_ reason: RejectedRecord.Reason, _ isForAccuracy: Bool) -> String {
        switch reason {
        case .repeated where isForAccuracy:
            "The Generator does not know what was tried: raise prompt.model.temperature, or allow more repairs "
                + "(prompt.repairs)."
        case .unreadable:
            "Ask for structured output (prompt.model.structured_output: json_schema), show an example in the "
                + "template, or try another model."
        case .outOfNiche:
            "Read the niche's bounds as the prompt gives them (`pelnas explain --prompt`); state them again at the "
                + "template's end."
        case .repeated:
            "Show more of what was tried (prompt.prompt_tokens), raise prompt.model.temperature, or let saturated "
                + "niches hand on their children (prompt.allocation: adaptive)."
        case .overLatencyLimit:
            "Check that target.latency_limit_ms can be met in every niche, and that the template names it."
        case .overFlopsLimit, .overParamsLimit:
            "Check that target.flops_limit_m and target.params_limit_m leave enough cells, and that the template "
                + "names them."
        case .surplus: "Ask for fewer children in the template's words, or raise prompt.children."
        }
    }

    static func calls(_ view: RunView) -> Diagnosis {
        let identifier = "calls-unusable"
        let title = "Answers of the model that were of no use"
        let calls = view.contents.calls
        let failed = view.contents.ledger.count { $0.outcome == .failed && !$0.isReplayed }
        guard !calls.isEmpty || failed > 0 else {
            return Diagnosis(identifier, .unchecked, title, seen: "No language model was asked.")
        }
        let useless = calls.filter { $0.outcome != .used }
        let refused = useless.count { $0.outcome == .refused }
        let share = Double(useless.count) / Double(max(1, calls.count))
        var numbers =
            "\(NumberText.grouped(useless.count)) of \(NumberText.count(calls.count, "question")) got no usable "
            + "answer (\(useless.count - refused) unusable, \(refused) refused)"
        numbers += failed > 0 ? "; \(NumberText.count(failed, "call")) failed in the ledger." : "."
        if let detail = useless.compactMap(\.detail).first { numbers += " The first: \(detail.prefix(200))" }
        let level: Diagnosis.Level =
            share > unusableProblem ? .problem : useless.isEmpty && failed == 0 ? .fine : .hint
        return Diagnosis(
            identifier, level, title, seen: numbers,
            meaning: "A niche whose question fails goes on without new rules or children.",
            advice: "Look at the template, prompt.model.structured_output, the room for an answer "
                + "(prompt.model.completion_tokens against the model's context), or try another model.")
    }
}
