internal import Records

/// What became of the children of each generation.
struct ChildrenFigure {
    struct Row {
        var generation: Int
        var accepted: Int
        /// In the order of `RejectedRecord.Reason.allCases`.
        var rejected: [Int]

        var rejectedInAll: Int { rejected.reduce(0, +) }
    }

    let rows: [Row]
    let figure: Figure?

    init(_ view: RunView) {
        let rejected = Dictionary(grouping: view.contents.rejected, by: \.candidate.generation)
        let generations = Set(view.generations).union(rejected.keys).sorted()
        let rows = generations.map { generation in
            let byReason = Dictionary(grouping: rejected[generation] ?? [], by: \.reason)
            return Row(
                generation: generation, accepted: view.evaluationsByGeneration[generation]?.count ?? 0,
                rejected: RejectedRecord.Reason.allCases.map { byReason[$0]?.count ?? 0 })
        }
        self.rows = rows
        guard !rows.isEmpty else {
            figure = nil
            return
        }
        let accepted = rows.reduce(0) { $0 + $1.accepted }
        let refused = rows.reduce(0) { $0 + $1.rejectedInAll }
        // A reason that never occurs would only lengthen the legend.
        let occurring = RejectedRecord.Reason.allCases.indices.filter { reason in
            rows.contains { $0.rejected[reason] > 0 }
        }
        figure =
            StackedBars(
                name: "children", title: "Children accepted and rejected by generation",
                summary: "\(NumberText.grouped(accepted)) accepted, \(NumberText.grouped(refused)) rejected.",
                parts: [("accepted and evaluated", "part0")]
                    + occurring.map { (Self.words(RejectedRecord.Reason.allCases[$0]), "part\($0 + 1)") },
                bars: RunView.thinned(rows, to: RunView.mostGenerations).map { row in
                    .init(
                        generation: row.generation,
                        values: [Double(row.accepted)] + occurring.map { Double(row.rejected[$0]) })
                },
                yTitle: "Children"
            ).figure
    }

    static func words(_ reason: RejectedRecord.Reason) -> String {
        switch reason {
        case .unreadable: "unreadable"
        case .outOfNiche: "out of niche"
        case .repeated: "repeated"
        case .overLatencyLimit: "over the latency limit"
        case .overFlopsLimit: "over the limit of multiply-adds"
        case .overParamsLimit: "over the limit of parameters"
        case .surplus: "surplus"
        }
    }
}
