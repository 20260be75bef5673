internal import Records

/// Hypervolume and IGD over the generations under one scaling. Each scaling has a drawing of its own: the two
/// are never mixed.
enum QualityFigure {
    static func figure(_ view: RunView, normalisation: String) -> Figure? {
        let all = view.scores(normalisation)
        guard !all.isEmpty else { return nil }
        let scores = RunView.thinned(all, to: 200)
        var markup = Markup()
        let reported = view.contents.reported
        let scaling = normalisation == "space" ? "scaled by the space" : "scaled by the front"
        let first = panel(
            scores, \.hypervolume, "Hypervolume, \(scaling)", reported?.hypervolume, top: 26,
            isLast: false, &markup)
        let second = panel(
            scores, \.igd, "IGD, \(scaling)", reported?.igd, top: first + 58, isLast: true, &markup)
        let last = all.last
        let name = normalisation == "space" ? "space" : "front"
        return Figure(
            name: "quality-\(name)",
            title: "Hypervolume and IGD by generation, scaled by the \(Self.words(normalisation))",
            summary: "After generation \(last?.generation ?? 0) the hypervolume is "
                + "\(NumberText.fixed(last?.hypervolume, 4)) and IGD \(NumberText.fixed(last?.igd, 4)).",
            width: 320, height: second + 48, drawing: markup)
    }

    static func words(_ normalisation: String) -> String {
        normalisation == "space" ? "space" : "reference front"
    }

    private static func panel(
        _ scores: [ScoreRecord], _ measure: KeyPath<ScoreRecord, Double?>, _ title: String,
        _ reported: Double?, top: Double, isLast: Bool, _ markup: inout Markup
    ) -> Double {
        let left = 50.0
        let right = 306.0
        let bottom = top + 120
        let values = scores.compactMap { $0[keyPath: measure] }
        // The paper's figure widens the axis only where it is near: its scaling is not known.
        let near = reported.flatMap { value in
            value.isFinite && !values.isEmpty ? value : nil
        }
        var x = Scale(over: scores.map { Double($0.generation) }, from: left, to: right, room: 0.03)
        if scores.count == 1 { x = Scale(over: scores.map { Double($0.generation) }, from: left, to: right) }
        let frame = PlotFrame(
            left: left, right: right, top: top, bottom: bottom, xTitle: isLast ? "Generation" : "",
            yTitle: title, x: x,
            y: Scale(
                over: values + (near.map { [$0] } ?? []), from: bottom, to: top,
                room: near == nil ? 0.08 : 0.24),
            xSpacing: 40, ySpacing: 26)
        frame.draw(into: &markup)
        let n = NumberText.coordinate
        if let near {
            let y = frame.y.position(near)
            markup.empty("path", ["class": "reported", "d": "M\(n(left)) \(n(y))H\(n(right))"])
            let points = scores.compactMap { score in
                score[keyPath: measure].map { frame.place(Double(score.generation), $0) }
            }
            let place = freePlace(besides: points, line: y, frame)
            markup.element(
                "text",
                ["class": place.isLeft ? "reported" : "end reported", "x": n(place.x), "y": n(place.y)],
                text: "reported \(NumberText.tick(near))")
        }
        var line = ""
        var dots = DotPath()
        // A generation without the figure interrupts the line.
        var isPenUp = true
        for score in scores {
            guard let value = score[keyPath: measure], value.isFinite else {
                isPenUp = true
                continue
            }
            let place = frame.place(Double(score.generation), value)
            dots.add(place)
            line += (isPenUp ? "M" : "L") + "\(n(place.x)) \(n(place.y))"
            isPenUp = false
        }
        markup.empty("path", ["class": "line", "d": line])
        markup.empty("path", ["class": "line-dots", "d": dots.text])
        return bottom
    }

    /// Where beside a horizontal line a label is farthest from the points: left or right, above or below.
    private static func freePlace(
        besides points: [(x: Double, y: Double)], line: Double, _ frame: PlotFrame
    ) -> (x: Double, y: Double, isLeft: Bool) {
        let reach = 120.0
        var best = (x: frame.left + 5, y: line - 5, isLeft: true)
        var farthest = -1.0
        for isLeft in [true, false] {
            let beside = points.filter { isLeft ? $0.x < frame.left + reach : $0.x > frame.right - reach }
            for baseline in [line - 5, line + 14]
            where baseline - 10 >= frame.top && baseline + 3 <= frame.bottom {
                let distance = beside.map { abs($0.y - (baseline - 4)) }.min() ?? 1_000
                guard distance > farthest else { continue }
                farthest = distance
                best = (isLeft ? frame.left + 5 : frame.right - 3, baseline, isLeft)
            }
        }
        return best
    }
}
