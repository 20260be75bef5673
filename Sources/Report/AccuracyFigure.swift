internal import Records

/// The accuracy that the search saw against the true one, for cells whose true accuracy is known.
struct AccuracyFigure {
    /// Spearman over evaluated cells and over the front, cells that the predictor was fit on left out.
    let spearmanOfEvaluated: Double?
    let spearmanOfFront: Double?
    let evaluated: Int
    let onFront: Int
    let figure: Figure

    /// Nil where no true accuracy is known.
    init?(_ view: RunView) {
        typealias Pair = (predicted: Double, truth: Double, isTraining: Bool)
        var seen: Set<String> = []
        let pairs = view.contents.evaluations.compactMap { evaluation -> Pair? in
            let cell = evaluation.candidate.cell
            guard let predicted = evaluation.accuracyPercent, predicted.isFinite,
                let truth = view.contents.trueAccuracyPercent[cell], truth.isFinite,
                seen.insert(cell).inserted
            else { return nil }
            return (predicted, truth, evaluation.isTrainingCell)
        }
        let front = view.front.compactMap { cell -> Pair? in
            guard let predicted = cell.evaluation.accuracyPercent, predicted.isFinite,
                let truth = cell.trueAccuracyPercent, truth.isFinite
            else { return nil }
            return (predicted, truth, cell.evaluation.isTrainingCell)
        }
        guard !pairs.isEmpty || !front.isEmpty else { return nil }
        let fair = pairs.filter { !$0.isTraining }
        let fairFront = front.filter { !$0.isTraining }
        spearmanOfEvaluated = spearman(fair.map { ($0.predicted, $0.truth) })
        spearmanOfFront = spearman(fairFront.map { ($0.predicted, $0.truth) })
        evaluated = fair.count
        onFront = fairFront.count

        let all = pairs + front
        let values = all.map(\.predicted) + all.map(\.truth)
        let kind = Scale.kind(forAccuracies: values)
        let left = 46.0
        let width = 460.0
        var legend = Legend()
        legend.add(.dot("pairs"), "evaluated")
        if pairs.contains(where: \.isTraining) { legend.add(.dot("pairs training"), "fit on it") }
        legend.add(.dot("pairs of-front"), "on the front")
        legend.add(.line("reference"), "equal")
        let top = legend.height(width: width - 20) + 30
        let bottom = top + 320
        let suffix = kind == .linear ? "" : " (log. of error)"
        let frame = PlotFrame(
            left: left, right: width - 14, top: top, bottom: bottom,
            xTitle: "Accuracy as the search saw it, %" + suffix, yTitle: "True test accuracy, %",
            x: Scale(kind: kind, over: values, from: left, to: width - 14),
            y: Scale(kind: kind, over: values, from: bottom, to: top))
        let n = NumberText.coordinate
        var markup = Markup()
        legend.draw(into: &markup, left: 8, top: 4, width: width - 20)
        frame.draw(into: &markup)
        markup.empty(
            "path",
            ["class": "reference", "d": "M\(n(left)) \(n(bottom))L\(n(width - 14)) \(n(top))"])
        func dots(_ pairs: [Pair], _ style: String) {
            var path = DotPath()
            for pair in RunView.thinned(pairs, to: RunView.mostDots) {
                path.add(frame.place(pair.predicted, pair.truth))
            }
            markup.empty("path", ["class": style, "d": path.text])
        }
        dots(fair, "pairs")
        dots(pairs.filter(\.isTraining), "pairs training")
        dots(front, "pairs of-front")
        figure = Figure(
            name: "accuracy", title: "Predicted against true accuracy",
            summary: "Spearman's rank correlation is \(NumberText.fixed(spearmanOfEvaluated, 3)) over "
                + "\(NumberText.count(fair.count, "evaluated cell")) that the predictor was not fit on.",
            width: width, height: bottom + 48, drawing: markup)
    }
}
