import Records
import Report
import Testing

@Suite struct HostileTextTests {
    static let texts = [
        "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "]]><!--",
        "a\u{0}b\u{1B}[31m",
        "\u{202E}evil\u{2066}", String(repeating: "long rule ", count: 1_000), "</title></style></svg><b>",
        "&lt;&amp;'\"",
        "javascript:alert(1)", "e" + String(repeating: "\u{301}", count: 5_000),
    ]

    @Test(arguments: texts) func `Whatever a field holds, it stays text`(_ text: String) {
        let report = Report(Self.everywhere(text))
        #expect(flaw(of: report) == nil)
        let reader = MarkupReader(report.html)
        #expect(reader.count("script") == 1)
        #expect(reader.count("img") == 0)
        #expect(reader.count("b") == 0)
        for element in reader.elements {
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
        }
        for page in [report.html] + report.figures.map(\.svg) {
            #expect(
                !page.unicodeScalars.contains {
                    $0 == "\0" || $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{2066}"
                })
        }
        #expect(report.html.utf8.count < 2_000_000)
        for figure in report.figures {
            #expect(figure.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
        }
    }

    /// A run that has the text in every field that can hold one.
    static func everywhere(_ text: String) -> ReportContents {
        var contents = MadeUpRun().contents
        ModelRun(niches: ["S0"], generations: 5).add(to: &contents)
        contents.name = text
        contents.runName = text
        contents.staleSteps = [text]
        contents.datasetName = text
        contents.deviceName = text
        contents.proposerName = text
        contents.accuracySource = text
        contents.latencySource = text
        contents.reported = .init(hypervolume: 0.9, igd: 0.1, source: text)
        contents.trueAccuracyPercent[text] = 50
        for index in contents.niches.indices {
            contents.niches[index].niche = text + "\(index)"
            contents.niches[index].rationale = text
            contents.niches[index].bounds = [(text, 0, 1)]
        }
        func spoil(_ candidate: inout CandidateRecord) {
            candidate.id = text
            candidate.niche = text + "0"
            candidate.cell = text
            candidate.operation = text
            candidate.rationale = text
            candidate.parents = [text]
        }
        for index in contents.evaluations.indices where index % 2 == 0 {
            spoil(&contents.evaluations[index].candidate)
        }
        for index in contents.front.indices where index % 2 == 0 {
            spoil(&contents.front[index].evaluation.candidate)
        }
        for index in contents.rejected.indices {
            spoil(&contents.rejected[index].candidate)
            contents.rejected[index].detail = text
        }
        for index in contents.calls.indices {
            contents.calls[index].niche = text
            contents.calls[index].detail = text
            contents.calls[index].outcome = .unusable
        }
        for index in contents.knowledge.indices {
            contents.knowledge[index].niche = text
            contents.knowledge[index].rule = text + "\(index % 3)"
            contents.knowledge[index].text = text
            contents.knowledge[index].previousText = text
        }
        contents.strategies = [
            .init(generation: 1, strategy: text, isKept: true, wanted: 5, evaluated: 0, evaluationsLeft: 9)
        ]
        for index in contents.ledger.indices {
            contents.ledger[index].id = text
            contents.ledger[index].kind = text
            contents.ledger[index].askedModel = text
            contents.ledger[index].detail = text
            contents.ledger[index].outcome = .failed
        }
        for index in contents.fit.indices {
            contents.fit[index].predictor = text
            contents.fit[index].notes = [text]
        }
        contents.fit[1].group = text
        return contents
    }
}
