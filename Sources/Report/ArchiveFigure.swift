internal import Pareto
internal import Records

/// A niche's archive after the last generation, within the front of all: a small drawing for each niche, all
/// with the same axes.
enum ArchiveFigure {
    /// Panels at most.
    static let mostPanels = 12

    static func figures(_ view: RunView) -> [Figure] {
        guard let last = view.contents.archives.keys.max(), let members = view.contents.archives[last] else {
            return []
        }
        let cells = members.map(\.evaluation).filter {
            $0.accuracyPercent?.isFinite == true && view.latency($0) != nil
        }
        let forAxes = RunView.forAxes(cells)
        let latencies = forAxes.compactMap(view.latency)
        let accuracies = forAxes.compactMap(\.accuracyPercent)
        guard !latencies.isEmpty else { return [] }
        let kind = Scale.kind(forLatencies: latencies)
        let accuracyKind = Scale.kind(forAccuracies: accuracies)
        let x = Scale(kind: kind, over: latencies, from: 40, to: 232)
        let y = Scale(
            kind: accuracyKind, over: accuracies, from: 146, to: 30)
        let byNiche = Dictionary(grouping: cells, by: \.candidate.niche)
        var others = DotPath()
        for cell in RunView.thinned(cells, to: 400) {
            if let latency = view.latency(cell), let accuracy = cell.accuracyPercent {
                others.add(x.position(latency), y.position(accuracy))
            }
        }
        return view.niches.prefix(mostPanels).enumerated().map { number, niche in
            panel(niche, number, byNiche[niche] ?? [], others, x, y, view)
        }
    }

    private static func panel(
        _ niche: String, _ number: Int, _ members: [EvaluationRecord], _ others: DotPath, _ x: Scale,
        _ y: Scale, _ view: RunView
    ) -> Figure {
        var markup = Markup()
        let frame = PlotFrame(
            left: 40, right: 232, top: 30, bottom: 146, xTitle: "", yTitle: "", x: x, y: y, xSpacing: 44,
            ySpacing: 26)
        frame.draw(into: &markup)
        let marker = view.marker(niche)
        markup.empty(
            "path", ["class": "mark \(marker.className)", "d": marker.path(x: 12, y: 12, radius: 5)])
        markup.element("text", ["class": "strong", "x": "24", "y": "16"], text: String(niche.prefix(14)))
        markup.element(
            "text", ["class": "end", "x": "232", "y": "16"], text: NumberText.count(members.count, "cell"))
        markup.empty("path", ["class": "others", "d": others.text])
        for member in members.prefix(200) {
            guard let latency = view.latency(member), let accuracy = member.accuracyPercent else { continue }
            let place = frame.place(latency, accuracy)
            markup.empty(
                "path",
                [
                    "class": "mark \(marker.className)",
                    "d": marker.path(x: place.x, y: place.y, radius: 3.6),
                ])
        }
        return Figure(
            name: "archive-\(number + 1)", title: "Archive of niche \(niche)",
            summary: "\(NumberText.count(members.count, "cell")) in the archive after the last generation.",
            width: 240, height: 172, drawing: markup)
    }
}
