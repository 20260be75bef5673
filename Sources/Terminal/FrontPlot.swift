/// A front in characters: latency across, accuracy up, so the best cells are at the top left.
///
/// Each cell is shown by its niche's letter or digit, `*` where cells of several niches share a place; a
/// reference front by dots behind them. Latency is on a logarithmic axis where the greatest is more than 20
/// times the least. A few cells far below all others, as those that compute nothing are, would squeeze the
/// rest into a line: they are left out, and counted in the title.
public struct FrontPlot: Sendable {
    public struct Mark: Sendable {
        /// Milliseconds.
        public var latency: Double
        /// Percent.
        public var accuracy: Double
        public var niche: String

        public init(latency: Double, accuracy: Double, niche: String) {
            self.latency = latency
            self.accuracy = accuracy
            self.niche = niche
        }
    }

    /// The least that a plot fits into.
    public static let leastWidth = 32
    public static let leastHeight = 10

    private let marks: [Mark]
    private let reference: [(latency: Double, accuracy: Double)]
    private let letters: NicheLetters

    /// What stands above the accuracy's axis, what below the latency's, and what the dots are.
    public var accuracyTitle = "accuracy %, predicted"
    public var latencyTitle = "latency ms"
    public var referenceTitle = "reference front"

    /// Points that are not finite, and reference points, are left out silently where they are none.
    public init(_ marks: [Mark], reference: [(latency: Double, accuracy: Double)] = []) {
        self.marks = marks.filter { Axis.isPlotted($0.latency) && Axis.isPlotted($0.accuracy) }
        self.reference = reference.filter { Axis.isPlotted($0.latency) && Axis.isPlotted($0.accuracy) }
        letters = NicheLetters(self.marks.map(\.niche).sorted())
    }

    /// Exactly `height` lines of at most `width` columns; none where that is less than the least, one that
    /// says so where there is nothing to plot.
    public func lines(width: Int, height: Int, isUnicode: Bool) -> [String] {
        let width = min(width, 1_000)
        let height = min(height, 1_000)
        guard width >= Self.leastWidth, height >= Self.leastHeight else { return [] }
        let rows = height - 4
        let floor = self.floor
        let shown = marks.filter { $0.accuracy >= floor }
        let reference = reference.filter { $0.accuracy >= floor }
        guard
            let up = Axis(shown.map(\.accuracy) + reference.map(\.accuracy), ticks: max(2, rows / 3)),
            let across = Axis(
                shown.map(\.latency) + reference.map(\.latency), ticks: max(2, width / 12),
                mayBeLogarithmic: true)
        else { return ["no cell to plot"] }
        let frame = PlotFrame(
            rows: rows, width: width, up: up, across: across, isUnicode: isUnicode)
        var canvas = frame.canvas
        for point in reference {
            frame.put(frame.dot, on: &canvas, latency: point.latency, accuracy: point.accuracy) { _ in nil }
        }
        for mark in shown {
            let letter = letters[mark.niche]
            frame.put(letter, on: &canvas, latency: mark.latency, accuracy: mark.accuracy) { there in
                there == frame.dot || there == letter ? nil : "*"
            }
        }
        let acrossTitle = latencyTitle + (across.isLogarithmic ? ", logarithmic" : "")
        var legend = letters.legend
        if !reference.isEmpty { legend.append("\(frame.dot) \(referenceTitle)") }
        let below = marks.count - shown.count
        let title = accuracyTitle + (below > 0 ? " (not shown: \(below) far below)" : "")
        return [TextWidth.fitted(title, columns: width, isUnicode: isUnicode)] + frame.framed(canvas)
            + [
                TextWidth.fitted(
                    ([acrossTitle] + legend).joined(separator: "   "), columns: width, isUnicode: isUnicode)
            ]
    }
}

extension FrontPlot {
    /// The accuracy below which nothing is shown: of five cells or more, what lies at least 20 percent points
    /// below the best, and four times as far below it as the median.
    private var floor: Double {
        // Of fewer none is the exception.
        let sets = [marks.map(\.accuracy), reference.map(\.accuracy)].filter { $0.count >= 5 }
        let few = marks.count < 5 ? marks.map(\.accuracy).min() : nil
        let floors = sets.map { accuracies in
            let sorted = accuracies.sorted()
            let best = sorted.last ?? 0
            return best - max(20, 4 * (best - sorted[sorted.count / 2]))
        }
        return (floors + [few].compactMap { $0 }).min() ?? -.infinity
    }
}

