internal import Pareto
internal import Records

/// The front: its picture, the cells on it with their drawings, and the reference's numbers.
enum FrontSection {
    static func write(_ view: RunView, into page: inout Page) {
        page.section("front", "The front") { page in
            let costs = view.contents.objectives.filter { !$0.isMaximised }
            let fronts = costs.map { FrontFigure(view, against: $0) }
            var caption: [String] = []
            switch (view.contents.reference, view.referenceName) {
            case (.tables, .some):
                caption.append("The line is the true front of the whole space, by test accuracy.")
            case (.surrogates, .some):
                caption.append(
                    "The line is the surrogates' own front over the whole space: predicted, not measured."
                )
            case (.none, .some): caption.append("The line is the reference front.")
            case (_, nil): caption.append("No reference front is known.")
            }
            if view.showsTrueAccuracy {
                caption.append(
                    "The search chose by \(view.sources.accuracyName); shown is the true "
                        + (view.sources.isAccuracyPercentile ? "accuracy" : "one")
                        + ", so a cell of the front may stand below another.")
            }
            if view.sources.isLatencyNoisy {
                caption.append(
                    "Latencies are those that the search saw, with noise: a cell may seem to stand beyond what "
                        + "is possible. Scores are by latencies without.")
            }
            if costs.count > 1 {
                caption.append(
                    "A picture for each cost: a cell of the front that another beats in it is better in a further one. "
                        + "Each line is the best of the space by accuracy and that cost alone.")
            }
            caption += fronts.first?.notes ?? []
            page.figure(fronts.map(\.figure), caption: caption.joined(separator: " "))
            cells(view).write(into: &page.markup)
            if !view.front.isEmpty {
                page.folded(writtenForms(view), "The front's cells in the benchmark's written form")
            }
            if !view.reference.isEmpty { page.folded(referenceTable(view), "The reference as a table") }
        }
    }

    /// The found cells by latency. A row's id is what a point of the picture refers to.
    private static func cells(_ view: RunView) -> DataTable {
        let sources = view.sources
        // A column of dashes would only promise what is not known.
        let hasTruth = view.front.contains { $0.trueAccuracyPercent?.isFinite == true }
        let hasTrueLatency =
            sources.isLatencyNoisy && view.front.contains { $0.trueLatencyMilliseconds?.isFinite == true }
        var caption =
            "Cells of the found front by latency, with \(sources.accuracyName)"
            + (hasTruth ? " and true test accuracy." : ".")
        if sources.isAccuracyPredicted {
            caption += " An asterisk marks cells that the predictor was fit on."
        }
        if hasTruth {
            caption += " Dominated is what another cell of the front dominates by true accuracy."
        }
        var table = DataTable(
            caption,
            [
                DataTable.text("Cell"), DataTable.number(sources.latencyName),
            ] + (hasTrueLatency ? [DataTable.number("True, ms")] : []) + [
                DataTable.number(sources.accuracyColumn)
            ] + (hasTruth ? [DataTable.number("True, %")] : []) + energyColumn(view) + [
                DataTable.text("Niche"), DataTable.number("Generation"),
                DataTable.number("Params, M"), DataTable.number("FLOPs, M"), DataTable.text("Remarks"),
            ])
        // Points are numbered among those that can be drawn; the others follow and need no id.
        let isDrawn = { (cell: TrueFrontRecord) in
            view.latency(cell.evaluation) != nil && view.accuracy(cell) != nil
        }
        let order = view.front.filter(isDrawn) + view.front.filter { !isDrawn($0) }
        for (number, cell) in order.enumerated() {
            let evaluation = cell.evaluation
            var remarks: [String] = []
            if cell.isOnReferenceFront { remarks.append("on reference") }
            if cell.trueAccuracyPercent != nil, !cell.isNonDominated {
                remarks.append("dominated")
            }
            table.rowIds.append("cell-\(number)")
            var row: [DataTable.Entry] = [
                .markup(drawing(evaluation.candidate.cell, number)),
                .number(NumberText.significant(evaluation.latencyMilliseconds)),
            ]
            if hasTrueLatency { row.append(.number(NumberText.significant(cell.trueLatencyMilliseconds))) }
            row.append(
                .number(
                    NumberText.fixed(evaluation.accuracyPercent, 2) + (evaluation.isTrainingCell ? " *" : ""))
            )
            if hasTruth { row.append(.number(NumberText.fixed(cell.trueAccuracyPercent, 2))) }
            row += energyEntry(view, evaluation)
            row += [
                .text(evaluation.candidate.niche),
                .number("\(evaluation.candidate.generation)"),
                .number(NumberText.fixed(evaluation.paramsMillions, 3)),
                .number(NumberText.fixed(evaluation.flopsMillions, 1)),
                .text(remarks.joined(separator: ", ")),
            ]
            table.rows.append(row)
        }
        return table
    }

    /// Where energy is an objective, a column of it; parameters and FLOPs have theirs anyway.
    static func energyColumn(_ view: RunView) -> [DataTable.Column] {
        view.contents.objectives.contains(.energy) ? [DataTable.number(view.name(ofCost: .energy))] : []
    }

    static func energyEntry(_ view: RunView, _ evaluation: EvaluationRecord) -> [DataTable.Entry] {
        view.contents.objectives.contains(.energy)
            ? [.number(NumberText.significant(evaluation.energyMillijoules))] : []
    }

    private static func drawing(_ cell: String, _ number: Int) -> Markup {
        var markup = Markup()
        if let figure = CellFigure.figure(cell, name: "drawing-\(number)") {
            figure.write(into: &markup)
        } else {
            markup.write(cell, limit: 200)
        }
        return markup
    }

    /// For copying: a drawing cannot be pasted into a program.
    private static func writtenForms(_ view: RunView) -> DataTable {
        var table = DataTable(
            "Cells of the found front in written form, by latency.",
            [DataTable.text("Cell"), DataTable.text("Id"), DataTable.number(view.sources.latencyName)])
        table.rows = view.front.map { cell in
            let candidate = cell.evaluation.candidate
            return [
                .text(candidate.cell), .text(candidate.id),
                .number(NumberText.significant(cell.evaluation.latencyMilliseconds)),
            ]
        }
        return table
    }

    private static func referenceTable(_ view: RunView) -> DataTable {
        var table = DataTable(
            "Points of the reference front.",
            view.contents.reference == .surrogates
                ? [DataTable.number("Predicted latency, ms"), DataTable.number("Predicted accuracy, %")]
                : [DataTable.number("Latency, ms"), DataTable.number("Accuracy, %")])
        table.rows = view.reference.map {
            [.number(NumberText.significant($0.y)), .number(NumberText.fixed(100 - $0.x, 2))]
        }
        return table
    }
}
