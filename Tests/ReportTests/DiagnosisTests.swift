import Pareto
import Records
import Report
import Testing

/// Each check finds what it is there for, and only that.
@Suite struct DiagnosisTests {
    private func level(_ identifier: String, _ contents: ReportContents) -> Diagnosis.Level? {
        Report(contents).diagnoses.first { $0.identifier == identifier }?.level
    }

    @Test func `Every check speaks once, gravest first, and a finding says what to do`() {
        var contents = MadeUpRun().contents
        ModelRun().add(to: &contents)
        let diagnoses = Report(contents).diagnoses
        #expect(Set(diagnoses.map(\.identifier)).count == diagnoses.count)
        let order = diagnoses.compactMap { Diagnosis.Level.allCases.firstIndex(of: $0.level) }
        #expect(order == order.sorted())
        for diagnosis in diagnoses {
            #expect(!diagnosis.seen.isEmpty)
            let isFinding = diagnosis.level == .problem || diagnosis.level == .hint
            #expect(diagnosis.meaning.isEmpty != isFinding)
            #expect(diagnosis.advice.isEmpty != isFinding)
        }
    }

    @Test func `A search for accuracy alone is not judged by its front, and shows its strategies`() {
        var contents = MadeUpRun().contents
        contents.strategies = [
            .init(
                generation: 2, strategy: "Put <A> last.", isKept: true, wanted: 5, evaluated: 5,
                evaluationsLeft: 95, bestAccuracyPercent: 91.256),
            .init(
                generation: 1, strategy: "Explore.", wanted: 5, evaluated: 0, evaluationsLeft: 100),
            .init(
                generation: 3, strategy: nil, wanted: 0, evaluated: 10, evaluationsLeft: 90, stop: .target),
        ]
        contents.reported = .init(accuracyPercent: 94.37, source: "a paper")
        let report = Report(contents)
        for identifier in ["front-clustered", "stagnation", "front-worsened", "niches-absent"] {
            #expect(report.diagnoses.first { $0.identifier == identifier }?.level == .unchecked)
        }
        #expect(report.html.contains("(Kept from before.) Put &lt;A&gt; last."))
        #expect(report.html.contains("5 cells evaluated before, the best 91.26 %."))
        #expect(report.html.contains("The search stopped: the target is reached."))
        #expect(report.html.contains("reported 94.37"))
        #expect(!report.html.contains("How those figures were scaled"))
    }

    @Test func `A front that keeps to a corner of the range is clustered`() {
        var contents = MadeUpRun().contents
        contents.front = (0..<10).map { number in
            var cell = contents.front[0]
            cell.evaluation.latencyMilliseconds = 6 + 5.4 * Double(number)
            return cell
        }
        #expect(level("front-clustered", contents) == .fine)
        contents.front = contents.front.map { cell in
            var cell = cell
            cell.evaluation.latencyMilliseconds = 7
            return cell
        }
        #expect(level("front-clustered", contents) == .problem)
        contents.referenceFront = []
        #expect(level("front-clustered", contents) == .unchecked)
    }

    @Test func `Children in one tenth of the range are clustered, one generation of them is a hint`() {
        var contents = MadeUpRun(generations: 4, children: 10).contents
        func place(_ generations: ClosedRange<Int>) {
            for index in contents.evaluations.indices {
                let isCrowded = generations.contains(contents.evaluations[index].candidate.generation)
                contents.evaluations[index].latencyMilliseconds =
                    isCrowded ? 31 : 6 + 5.4 * Double(index % 10)
            }
        }
        place(90...90)
        #expect(level("children-clustered", contents) == .fine)
        place(2...2)
        #expect(level("children-clustered", contents) == .hint)
        place(1...3)
        #expect(level("children-clustered", contents) == .problem)
    }

