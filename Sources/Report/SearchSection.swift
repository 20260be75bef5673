internal import Records

/// How the search went: quality, coverage and archives by generation.
enum SearchSection {
    static func writeQuality(_ view: RunView, into page: inout Page) {
        page.section("quality", "Quality over the generations") { page in
            let drawings = ["space", "front"].compactMap {
                QualityFigure.figure(view, normalisation: $0)
            }
            guard !drawings.isEmpty else {
                page.paragraph("The run has no scores.")
                return
            }
            let versus =
                switch view.contents.reference {
                case .tables: "the true front"
                case .surrogates: "the surrogates' own front, which is predicted, not measured"
                case .none: "the reference front"
                }
            var caption =
                "Hypervolume, better when greater, as a share of the reference's, and IGD, better when smaller; scaled "
                + "by the minimum and maximum over the whole space, and by the ideal and nadir of the reference front. "
                + "The two scalings are different measures. Both compare with \(versus)."
            if view.contents.reported?.hypervolume != nil {
                caption += " The dashed line is what was reported, under a scaling that may be another."
            }
            page.figure(drawings, group: "pair", caption: caption)
            for normalisation in ["space", "front"] {
                let table = scores(view, normalisation)
                if !table.rows.isEmpty {
                    page.folded(table, "Numbers, scaled by the \(QualityFigure.words(normalisation))")
                }
            }
        }
    }

    private static func scores(_ view: RunView, _ normalisation: String) -> DataTable {
        var table = DataTable(
            "Quality after each generation, scaled by the \(QualityFigure.words(normalisation)).",
            [
                DataTable.number("Generation"), DataTable.number("Hypervolume"), DataTable.number("IGD"),
                DataTable.number("IGD+"), DataTable.number("Worst gap"),
                DataTable.number("Latency coverage"), DataTable.number("Share of reference found"),
                DataTable.number("Front, cells"), DataTable.number("Evaluated, cells"),
            ])
        table.rows = view.scores(normalisation).map { score in
            [
                .number("\(score.generation)"), .number(NumberText.fixed(score.hypervolume, 4)),
                .number(NumberText.fixed(score.igd, 4)), .number(NumberText.fixed(score.igdPlus, 4)),
                .number(NumberText.fixed(score.worstGap, 4)),
                .number(NumberText.percent(score.latencyCoverage)),
                .number(NumberText.percent(score.trueFrontShare)), .number("\(score.frontSize)"),
                .number(NumberText.grouped(score.evaluations)),
            ]
        }
        return table
    }

    static func writeCoverage(_ view: RunView, into page: inout Page) {
        page.section("coverage", "Coverage of the latency range") { page in
            guard let coverage = CoverageFigure(view) else {
                page.paragraph("There is no range of latencies to cover.")
                return
            }
            var caption =
                "A row for each generation: its evaluated children as dots (of generation 0 the seeds), the front "
                + "after it as strokes. The bands are ten equal bins of "
                + (view.reference.isEmpty ? "the evaluated cells' range" : "the reference's range")
                + "; beside each row how many the front hits. A search that clusters shows as a column."
            let beyond = coverage.rows.reduce(0) { sum, row in
                sum
                    + row.children.count {
                        $0 > coverage.bins.low + CoverageFigure.mostRange
                            * (coverage.bins.high - coverage.bins.low)
                    }
            }
            if beyond > 0 {
                caption += " \(NumberText.grouped(beyond)) children far beyond the range are not drawn."
            }
            if let note = view.generationsNote { caption += " " + note }
            page.figure([coverage.figure], caption: caption)
            var table = DataTable(
                "Coverage by generation. Bins are tenths of \(NumberText.significant(coverage.bins.low)) to "
                    + "\(NumberText.significant(coverage.bins.high)) ms.",
                [
                    DataTable.number("Generation"), DataTable.number("Children"),
                    DataTable.number("Least latency, ms"), DataTable.number("Greatest latency, ms"),
                    DataTable.number("Bins hit by children"), DataTable.number("Front, cells"),
                    DataTable.number("Bins hit by the front"),
                ])
            table.rows = coverage.rows.map { row in
                [
                    .number("\(row.generation)"), .number("\(row.children.count)"),
                    .number(NumberText.significant(row.children.min())),
                    .number(NumberText.significant(row.children.max())),
                    .number("\(row.binsOfChildren.count)"), .number("\(row.front.count)"),
                    .number("\(row.binsOfFront.count)"),
                ]
            }
            page.folded(table)
        }
    }