/// A letter or digit for each niche: the last of its name where that is free, so S0 is 0.
private struct NicheLetters {
    private var byNiche: [String: Character] = [:]
    private var order: [String] = []

    init(_ niches: [String]) {
        var free = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        for niche in niches where byNiche[niche] == nil {
            let own = niche.last.flatMap { free.firstIndex(of: $0) }
            // More niches than letters share one.
            let letter = free.isEmpty ? "#" : free.remove(at: own ?? 0)
            byNiche[niche] = letter
            order.append(niche)
        }
    }

    subscript(niche: String) -> Character { byNiche[niche] ?? "#" }

    var legend: [String] { order.map { "\(self[$0]) \($0)" } }
}

/// The axes around a canvas, and where values lie on it.
private struct PlotFrame {
    let rows: Int
    let columns: Int
    let up: Axis
    let across: Axis
    private let labels: [Int: String]
    private let labelWidth: Int
    private let isUnicode: Bool

    init(rows: Int, width: Int, up: Axis, across: Axis, isUnicode: Bool) {
        self.rows = rows
        self.up = up
        self.across = across
        self.isUnicode = isUnicode
        var labels: [Int: String] = [:]
        for tick in up.ticks {
            if let position = up.position(of: tick.value, among: rows), labels[position] == nil {
                labels[position] = tick.label
            }
        }
        self.labels = labels
        labelWidth = min(width / 2, labels.values.map(\.count).max() ?? 0)
        columns = max(1, width - labelWidth - 2)
    }

    var dot: Character { isUnicode ? "·" : "." }

    var canvas: [[Character]] {
        Array(repeating: Array(repeating: " ", count: columns), count: rows)
    }

    /// Puts a character at a place, or what `merged` makes of the one that is there.
    func put(
        _ character: Character, on canvas: inout [[Character]], latency: Double, accuracy: Double,
        merged: (Character) -> Character?
    ) {
        guard let column = across.position(of: latency, among: columns),
            let height = up.position(of: accuracy, among: rows)
        else { return }
        let there = canvas[rows - 1 - height][column]
        canvas[rows - 1 - height][column] = there == " " ? character : merged(there) ?? character
    }

    func framed(_ canvas: [[Character]]) -> [String] {
        var lines: [String] = []
        for (row, characters) in canvas.enumerated() {
            let label = labels[rows - 1 - row].map { String($0.prefix(labelWidth)) }
            let margin = String(repeating: " ", count: labelWidth - (label?.count ?? 0)) + (label ?? "")
            let edge: Character =
                label == nil ? (isUnicode ? "│" : "|") : (isUnicode ? "┤" : "+")
            lines.append(Self.trimmed(Array(margin) + [" ", edge] + characters))
        }
        return lines + bottom
    }

    /// The axis below, and its ticks' labels where they do not touch one another.
    private var bottom: [String] {
        var axis = [Character](repeating: isUnicode ? "─" : "-", count: columns)
        var text = [Character](repeating: " ", count: columns)
        var end = -1
        for tick in across.ticks {
            guard let position = across.position(of: tick.value, among: columns) else { continue }
            let start = max(0, min(position - tick.label.count / 2, columns - tick.label.count))
            guard start > end, start + tick.label.count <= columns else { continue }
            axis[position] = isUnicode ? "┬" : "+"
            for (offset, character) in tick.label.enumerated() { text[start + offset] = character }
            end = start + tick.label.count
        }
        let margin = [Character](repeating: " ", count: labelWidth + 1)
        return [
            Self.trimmed(margin + [isUnicode ? "└" : "+"] + axis), Self.trimmed(margin + [" "] + text),
        ]
    }

    private static func trimmed(_ characters: [Character]) -> String {
        var characters = characters
        while characters.last == " " { characters.removeLast() }
        return String(characters)
    }
}