    @Test func `Rejected children matter by their share`() {
        var contents = MadeUpRun(generations: 4, children: 10).contents
        func reject(_ count: Int) {
            contents.rejected = (0..<count).map { _ in
                .init(candidate: contents.evaluations[0].candidate, reason: .repeated, detail: "known")
            }
        }
        reject(2)
        #expect(level("children-rejected", contents) == .fine)
        reject(8)
        #expect(level("children-rejected", contents) == .hint)
        reject(40)
        #expect(level("children-rejected", contents) == .problem)
    }

    @Test func `Answers of no use matter by their share, and none asked is not checked`() {
        var contents = MadeUpRun().contents
        #expect(level("calls-unusable", contents) == .unchecked)
        func call(_ useless: Int) {
            contents.calls = (0..<20).map { number in
                .init(
                    id: "\(number)", generation: 1, niche: "S0", kind: .knowledge, attempt: 0,
                    outcome: number < useless ? .unusable : .used)
            }
        }
        call(0)
        #expect(level("calls-unusable", contents) == .fine)
        call(1)
        #expect(level("calls-unusable", contents) == .hint)
        call(5)
        #expect(level("calls-unusable", contents) == .problem)
    }

    @Test(arguments: [
        ([0.8, 0.85, 0.9, 0.9, 0.9, 0.9], Diagnosis.Level.problem),
        ([0.8, 0.85, 0.9, 0.9, 0.9, 0.91], .fine),
        ([0.8, 0.85, 0.98, 0.98, 0.98, 0.98], .fine),
        ([0.8, 0.9], .unchecked),
        // Worse than before is no progress either.
        ([0.8, 0.9, 0.89, 0.88, 0.89], .problem),
    ]) func `A hypervolume that stands still below the reference is stagnation`(
        _ values: [Double], _ expected: Diagnosis.Level
    ) {
        let run = MadeUpRun(generations: values.count - 1)
        var contents = run.contents
        contents.scores = values.enumerated().map { run.score($0.offset, "space", hypervolume: $0.element) }
        #expect(level("stagnation", contents) == expected)
    }

    @Test func `A front that got worse by the reference is a hint`() {
        let run = MadeUpRun(generations: 3)
        var contents = run.contents
        for (values, expected) in [
            ([0.8, 0.95, 0.93], Diagnosis.Level.hint), ([0.8, 0.95, 0.949], .fine), ([0.8], .unchecked),
        ] {
            contents.scores = values.enumerated().map {
                run.score($0.offset, "space", hypervolume: $0.element)
            }
            #expect(level("front-worsened", contents) == expected)
        }
    }

    @Test func `Rules that come back are a circle`() {
        var contents = MadeUpRun().contents
        ModelRun(niches: ["S0"], generations: 4).add(to: &contents)
        #expect(level("knowledge-cyclic", contents) == .fine)
        contents.knowledge = []
        ModelRun(niches: ["S0"], generations: 8).add(to: &contents)
        #expect(level("knowledge-cyclic", contents) == .hint)
        contents.knowledge = []
        ModelRun(generations: 8).add(to: &contents)
        #expect(level("knowledge-cyclic", contents) == .problem)
    }

    @Test func `A weak predictor is a problem, one weak niche a hint`() {
        let run = MadeUpRun()
        var contents = run.contents
        #expect(level("predictor-weak", contents) == .fine)
        contents.fit[1].spearman = 0.5
        #expect(level("predictor-weak", contents) == .hint)
        contents.fit[0].spearman = 0.7
        #expect(level("predictor-weak", contents) == .problem)
        contents.fit = [run.fit("all", nil)]
        #expect(level("predictor-weak", contents) == .unchecked)
    }

