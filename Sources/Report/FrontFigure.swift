internal import Pareto
internal import Records

/// The found front over a cost, such as latency, and accuracy, with every cell evaluated and the reference where it is known.
struct FrontFigure {
    let view: RunView
    let cost: Objective
    /// Cells evaluated that stand as dots, and how many could have.
    let dots: [EvaluationRecord]
    let placeable: Int
    let figure: Figure
    /// Cells, evaluated ones and the front's, that stand at an edge because they are beyond it.
    let beyond: Int

    init(_ view: RunView, against cost: Objective = .latency) {
        self.view = view
        self.cost = cost
        let placeable = view.contents.evaluations.filter {
            view.cost($0, cost) != nil && view.accuracy($0) != nil
        }
        self.placeable = placeable.count
        dots = RunView.thinned(placeable, to: RunView.mostDots)
        (figure, beyond) = Self.draw(view, dots, cost)
    }

    /// Sentences for the caption on what is not in the picture.
    var notes: [String] {
        var notes: [String] = []
        if dots.count < placeable {
            notes.append(
                "\(NumberText.grouped(dots.count)) of \(NumberText.grouped(placeable)) evaluated cells are shown,"
                    + " evenly chosen; the front is shown whole.")
        }
        if beyond > 0 {
            let cells = NumberText.count(beyond, "evaluated cell")
            notes.append(
                "\(cells) without a path from input to output \(beyond == 1 ? "lies" : "lie") beyond "
                    + "the lower ends of the axes and \(beyond == 1 ? "stands" : "stand") at the edge.")
        }
        let missing = view.contents.evaluations.count - placeable
        if missing > 0 {
            let cells = NumberText.count(missing, "evaluated cell")
            let verb = missing == 1 ? "has" : "have"
            notes.append(
                "\(cells) \(verb) no \(cost.title) or no accuracy here and \(missing == 1 ? "is" : "are") not shown."
            )
        }
        if view.niches.count > Marker.count {
            notes.append(
                "With \(view.niches.count) niches, colours and shapes repeat: hover over a point or see the table."
            )
        }
        return notes
    }

    private static func draw(_ view: RunView, _ dots: [EvaluationRecord], _ cost: Objective) -> (
        Figure, Int
    ) {
        let cells = view.front.filter { view.cost($0.evaluation, cost) != nil && view.accuracy($0) != nil }
        let connected = RunView.forAxes(dots + cells.map(\.evaluation))
        let least = connected.compactMap(view.accuracy).min() ?? -.infinity
        let whole = view.reference(against: cost)
        let referenceName = view.referenceName(against: cost)
        let reference = whole.filter { connected.isEmpty || 100 - $0.x >= least }
        let costs = connected.compactMap { view.cost($0, cost) } + reference.map(\.y)
        let accuracies = connected.compactMap(view.accuracy) + reference.map { 100 - $0.x }
        var legend = Legend()
        if let name = referenceName { legend.add(.line("reference"), name) }
        for niche in view.niches.prefix(Marker.count) { legend.add(.marker(view.marker(niche)), niche) }
        if view.niches.count > Marker.count {
            legend.add(.line("nothing"), "and \(view.niches.count - Marker.count) more")
        }
        legend.add(.dot("dots"), "evaluated")

        let left = 42.0
        let right = Layout.width - 12
        let top = legend.height(width: right - 8) + 30
        let bottom = top + 300
        let kind = Scale.kind(forLatencies: costs)
        let accuracyKind = Scale.kind(forAccuracies: accuracies)
        let frame = PlotFrame(
            left: left, right: right, top: top, bottom: bottom,
            xTitle: view.name(ofCost: cost) + (kind == .linear ? "" : " (logarithmic)"),
            yTitle: view.accuracyName + (accuracyKind == .linear ? "" : " (by the logarithm of the error)"),
            x: Scale(kind: kind, over: costs, from: left, to: right),
            y: Scale(
                kind: accuracyKind, over: accuracies, from: bottom, to: top))

        var markup = Markup()
        legend.draw(into: &markup, left: 8, top: 4, width: right - 8)
        frame.draw(into: &markup)
        for (colour, path) in dotPaths(view, dots, cost, frame) {
            markup.empty("path", ["class": "dots n\(colour)", "d": path.text])
        }
        if whole.count > 1 {
            markup.empty("path", ["class": "reference", "d": staircase(whole, frame)])
        }
        for (number, cell) in cells.enumerated() { mark(cell, number, cost, view, frame, &markup) }
        let summary =
            "\(NumberText.count(cells.count, "cell")) of the found front among "
            + "\(NumberText.count(dots.count, "evaluated cell"))"
            + (referenceName.map { ", with the \($0) of \(whole.count) as a line" } ?? "")
            + ". The table beneath has the same numbers."
        let figure = Figure(
            name: cost == .latency ? "front" : "front-\(cost.rawValue)", title: title(cost), summary: summary,
            width: Layout.width,
            height: bottom + 48, hasFocusablePoints: !cells.isEmpty, drawing: markup)
        let beyond = dots.count { dot in
            guard let value = view.cost(dot, cost), let accuracy = view.accuracy(dot) else { return false }
            return value < frame.x.low || accuracy < frame.y.low
        }
        return (figure, beyond)
    }

