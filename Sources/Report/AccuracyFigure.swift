/// The accuracy that the search saw against the true one, for cells whose true accuracy is known.
enum AccuracyFigure {
    static func figure(_ agreement: AccuracyAgreement, _ sources: ValueSources) -> Figure {
        let pairs = agreement.evaluated
        let front = agreement.front
        let fair = AccuracyAgreement.fair(pairs)
        let all = pairs + front
        // A percentile and an accuracy share no scale, and no line says where they would be equal.
        let sharesScale = !sources.isAccuracyPercentile
        let values = (sharesScale ? all.map(\.seen) : []) + all.map(\.truth)
        let kind = sharesScale ? Scale.kind(forAccuracies: values) : .linear
        let left = 46.0
        let width = 460.0
        var legend = Legend()
        legend.add(.dot("pairs"), "evaluated")
        if pairs.contains(where: \.isTraining) { legend.add(.dot("pairs training"), "fit on it") }
        legend.add(.dot("pairs of-front"), "on the front")
        if sharesScale { legend.add(.line("reference"), "equal") }
        let top = legend.height(width: width - 20) + 30
        let bottom = top + 320
        let suffix = kind == .linear ? "" : " (log. of error)"
        let frame = PlotFrame(
            left: left, right: width - 14, top: top, bottom: bottom,
            xTitle: sources.accuracyAxis + suffix, yTitle: "True test accuracy, %",
            x: Scale(kind: kind, over: sharesScale ? values : all.map(\.seen), from: left, to: width - 14),
            y: Scale(kind: kind, over: values, from: bottom, to: top))
        let n = NumberText.coordinate
        var markup = Markup()
        legend.draw(into: &markup, left: 8, top: 4, width: width - 20)
        frame.draw(into: &markup)
        if sharesScale {
            markup.empty(
                "path",
                ["class": "reference", "d": "M\(n(left)) \(n(bottom))L\(n(width - 14)) \(n(top))"])
        }
        func dots(_ pairs: [AccuracyAgreement.Pair], _ style: String) {
            var path = DotPath()
            for pair in RunView.thinned(pairs, to: RunView.mostDots) {
                path.add(frame.place(pair.seen, pair.truth))
            }
            markup.empty("path", ["class": style, "d": path.text])
        }
        dots(fair, "pairs")
        dots(pairs.filter(\.isTraining), "pairs training")
        dots(front, "pairs of-front")
        return Figure(
            name: "accuracy", title: sources.agreementTitle.description,
            summary: "Spearman's rank correlation is "
                + "\(NumberText.fixed(agreement.spearmanOfEvaluated, 3)) over "
                + NumberText.count(fair.count, "evaluated cell")
                + (sources.isAccuracyPredicted ? " that the predictor was not fit on." : "."),
            width: width, height: bottom + 48, drawing: markup)
    }
}
