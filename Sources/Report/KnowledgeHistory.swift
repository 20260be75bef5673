internal import Records

/// The rules of one niche over the generations: when each came, was revised, and went.
struct KnowledgeHistory {
    struct Rule {
        var name: String
        var since: Int
        /// The turn that removed it; nil while it stands.
        var removed: Int?
        var revised: [(generation: Int, previousText: String)]
        var text: String
    }

    let niche: String
    let rules: [Rule]
    let lastGeneration: Int
    /// Rules that came back after their removal, or were revised to what they had said before.
    let returned: Int

    /// Rules in one drawing at most.
    static let mostRules = 60

    init(niche: String, records: [KnowledgeRecord]) {
        self.niche = niche
        var byName: [String: Rule] = [:]
        var order: [String] = []
        var gone: Set<String> = []
        var said: [String: Set<String>] = [:]
        var returned = 0
        for record in records.sorted(by: { $0.generation < $1.generation }) {
            if byName[record.rule] == nil {
                order.append(record.rule)
                byName[record.rule] = Rule(
                    name: record.rule, since: record.since, removed: nil, revised: [], text: record.text)
            }
            let text = Self.plain(record.text)
            switch record.change {
            case .added:
                if gone.contains(text) { returned += 1 }
            case .revised:
                byName[record.rule]?.revised.append((record.generation, record.previousText ?? ""))
                said[record.rule, default: []].insert(Self.plain(record.previousText ?? ""))
                if said[record.rule]?.contains(text) == true { returned += 1 }
            case .removed:
                byName[record.rule]?.removed = record.generation
                gone.insert(text)
            case .kept: break
            }
            byName[record.rule]?.text = record.text
        }
        rules = order.compactMap { byName[$0] }
        lastGeneration = records.map(\.generation).max() ?? 0
        self.returned = returned
    }

    static func all(_ view: RunView) -> [KnowledgeHistory] {
        let byNiche = Dictionary(grouping: view.contents.knowledge, by: \.niche)
        return byNiche.keys.sorted { (view.index(ofNiche: $0), $0) < (view.index(ofNiche: $1), $1) }
            .compactMap { niche in
                byNiche[niche].map { KnowledgeHistory(niche: niche, records: $0) }
            }
    }

    var standing: Int { rules.count { $0.removed == nil } }
    var revisions: Int { rules.reduce(0) { $0 + $1.revised.count } }
    var removals: Int { rules.count { $0.removed != nil } }

    /// A bar for each rule from its turn to its removal, a notch for each revision.
    func figure(number: Int) -> Figure {
        let shown = rules.prefix(Self.mostRules)
        let left = 52.0
        let right = Layout.width - 16
        var legend = Legend()
        legend.add(.box("rule"), "stands")
        legend.add(.box("rule gone"), "was removed later")
        legend.add(.line("notch"), "revised")
        let top = legend.height(width: Layout.width) + 12
        let step = 18.0
        let bottom = top + Double(max(1, shown.count)) * step
        let first = Double(rules.map(\.since).min() ?? 1)
        let x = Scale(
            from: first, through: max(first + 1, Double(lastGeneration) + 1), from: left, to: right)
        let n = NumberText.coordinate
        var markup = Markup()
        legend.draw(into: &markup, left: 8, top: 4, width: Layout.width)
        let frame = PlotFrame(
            left: left, right: right, top: top, bottom: bottom, xTitle: "Generation", yTitle: "", x: x,
            y: Scale(from: 0, through: 1, from: bottom, to: top), ySpacing: .infinity)
        frame.draw(into: &markup)
        for (row, rule) in shown.enumerated() {
            let y = top + Double(row) * step
            let start = x.position(Double(rule.since))
            let end = x.position(rule.removed.map(Double.init) ?? Double(lastGeneration) + 1)
            markup.element(
                "text", ["class": "end", "x": n(left - 7), "y": n(y + 13)], text: String(rule.name.prefix(5)))
            markup.element(
                "rect",
                [
                    "class": rule.removed == nil ? "rule" : "rule gone", "x": n(start), "y": n(y + 4),
                    "width": n(max(2, end - start)), "height": n(step - 8),
                ]
            ) { $0.element("title", text: rule.text) }
            let notches = rule.revised.prefix(100).map {
                "M\(n(x.position(Double($0.generation)))) \(n(y + 1))v\(n(step - 2))"
            }
            if !notches.isEmpty { markup.empty("path", ["class": "notch", "d": notches.joined()]) }
        }
        return Figure(
            name: "knowledge-\(number)", title: "Rules of niche \(niche) by generation",
            summary: "\(NumberText.count(rules.count, "rule")) in all, \(standing) standing, "
                + "\(NumberText.count(revisions, "revision")), \(NumberText.count(removals, "removal")).",
            width: Layout.width, height: bottom + 48, drawing: markup)
    }

    /// Two texts that differ in spaces and capitals only say the same.
    private static func plain(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