    private static func title(_ cost: Objective) -> String {
        switch cost {
        case .latency, .accuracy: "The front: latency and accuracy"
        case .energy: "The front: energy and accuracy"
        case .params: "The front: parameters and accuracy"
        case .flops: "The front: FLOPs and accuracy"
        }
    }

    private static func mark(
        _ cell: TrueFrontRecord, _ number: Int, _ cost: Objective, _ view: RunView, _ frame: PlotFrame,
        _ markup: inout Markup
    ) {
        guard let value = view.cost(cell.evaluation, cost), let accuracy = view.accuracy(cell) else { return }
        let place = frame.place(value, accuracy)
        let marker = view.marker(cell.evaluation.candidate.niche)
        let words = words(cell)
        markup.element(
            "path",
            [
                "class": "mark \(marker.className)",
                "d": marker.path(x: place.x, y: place.y, radius: 5),
                "tabindex": "0", "role": "img", "aria-label": words, "data-row": "cell-\(number)",
            ]
        ) { $0.element("title", text: words) }
    }

    static func words(_ cell: TrueFrontRecord) -> String {
        let evaluation = cell.evaluation
        var text =
            "\(evaluation.candidate.niche), \(ValueSources.words(latencyOf: evaluation)), "
            + ValueSources.words(accuracyOf: evaluation)
        if let truth = cell.trueAccuracyPercent { text += ", true \(NumberText.fixed(truth, 2)) %" }
        return text + ", \(evaluation.candidate.cell)"
    }

    private static func dotPaths(
        _ view: RunView, _ dots: [EvaluationRecord], _ cost: Objective, _ frame: PlotFrame
    ) -> [(Int, DotPath)] {
        var paths = [DotPath](repeating: DotPath(), count: Marker.count)
        for dot in dots {
            guard let value = view.cost(dot, cost), let accuracy = view.accuracy(dot) else { continue }
            paths[view.marker(dot.candidate.niche).colour].add(frame.place(value, accuracy))
        }
        return paths.enumerated().filter { !$0.element.text.isEmpty }.map { ($0.offset, $0.element) }
    }

    /// From point to point in steps: what the front reaches for a cost is what it had just before.
    private static func staircase(_ points: [Point], _ frame: PlotFrame) -> String {
        let n = NumberText.coordinate
        var path = ""
        for point in RunView.thinned(points, to: 2_000) {
            let place = frame.place(point.y, 100 - point.x)
            path += path.isEmpty ? "M\(n(place.x)) \(n(place.y))" : "H\(n(place.x))V\(n(place.y))"
        }
        return path
    }
}
