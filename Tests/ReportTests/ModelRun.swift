import Records
import Report

/// What a language model leaves behind in a run, made up: rules that come, change and go (one of them twice),
/// questions with every outcome, children rejected for every reason, calls with and without an answer.
struct ModelRun {
    var niches = ["S0", "S1", "S2", "S3", "S4", "S5"]
    var generations = 10

    func add(to contents: inout ReportContents) {
        for niche in niches {
            for generation in 1...max(1, generations) { add(niche, generation, to: &contents) }
        }
    }

    private func add(_ niche: String, _ generation: Int, to contents: inout ReportContents) {
        contents.knowledge += rules(niche, generation)
        let id = "g\(generation)-\(niche)"
        let isBad = generation % 4 == 0 && niche.hasSuffix("1")
        contents.calls.append(
            .init(
                id: "\(id)-knowledge-a0", generation: generation, niche: niche, kind: .knowledge, attempt: 0,
                outcome: isBad ? .unusable : .used, detail: isBad ? "the reply has no JSON" : nil,
                promptTokens: 1_800, completionTokens: 420))
        contents.calls.append(
            .init(
                id: "\(id)-children-a0", generation: generation, niche: niche, kind: .children, attempt: 0,
                outcome: .used, asked: 5, accepted: 4, rejected: 1, promptTokens: 2_600,
                completionTokens: 610))
        let reasons = RejectedRecord.Reason.allCases
        let reason = reasons[(generation + niche.utf8.reduce(0) { $0 + Int($1) }) % reasons.count]
        contents.rejected.append(
            .init(
                candidate: .init(
                    id: "\(id)-children-a0-2", generation: generation, niche: niche,
                    cell: "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|nor_conv_7x7~2|",
                    operation: "mutation"),
                reason: reason, detail: "'nor_conv_7x7' is no operation (at character 58)"))
        for (kind, tokens) in [("knowledge", 420), ("children", 610)] {
            contents.ledger.append(
                .init(
                    id: "\(id)-\(kind)-a0", generation: generation, niche: niche, kind: kind, isRepair: false,
                    transport: "http", outcome: isBad && kind == "children" ? .failed : .answered,
                    detail: isBad ? "HTTP 503 after 2 retries" : nil, requestHash: "00",
                    model: "qwen3-32b", askedModel: "qwen3-32b", endpoint: "http://localhost:8000/v1",
                    retries: isBad ? 2 : 0, promptTokens: tokens * 4 + generation * 30,
                    completionTokens: tokens, costDollars: 0.0041, seconds: 2.4,
                    finished: "2026-11-21T08:00:00.000Z"))
        }
    }

    private func rules(_ niche: String, _ generation: Int) -> [KnowledgeRecord] {
        func rule(
            _ name: String, _ text: String, _ change: KnowledgeRecord.Change, since: Int,
            before: String? = nil
        ) -> KnowledgeRecord {
            .init(
                niche: niche, rule: name, text: text, change: change, previousText: before,
                generation: generation, since: since)
        }
        let skip = "Keep a skip connection from input to output: it costs no latency and never hurt accuracy."
        let pool = "Avoid average pooling on edge 0 to 3."
        var records = [rule("r1", skip, generation == 1 ? .added : .kept, since: 1)]
        switch generation {
        case 1: records.append(rule("r2", pool, .added, since: 1))
        case 2, 4: records.append(rule("r2", pool, .kept, since: 1))
        case 3:
            records.append(
                rule(
                    "r2", "Avoid average pooling on edges 0 to 3 and 1 to 3.", .revised, since: 1,
                    before: pool))
        case 5: records.append(rule("r2", pool, .removed, since: 1))
        case 7: records.append(rule("r3", pool, .added, since: 7))
        case 8...: records.append(rule("r3", pool, .kept, since: 7))
        default: break
        }
        if generation >= 6 {
            records.append(
                rule(
                    "r4", "Prefer 1×1 to 3×3 convolutions below 10 ms.", generation == 6 ? .added : .kept,
                    since: 6))
        }
        return records
    }
}
