import Foundation
import LanguageModel
import Pareto
import Records
import Spaces
import Testing

@testable import Prompts
@testable import Proposal

/// The shipped templates.
enum ShippedTemplates {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../stages/prompt/templates").standardized

    static func texts() throws -> [String: String] {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        var texts: [String: String] = [:]
        for file in files where file.pathExtension == "mustache" {
            texts[file.lastPathComponent] = try String(contentsOf: file, encoding: .utf8)
        }
        return texts
    }

    static func read() throws -> PromptTemplates { try PromptTemplates(texts: texts()) }
}

extension EvaluatedCell<Cell> {
    /// A cell by its letters, in the paper's niche it falls into.
    init(
        _ id: String, _ letters: String, _ accuracy: Double?, _ latency: Double?, generation: Int = 0,
        operation: String = "seed", rationale: String? = nil
    ) throws {
        let cell = try Cell(letters)
        let niche = try #require(Niches.paper.first { $0.contains(cell) })
        self.init(
            id: id, cell: cell, niche: niche.name, generation: generation, accuracyPercent: accuracy,
            latencyMilliseconds: latency, operation: operation, rationale: rationale)
    }
}

extension SearchState<Cell> {
    /// A state whose archives are what the archive stage would make of the cells.
    static func made(
        of cells: [EvaluatedCell<Cell>], generation: Int, niches: [Niche] = Niches.paper,
        novelty: Novelty = .function, limit: Double? = nil, open: [Int]? = nil
    ) -> SearchState<Cell> {
        var archives: [String: [EvaluatedCell<Cell>]] = [:]
        for niche in niches {
            let own = cells.filter { $0.niche == niche.name && $0.point != nil }
            archives[niche.name] = nonDominated(own.compactMap(\.point)).map { own[$0] }
        }
        let open = open ?? Acceptance<Cell>(novelty: novelty, tried: cells.map(\.cell)).openCounts(in: niches)
        return SearchState(
            dataset: "cifar10", device: "Raspberry Pi 4", latencyLimitMilliseconds: limit,
            generation: generation, niches: niches, evaluated: cells, archives: archives,
            accuracySource: "predicted by XGBoost", novelty: novelty,
            openCells: Dictionary(
                zip(niches.map(\.name), open), uniquingKeysWith: { first, _ in first }))
    }

    private static let paperCells = Niches.paper.map(\.cells)

    /// Cells drawn at random, `count` a generation and niche; accuracy and latency grow with what is on
    /// the edges, with some noise. Some have no latency.
    static func random(_ random: inout RandomStream, generations: Int, count: Int) -> SearchState<Cell> {
        var cells: [EvaluatedCell<Cell>] = []
        for (niche, all) in zip(Niches.paper, paperCells) {
            let drawn = random.sample(count * generations, of: all)
            for (place, cell) in drawn.enumerated() {
                let weight = Double(
                    3 * cell.count(of: .convolution3x3) + cell.count(of: .convolution1x1)
                        + cell.count(of: .averagePool3x3))
                let generation = place / count
                cells.append(
                    EvaluatedCell<Cell>(
                        id: "g\(generation)-\(niche.name)-c\(place % count + 1)", cell: cell,
                        niche: niche.name, generation: generation,
                        accuracyPercent: 60 + 2 * weight + 10 * random.unit(),
                        latencyMilliseconds: random.below(20) == 0 ? nil : 1 + weight + 3 * random.unit(),
                        operation: generation == 0 ? "seed" : "mutation",
                        rationale: generation == 0 ? nil : "more of \(cell.letters)"))
            }
        }
        return made(of: cells, generation: generations, open: paperCells.map(\.count))
    }

    /// The small state of the recorded prompts: two generations of niche S2, a few cells of S0 and S5.
    static func small() throws -> SearchState<Cell> {
        let cells = [
            try EvaluatedCell<Cell>("g00-S0-c1", "s--s--", 70, 1),
            try EvaluatedCell<Cell>("g00-S0-c2", "pppppp", 68, 2.5),
            try EvaluatedCell<Cell>("g00-S2-c1", "3sss11", 85, 5),
            try EvaluatedCell<Cell>("g00-S2-c2", "s3-s-1", 80.125, 3.25),
            try EvaluatedCell<Cell>("g00-S5-c1", "33333s", 92, 14),
            try EvaluatedCell<Cell>("g00-S5-c2", "3333--", 82, 12.5),
            try EvaluatedCell<Cell>(
                "g01-S2-c1", "3s-s-1", 88, 4.5, generation: 1, operation: "mutation",
                rationale: "Dropped the skip 1->2; less to add, same depth."),
            try EvaluatedCell<Cell>(
                "g01-S2-c2", "--3s1-", 84, 5.5, generation: 1, operation: "crossover",
                rationale: "Edge 1->2 from the other parent."),
            try EvaluatedCell<Cell>("g01-S2-c3", "--3s-1", 79, nil, generation: 1, operation: "mutation"),
            try EvaluatedCell<Cell>("g01-S2-c4", "1--3--", 76, 2, generation: 1, operation: "mutation"),
        ]
        var state = made(of: cells, generation: 2, limit: 20)
        state.heldOutError = .init(spearman: 0.9624, medianErrorPercent: 1.237)
        state.rejectedLastTime = [
            RejectedChild(
                id: "c5", niche: "S2", text: "33ss11", reason: .outOfNiche,
                detail: "S2 has exactly 1 nor_conv_3x3, this cell 2"),
            RejectedChild(
                id: "c1", niche: "S3", text: "33ss11", reason: .repeated, detail: "not told to S2"),
        ]
        state.knowledge["S2"] = KnowledgeBase(
            rules: [
                .init(id: "r1", text: "Use skip_connect on 0->3 because it costs nothing.", since: 1),
                .init(id: "r4", text: "Avoid avg_pool_3x3 beside a 3x3.", since: 1),
            ], lastNumber: 4)
        return state
    }
}

extension PromptLimits {
    /// What most tests ask for.
    static let usual = PromptLimits(tokenCap: 12_000, ruleLimit: 20)

    static func cap(_ tokens: Int) -> PromptLimits { PromptLimits(tokenCap: tokens, ruleLimit: 20) }
}

extension Prompt {
    var text: String {
        messages.map { "=== \($0.role.rawValue)\n\($0.content)\n" }.joined()
    }
}
