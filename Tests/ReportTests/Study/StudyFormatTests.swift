import Comparison
import Foundation
import Records
import Report
import StudySupport
import Testing

/// Names are a user's, and descriptions too: whatever they hold, they stay text in every form.
@Suite struct StudyFormatTests {
    static let names = [
        "a|b", "<script>alert(1)</script>", "=HYPERLINK(\"http://e.vil\")", "\\input{/etc/passwd}",
        "50% & $x_1^2$ #3 ~",
        "quote \" and, comma", "**bold** `code` [link](http://e.vil) @someone", "line\nbreak", "-5", "{}}{",
        "\\",
        "]]>--><!--", "日本 ÿ é \u{202E}", "@SUM(1)", "--- ``` ''", "https://e.vil www.e.vil",
    ]

    private func report(_ name: String) throws -> [String: String] {
        var study = MadeUpStudy()
        study.name = name
        study.description = name
        study.methods = ["base", name]
        study.datasets = [name, "plain"]
        study.devices = [name]
        // One seed, because intervals of names are of no interest and take time.
        study.seeds = [1]
        study.variations = [(name, [.string(name), .integer(1)])]
        var contents = study.contents { 0.5 + 0.01 * Double($0.seed) }
        contents.command = name
        contents.methods[0].description = name
        contents.methods.append(.init(name: "gone", description: name, leftOut: name))
        contents.reported = [
            ReportedRecord(
                paper: name, table: name, row: name, dataset: name, device: nil, space: nil,
                measure: .averageHypervolume, value: 0.5, deviation: nil, unit: nil, note: name)
        ]
        let report = try StudyReport(contents)
        var texts = Dictionary(
            uniqueKeysWithValues: report.files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
        texts["section.md"] = report.section
        return texts
    }

    @Test(arguments: names) func `HTML and SVG keep them text`(_ name: String) throws {
        for (path, text) in try report(name) where path.hasSuffix(".html") || path.hasSuffix(".svg") {
            let reader = MarkupReader(text)
            #expect(reader.problem == nil, "\(path)")
            #expect(reader.count("script") == 0 && reader.count("a") <= 2)
            #expect(!text.unicodeScalars.contains("\u{202E}"))
        }
    }

    @Test(arguments: names) func `Markdown's rows keep their cells`(_ name: String) throws {
        let texts = try report(name)
        for path in ["results.md", "section.md"] {
            let text = try #require(texts[path])
            // Fences may hold anything; outside them nothing may be left to take for markup.
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            var fence: Substring?
            var width: Int?
            for line in lines {
                if let open = fence {
                    if line == open { fence = nil }
                    continue
                }
                if line.hasPrefix("```") {
                    fence = line.prefix { $0 == "`" }
                    continue
                }
                guard line.hasPrefix("|") else {
                    width = nil
                    continue
                }
                let cells = bare(line).count { $0 == "|" }
                #expect(cells == width ?? cells, "\(path): \(line)")
                width = cells
            }
            #expect(fence == nil)
            let outside = bare(Substring(text.replacing("pelnas compare", with: "")))
            for markup in ["<script", "<!--", "](http", "://e.vil", "www.e", "@someone", "@SUM"]
            where !isFenced(markup, lines) {
                #expect(!outside.contains(markup), "\(path): \(markup)")
            }
        }
    }

    /// Without what a backslash makes plain.
    private func bare(_ text: Substring) -> String {
        var out = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                isEscaped = false
                out += "·"
            } else if character == "\\" {
                isEscaped = true
            } else {
                out.append(character)
            }
        }
        return out
    }

    /// Whether it stands in the fenced command, where it is no markup.
    private func isFenced(_ word: String, _ lines: [Substring]) -> Bool {
        guard
            let start = lines.firstIndex(where: {
                $0.hasPrefix("```") && ($0.hasSuffix("sh") || $0.hasSuffix("text"))
            })
        else {
            return false
        }
        return lines[start + 1].contains(word)
    }

    @Test(arguments: names) func `CSV gives names back, and no formula`(_ name: String) throws {
        for path in ["results.csv", "comparisons.csv"] {
            let rows = parse(try #require(report(name)[path]))
            let width = try #require(rows.first?.count)
            #expect(rows.count > 1 && rows.allSatisfy { $0.count == width })
            for cell in rows.joined() where "=+@".contains(cell.first ?? " ") {
                Issue.record("\(path): \(cell)")
            }
            for cell in rows.joined() where cell.first == "-" { #expect(Double(cell) != nil) }
        }
        let rows = parse(try #require(report("quote \" and, comma")["results.csv"]))
        #expect(rows.contains { $0[1] == "quote \" and, comma" })
        #expect(parse(try #require(report("-5")["results.csv"])).contains { $0[1] == "'-5" })
    }

    /// RFC 4180, read by another hand than wrote it.
    private func parse(_ text: String) -> [[String]] {
        var rows: [[String]] = [[""]]
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        func add(_ scalar: Unicode.Scalar) {
            rows[rows.count - 1][rows[rows.count - 1].count - 1].unicodeScalars.append(scalar)
        }
        while let scalar = scalars.popFirst() {
            switch (scalar, isQuoted) {
            case ("\"", true):
                if scalars.first == "\"" {
                    add("\"")
                    scalars = scalars.dropFirst()
                } else {
                    isQuoted = false
                }
            case ("\"", false): isQuoted = true
            case (",", false): rows[rows.count - 1].append("")
            case ("\r", false):
                scalars = scalars.dropFirst()
                rows.append([""])
            default: add(scalar)
            }
        }
        return rows.dropLast()
    }

    @Test(arguments: names) func `LaTeX's special characters are escaped, and rows keep their cells`(
        _ name: String
    ) throws {
        let text = try #require(report(name)["results.tex"])
        #expect(!text.split(separator: "\n").contains { !$0.hasPrefix("%") && $0.contains("\\input{/etc") })
        #expect(text.utf8.allSatisfy { $0 < 0x80 } || text.contains("é"))
        var depth = 0
        var isEscaped = false
        for line in text.split(separator: "\n") where !line.hasPrefix("%") {
            for character in line {
                if !isEscaped {
                    if character == "{" { depth += 1 }
                    if character == "}" { depth -= 1 }
                }
                isEscaped = character == "\\" && !isEscaped
                #expect(depth >= 0)
            }
            isEscaped = false
        }
        #expect(depth == 0)
    }

    static let laTeX = ["/usr/bin/pdflatex", "/usr/local/bin/pdflatex", "/Library/TeX/texbin/pdflatex"].first
    {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(.enabled(if: laTeX != nil, "pdflatex is not on this machine"))
    func `LaTeX compiles, whatever the names`() throws {
        let program = try #require(Self.laTeX)
        let all = Self.names.joined(separator: " ")
        for name in [all, "\\", "]", "-"] {
            let folder = FileManager.default.temporaryDirectory.appending(path: "study-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try Data(try #require(report(name)["results.tex"]).utf8).write(
                to: folder.appending(path: "a.tex"))
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = ["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "a.tex"]
            process.currentDirectoryURL = folder
            process.standardOutput = FileHandle.nullDevice
            process.standardInput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(name)")
        }
    }
}
