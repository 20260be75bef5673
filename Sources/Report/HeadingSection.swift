internal import Records

/// What the run was, what it reached, and what checks found.
enum HeadingSection {
    static func title(_ view: RunView) -> String {
        let contents = view.contents
        let name = contents.runName.isEmpty ? contents.name : contents.runName
        let target = [contents.datasetName, contents.deviceName].filter { !$0.isEmpty }.joined(
            separator: " on ")
        return [name.isEmpty ? "A run" : name, target].filter { !$0.isEmpty }.joined(separator: ": ")
    }

    static func write(_ view: RunView, into page: inout Page) {
        page.element("header", [:]) { page in
            page.markup.element("h1", text: title(view))
            page.paragraph(subtitle(view), style: "soft")
            if let sentence = CurrencyCheck.sentence(view) { page.paragraph(sentence, style: "caution") }
            writeSums(view, into: &page)
            writeFacts(view, into: &page)
        }
    }

    static func writeDiagnoses(_ diagnoses: [Diagnosis], _ page: inout Page) {
        page.section("diagnoses", "Diagnoses") { writeDiagnoses(diagnoses, into: &$0) }
    }

    private static func subtitle(_ view: RunView) -> String {
        let contents = view.contents
        var text = contents.name.isEmpty ? "A search" : "Search “\(contents.name)”"
        if !contents.proposerName.isEmpty { text += ", proposer \(contents.proposerName)" }
        return text + ", random seed \(contents.randomSeed)."
    }

    private static func writeSums(_ view: RunView, into page: inout Page) {
        let space = view.finalScore("space")
        let reported = view.contents.reported
        page.markup.element("dl", ["class": "sums"]) { list in
            func add(_ term: String, _ value: String, reported: Double? = nil) {
                list.element("div") { group in
                    group.element("dt", text: term)
                    group.element("dd") { detail in
                        detail.write(value)
                        guard let reported, reported.isFinite else { return }
                        detail.write(" ")
                        detail.element(
                            "span", ["class": "reported-figure"],
                            text: "reported \(NumberText.tick(reported))")
                    }
                }
            }
            if let space, view.contents.isForAccuracy {
                add(
                    space.reference == .tables ? "Most accurate, true %" : "Most accurate, predicted %",
                    NumberText.fixed(space.bestAccuracyPercent, 2), reported: reported?.accuracyPercent)
            }
            if let space {
                add(
                    "Hypervolume, scaled by the space", NumberText.fixed(space.hypervolume, 4),
                    reported: reported?.hypervolume)
                add("IGD, scaled by the space", NumberText.fixed(space.igd, 4), reported: reported?.igd)
            }
            if let raw = view.scores(ScoreRecord.rawUnits).last {
                add(
                    "Hypervolume, \(view.contents.objectives.volumeUnit)",
                    NumberText.significant(raw.hypervolumeFound))
            }
            add("Cells on the front", NumberText.grouped(view.front.count))
            add("Cells evaluated", NumberText.grouped(view.contents.evaluations.count))
        }
        if let reported {
            page.paragraph(
                "Reported: \(reported.source)."
                    + (reported.hypervolume == nil ? "" : " How those figures were scaled may differ."),
                style: "soft")
        }
    }

    private static func writeFacts(_ view: RunView, into page: inout Page) {
        let contents = view.contents
        let reference =
            switch contents.reference {
            case .tables: "True test accuracy, looked up after the search"
            case .surrogates:
                "The surrogates' own front over the whole space: predicted, not measured"
            case .none: "None: nothing is known of the best possible front"
            }
        let facts: [(String, String)] = [
            ("Data set", contents.datasetName), ("Device", contents.deviceName),
            ("Accuracy that the search saw", contents.accuracySource),
            ("Latency", contents.latencySource), ("Measured against", reference),
            ("Niches", NumberText.grouped(view.niches.count)),
            ("Last generation", view.generations.last.map(NumberText.grouped) ?? NumberText.missing),
        ]
        page.markup.element("dl", ["class": "facts"]) { list in
            for (term, value) in facts where !value.isEmpty {
                list.element("div") {
                    $0.element("dt", text: term)
                    $0.element("dd", text: value)
                }
            }
        }
    }

    private static func writeDiagnoses(_ diagnoses: [Diagnosis], into page: inout Page) {
        let findings = diagnoses.filter { $0.level == .problem || $0.level == .hint }
        let problems = findings.count { $0.level == .problem }
        let hints = findings.count - problems
        let unchecked = diagnoses.count { $0.level == .unchecked }
        page.paragraph(
            "\(NumberText.count(diagnoses.count, "check")): \(NumberText.count(problems, "problem")), "
                + "\(NumberText.count(hints, "hint")), \(diagnoses.count - findings.count - unchecked) with nothing "
                + "found, \(unchecked) not possible here.")
        writeList(findings, into: &page)
        let rest = diagnoses.filter { $0.level == .fine || $0.level == .unchecked }
        guard !rest.isEmpty else { return }
        page.element("details", findings.isEmpty ? ["open": "open"] : [:]) { page in
            page.markup.element("summary", text: "Checks that found nothing, or could not be made")
            writeList(rest, into: &page)
        }
    }

    private static func writeList(_ diagnoses: [Diagnosis], into page: inout Page) {
        guard !diagnoses.isEmpty else { return }
        page.markup.element("ul", ["class": "findings"]) { list in
            for diagnosis in diagnoses {
                list.element(
                    "li", ["class": diagnosis.level.rawValue, "id": "check-\(diagnosis.identifier)"]
                ) {
                    item in
                    item.element("h3") { heading in
                        heading.element("span", ["class": "level"], text: words(diagnosis.level))
                        heading.write(diagnosis.title)
                    }
                    item.element("p", text: diagnosis.seen)
                    if !diagnosis.meaning.isEmpty { item.element("p", text: diagnosis.meaning) }
                    if !diagnosis.advice.isEmpty {
                        item.element("p") { advice in
                            advice.element("span", ["class": "soft"], text: "What to do: ")
                            advice.write(diagnosis.advice)
                        }
                    }
                }
            }
        }
    }

    private static func words(_ level: Diagnosis.Level) -> String {
        switch level {
        case .problem: "Problem"
        case .hint: "Hint"
        case .fine: "Nothing found"
        case .unchecked: "Not checked"
        }
    }
}