    @Test func `A front chosen by errors shows in the order of its true accuracies`() {
        var contents = MadeUpRun(children: 20).contents
        for index in contents.front.indices { contents.front[index].evaluation.isTrainingCell = false }
        #expect(contents.front.count >= 5)
        #expect(level("front-mispredicted", contents) == .fine)
        for index in contents.front.indices {
            contents.front[index].trueAccuracyPercent =
                100 - (contents.front[index].evaluation.accuracyPercent ?? 0)
        }
        #expect(level("front-mispredicted", contents) == .problem)
        for index in contents.front.indices { contents.front[index].evaluation.isTrainingCell = true }
        #expect(level("front-mispredicted", contents) == .unchecked)
        #expect(level("front-trained-on", contents) == .hint)
    }

    @Test func `Niches that give less than asked for, or are evaluated whole, are exhausted`() {
        var contents = MadeUpRun(generations: 2, children: 8).contents
        contents.childrenPerNiche = 2
        #expect(level("niches-exhausted", contents) == .fine)
        contents.childrenPerNiche = 3
        #expect(level("niches-exhausted", contents) == .hint)
        contents.childrenPerNiche = nil
        #expect(level("niches-exhausted", contents) == .fine)
        contents.niches[0].cells = 6
        #expect(level("niches-exhausted", contents) == .hint)
    }

    @Test func `Where niches have no set number of children, none is said to be missing`() throws {
        var contents = MadeUpRun(generations: 2, children: 1).contents
        contents.childrenPerNiche = nil
        contents.niches[0].cells = 2
        contents.niches[1].cells = 0
        func found() throws -> Diagnosis {
            try #require(Report(contents).diagnoses.first { $0.identifier == "niches-exhausted" })
        }
        let full = try found()
        #expect(full.level == .hint)
        #expect(full.seen.contains("Almost wholly evaluated: S0."))
        #expect(!"\(full.seen) \(full.meaning)".contains("missing"))
        #expect(!full.meaning.contains("not made"))
        contents.niches[0].cells = 1_000
        #expect(try found().level == .fine)
        // Asked about the whole space, a model's children are in whichever niche they are in.
        contents.calls = (1...2).map {
            .init(
                id: "\($0)", generation: $0, niche: "all", kind: .children, attempt: 0, outcome: .used,
                asked: 1, accepted: 1)
        }
        #expect(try found().level == .fine)
    }

    @Test func `Steps that are not current are told at the top of the page and among the hints`() throws {
        var contents = MadeUpRun().contents
        #expect(level("not-current", contents) == .fine)
        #expect(!Report(contents).html.contains("class=\"caution\""))
        contents.staleSteps = ["evaluate@0", "archive@0", "<b>"]
        let report = Report(contents)
        let sentence =
            "3 of the run's steps are not current (evaluate@0, archive@0, <b>): figures may mix results of "
            + "different settings; run again."
        #expect(report.diagnoses.first { $0.identifier == "not-current" }?.level == .hint)
        #expect(report.diagnoses.first { $0.identifier == "not-current" }?.seen == sentence)
        let caution = try #require(report.html.split(separator: "<p class=\"caution\">").last)
        #expect(
            caution.hasPrefix("3 of the run&#39;s steps are not current (evaluate@0, archive@0, &lt;b&gt;)"))
        // Before any figure it speaks of.
        #expect(!report.html.split(separator: "<p class=\"caution\">")[0].contains("<svg"))
        contents.staleSteps = ["score"]
        #expect(Report(contents).html.contains("1 of the run&#39;s steps is not current (score): "))
        contents.staleSteps = (0..<90).map { "evaluate@\($0)" }
        #expect(Report(contents).html.contains("(evaluate@0, evaluate@1, evaluate@2, evaluate@3, …)"))
    }

    @Test func `A niche without a cell on the front is named`() throws {
        var contents = MadeUpRun().contents
        for index in contents.front.indices {
            contents.front[index].evaluation.candidate.niche = "S\(index % 3)"
        }
        let found = try #require(Report(contents).diagnoses.first { $0.identifier == "niches-absent" })
        #expect(found.level == .hint)
        #expect(found.seen.contains("S3"))
    }
}
