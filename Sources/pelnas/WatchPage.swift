import Benchmarks
import Conversation
import LanguageModel
import Pipeline
import PipelineFile
import Records
import StageKit
import Terminal

/// A run at one moment on one page: what was done, what is at work, and the front where there is room.
struct WatchPage {
    private let look: RunFollower.Look
    private let settings: PipelineSettings
    private let run: RunDirectory
    private let screen: Screen

    init(_ look: RunFollower.Look, settings: PipelineSettings, run: RunDirectory, screen: Screen) {
        self.look = look
        self.settings = settings
        self.run = run
        self.screen = screen
    }

    /// Lines that fit the screen, one left free for the cursor.
    var lines: [String] {
        let room = max(8, screen.height - 1)
        var heading = headings.map(fitted)
        if let first = heading.first { heading[0] = screen.bold(first) }
        // Two rows are headings, and a line each is free above and below.
        let around = heading.count + 4
        let wanted = min(look.generations.count, 5)
        let plotHeight = min(18, room - around - wanted - 1)
        var plot: [String] = []
        if screen.width >= FrontText.leastPlotWidth, plotHeight >= FrontPlot.leastHeight,
            let last = look.generations.last
        {
            plot =
                [""]
                + FrontPlot(last.front, of: look.space).lines(
                    width: min(120, screen.width), height: plotHeight, isUnicode: screen.isUnicode)
        }
        let rows = max(1, room - around - plot.count)
        return [heading[0], ""] + table(rows).map(fitted) + [""] + heading.dropFirst() + plot
    }

    private var headings: [String] {
        let target = settings.target
        let name = PlainText.oneLine(settings.name, limit: 200)
        let title =
            "\(name): \(target.dataset.rawValue) on \(target.deviceName), "
            + "proposer \(settings.prompt.proposer.rawValue), \(look.stepsDone) of \(look.steps) steps done"
        return [title, state]
    }

    private var state: String {
        if look.isAtWork {
            var text = "at work: \(look.step ?? "the end")"
            if look.spending.calls > 0 { text += ", \(look.spending.calls) calls so far" }
            if let last = look.lastCall {
                text += ", the last for \(PlainText.oneLine(last.niche, limit: 40))"
            }
            return text
        }
        return look.isComplete
            ? "complete; pelnas front --run-dir \(run.root) shows the front"
            : "nobody is at work; \(look.step ?? "the end") comes next"
    }

    /// Headings and the last so many rows, with a word on those before.
    private func table(_ limit: Int) -> [String] {
        let calls = look.generations.contains { $0.spending.calls > 0 }
        var table = TextTable(
            [.right, .right, .right, .right] + (calls ? [.right, .right, .right] : []) + [.right])
        let more = calls ? ["calls", "tokens", "dollars"] : []
        table.add(["generation", "HV so far", "front", "evaluated"] + more + ["seconds"])
        let hint = settings.searchBasis.map { "(\($0))" } ?? ""
        table.add(["", hint, "cells", "cells"] + more.map { _ in "" } + [""])
        for row in look.generations {
            let spending = row.spending
            let spent =
                calls ? ["\(spending.calls)", spending.tokenWords, spending.dollarWords] : []
            table.add(
                ["\(row.number)/\(look.lastGeneration)", TextTable.decimal(row.hypervolume, 4)]
                    + ["\(row.front.count)", "\(row.evaluations)"] + spent
                    + [TextTable.decimal(row.seconds, 2)])
        }
        let lines = table.text.split(separator: "\n").map(String.init)
        let rows = lines.dropFirst(2)
        guard !rows.isEmpty else { return lines + ["  no generation is done yet"] }
        guard rows.count > limit else { return lines }
        let hidden = rows.count - limit + 1
        return lines.prefix(2) + ["  … \(hidden) generations before"] + rows.suffix(limit - 1)
    }

    private func fitted(_ line: String) -> String {
        TextWidth.fitted(line, columns: screen.width, isUnicode: screen.isUnicode)
    }

    /// A generation in a line of its own.
    static func line(_ generation: RunFollower.Generation) -> String {
        var text = "generation \(generation.number): "
        if let words = generation.hypervolumeWords { text += words + ", " }
        text += "\(generation.front.count) cells on the front, \(generation.evaluations) evaluated"
        let spending = generation.spending
        guard spending.calls > 0 else { return text }
        text += ", \(spending.calls) calls, \(spending.tokenWords) tokens"
        return spending.dollarWords == "-" ? text : text + ", $\(spending.dollarWords)"
    }
}
