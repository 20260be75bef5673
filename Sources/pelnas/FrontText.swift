import Benchmarks
import LanguageModel
import Pipeline
import PipelineFile
import Records
import Spaces
import StageKit
import Terminal

/// A front for people. What came with its records may be a stranger's words, and is made plain.
struct FrontText {
    /// Terminals of fewer columns get no plot unasked.
    static let leastPlotWidth = 72
    static let plotHeight = 20

    private let front: FoundFront
    private let whole: FoundFront
    private let screen: Screen
    private let words: ObjectiveWords
    /// Whether some true accuracy is known; a scored run without tables has none.
    private let hasTruth: Bool
    /// Whether true latencies stand beside predicted or noisy ones; one that was looked up is the true one.
    private let hasTrueLatency: Bool

    /// Whether the search weighed energy.
    private let hasEnergy: Bool

    /// `front` holds those cells of the whole that are shown one by one; the plot has all.
    init(_ front: FoundFront, of whole: FoundFront, screen: Screen) {
        self.front = front
        self.whole = whole
        self.screen = screen
        words = ObjectiveWords(whole.rows.map(\.evaluation))
        hasTrueLatency =
            (words.isLatencyPredicted || words.isLatencyNoisy)
            && whole.rows.contains { $0.trueLatencyMilliseconds != nil }
        hasEnergy = whole.rows.contains { $0.evaluation.energyMillijoules != nil }
        hasTruth = whole.rows.contains { $0.trueAccuracyPercent != nil }
    }

    func heading(of settings: PipelineSettings, run: RunDirectory) -> String {
        let target = settings.target
        let what =
            "\(settings.name): \(target.dataset.rawValue) on \(target.deviceName), "
            + (front.rows.count < whole.rows.count ? "\(front.rows.count) of " : "")
            + "\(whole.rows.count) cells"
        return screen.bold(fitted(PlainText.oneLine(what, limit: 300))) + "\n"
            + wrapped("from \(front.origin)")
    }

    /// As many columns as there is room for; a file or a pipe has room for all.
    var table: String {
        guard !front.rows.isEmpty else { return "  The front is empty.\n" }
        let forms: [(Cell) -> String] = [
            \.description, { CellDrawing($0, isUnicode: screen.isUnicode).oneLine }, \.letters,
        ]
        var text = ""
        let room = screen.isTerminal ? screen.width : .max
        for (form, hasCosts) in [(0, true), (1, true), (2, true), (2, false)] {
            text = table(cell: forms[form], hasCosts: hasCosts)
            if text.split(separator: "\n").allSatisfy({ TextWidth.columns(String($0)) <= room }) { break }
        }
        var lines = text.split(separator: "\n").map { fitted(String($0)) }
        for heading in lines.indices.prefix(2) { lines[heading] = screen.bold(lines[heading]) }
        if front.rows.contains(where: \.evaluation.isTrainingCell) {
            lines += ["  * the predictor was fit on this cell: no fair prediction"].map(fitted)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func table(cell form: (Cell) -> String, hasCosts: Bool) -> String {
        // Latency, accuracy, true; energy; FLOPs, parameters; generation; niche, candidate, cell.
        var table = TextTable(
            [.right, .right] + (hasTrueLatency ? [.right] : []) + (hasTruth ? [.right] : [])
                + (hasEnergy ? [.right] : [])
                + (hasCosts ? [.right, .right] : [])
                + [.right, .left, .left, .left])
        func add(_ first: [String], _ truth: [String], _ costs: [String], _ rest: [String]) {
            let known =
                (hasTrueLatency ? [truth[0]] : []) + (hasTruth ? [truth[1]] : [])
                + (hasEnergy ? [truth[2]] : [])
            table.add(first + known + (hasCosts ? costs : []) + rest)
        }
        add(
            [words.latencyHeading, words.accuracyHeading], ["true", "true", "energy"], ["FLOPs", "params"],
            ["in", "niche", "candidate", "cell"])
        add(["ms", words.accuracyUnit + " "], ["ms", "%", "mJ"], ["M", "M"], ["gen", "", "", ""])
        for row in front.rows {
            let evaluation = row.evaluation
            let candidate = evaluation.candidate
            let cell = (try? Cell(parsing: candidate.cell)).map(form)
            add(
                [
                    TextTable.decimal(evaluation.latencyMilliseconds, 3),
                    TextTable.decimal(evaluation.accuracyPercent, 2)
                        + (evaluation.isTrainingCell ? "*" : " "),
                ],
                [
                    TextTable.decimal(row.trueLatencyMilliseconds, 3),
                    TextTable.decimal(row.trueAccuracyPercent, 2),
                    TextTable.decimal(evaluation.energyMillijoules, 3),
                ],
                [
                    TextTable.decimal(evaluation.flopsMillions, 1),
                    TextTable.decimal(evaluation.paramsMillions, 2),
                ],
                [
                    "\(candidate.generation)", plain(candidate.niche), plain(candidate.id),
                    cell ?? plain(candidate.cell),
                ])
        }
        return table.text
    }

    /// The front by what the search sees, before the best that it could see.
    func plot(_ space: PredictedSpace?) -> String {
        let plot = FrontPlot(whole.rows.map(\.evaluation), of: space)
        let lines = plot.lines(
            width: min(screen.width, 120),
            height: screen.isTerminal
                ? max(FrontPlot.leastHeight, min(Self.plotHeight, screen.height - 2)) : Self.plotHeight,
            isUnicode: screen.isUnicode)
        return lines.joined(separator: "\n") + (lines.isEmpty ? "" : "\n")
    }

    var drawings: String {
        var text = ""
        var needsLegend = false
        for row in front.rows {
            guard let cell = try? Cell(parsing: row.evaluation.candidate.cell) else { continue }
            let drawing = CellDrawing(cell, isUnicode: screen.isUnicode)
            needsLegend = needsLegend || drawing.hasDeadEdge || cell.count(of: .none) > 0
            var title = "\(plain(row.evaluation.candidate.id)): "
            title += words.values(row.evaluation)
            if hasTruth { title += ", true \(TextTable.decimal(row.trueAccuracyPercent, 2)) %" }
            text += fitted(title) + "\n"
            for line in drawing.lines { text += "  " + line + "\n" }
            text += "\n"
        }
        return text + (needsLegend ? CellDrawing.legend(isUnicode: screen.isUnicode) + "\n" : "")
    }

    private func plain(_ text: String) -> String { PlainText.oneLine(text, limit: 200) }

    private func fitted(_ line: String) -> String {
        screen.isTerminal
            ? TextWidth.fitted(line, columns: screen.width, isUnicode: screen.isUnicode) : line
    }

    /// One or more lines, broken between words.
    private func wrapped(_ text: String) -> String {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, !screen.isTerminal || last.count + 1 + word.count <= screen.width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension FrontPlot {
    /// Evaluated cells by what the search sees, before the best of the whole space by the same, where that is
    /// known.
    init(_ evaluations: [EvaluationRecord], of space: PredictedSpace?) {
        let marks = evaluations.compactMap { evaluation -> Mark? in
            guard let latency = evaluation.latencyMilliseconds, let accuracy = evaluation.accuracyPercent
            else { return nil }
            return Mark(
                latency: latency, accuracy: accuracy,
                niche: PlainText.oneLine(evaluation.candidate.niche, limit: 40))
        }
        self.init(marks, reference: space?.front ?? [])
        let words = ObjectiveWords(evaluations)
        accuracyTitle = words.accuracyTitle
        latencyTitle = words.latencyTitle
        referenceTitle = "best of the space" + (space?.basis.map { ", \($0)" } ?? "")
    }
}