    static func writeArchives(_ view: RunView, into page: inout Page) {
        page.section("archives", "Niches and their archives") { page in
            guard !view.niches.isEmpty else {
                page.paragraph("The run has no niches.")
                return
            }
            let drawings = ArchiveFigure.figures(view)
            var caption =
                "Each niche's archive after the last generation, by "
                + (view.sources.isAccuracyPercentile
                    ? "the proxy's percentile" : "the accuracy that the search saw, in %")
                + ", over latency in ms; behind it all niches' in grey. All have the same axes; what is beyond their lower ends stands at the edge."
            if drawings.count < view.niches.count, !drawings.isEmpty {
                caption += " The first \(drawings.count) of \(view.niches.count) niches are drawn."
            }
            page.figure(drawings, group: "panels", caption: caption)
            nicheTable(view).write(into: &page.markup)
            page.folded(sizes(view), "Archive sizes by generation")
        }
    }

    private static func nicheTable(_ view: RunView) -> DataTable {
        var table = DataTable(
            "Niches.",
            [
                DataTable.text("Niche"), DataTable.number("Cells"), DataTable.number("Evaluated"),
                DataTable.number("In the last archive"), DataTable.number("On the front"),
                DataTable.number("Share of the front"), DataTable.text("Bounds"),
                DataTable.text("Why"),
            ])
        let records = Dictionary(
            view.contents.niches.map { ($0.niche, $0) }, uniquingKeysWith: { first, _ in first })
        let evaluated = Dictionary(grouping: view.contents.evaluations, by: \.candidate.niche)
        let onFront = Dictionary(grouping: view.front, by: \.evaluation.candidate.niche)
        let last = view.contents.archives.keys.max().flatMap { view.contents.archives[$0] } ?? []
        let archived = Dictionary(grouping: last, by: \.evaluation.candidate.niche)
        for niche in view.niches {
            let cells = onFront[niche]?.count ?? 0
            var bounds = (records[niche]?.bounds ?? []).map { bound in
                "\(bound.operation) "
                    + (bound.least == bound.most ? "\(bound.least)" : "\(bound.least)–\(bound.most)")
            }
            if let cost = records[niche]?.cost {
                bounds.append(
                    cost.measure + (cost.least.map { " from \($0)" } ?? "")
                        + (cost.limit.map { " below \($0)" } ?? ""))
            }
            table.rows.append([
                .text(niche),
                .number(records[niche].map { NumberText.grouped($0.cells) } ?? NumberText.missing),
                .number(NumberText.grouped(evaluated[niche]?.count ?? 0)),
                .number("\(archived[niche]?.count ?? 0)"), .number("\(cells)"),
                .number(
                    NumberText.percent(view.front.isEmpty ? nil : Double(cells) / Double(view.front.count))),
                .text(bounds.joined(separator: ", ")), .text(records[niche]?.rationale ?? ""),
            ])
        }
        return table
    }

    private static func sizes(_ view: RunView) -> DataTable {
        let niches = view.niches.prefix(RunView.mostNiches)
        var caption = "Cells in each niche's archive after each generation."
        if niches.count < view.niches.count {
            caption += " The first \(niches.count) of \(view.niches.count) niches."
        }
        if let note = view.generationsNote { caption += " " + note }
        var table = DataTable(
            caption, [DataTable.number("Generation")] + niches.map { DataTable.number(String($0.prefix(60))) }
        )
        for generation in view.shownGenerations {
            guard let members = view.contents.archives[generation] else { continue }
            let byNiche = Dictionary(grouping: members, by: \.evaluation.candidate.niche)
            table.rows.append(
                [.number("\(generation)")] + niches.map { .number("\(byNiche[$0]?.count ?? 0)") })
        }
        return table
    }
}
