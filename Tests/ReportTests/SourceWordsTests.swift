import Records
import Report
import Testing

/// What is called predicted, validated or true is that.
@Suite struct SourceWordsTests {
    private func contents(accuracy: String, latency: String = "table") -> ReportContents {
        var contents = MadeUpRun().contents
        contents.accuracySource = accuracy
        contents.latencySource = latency
        for index in contents.evaluations.indices {
            contents.evaluations[index].accuracySource = accuracy
            contents.evaluations[index].latencySource = latency
        }
        for index in contents.front.indices {
            contents.front[index].evaluation.accuracySource = accuracy
            contents.front[index].evaluation.latencySource = latency
        }
        return contents
    }

    /// As the surrogates judge: no true accuracy is known.
    private func surrogateContents() -> ReportContents {
        var contents = contents(accuracy: "surrogate (predicted)", latency: "surrogate (predicted)")
        contents.reference = .surrogates
        contents.trueAccuracyPercent = [:]
        for index in contents.front.indices { contents.front[index].trueAccuracyPercent = nil }
        return contents
    }

    private func advice(_ identifier: String, _ contents: ReportContents) -> String {
        Report(contents).diagnoses.first { $0.identifier == identifier }?.advice ?? ""
    }

    private func headings(_ html: String) -> Set<String> {
        Set(
            html.split(separator: "<th scope=\"col\"").map { head in
                String(head.prefix { $0 != "<" }.drop { $0 != ">" }.dropFirst())
            })
    }

    @Test func `Accuracies that were looked up are nowhere called predicted`() {
        var contents = contents(accuracy: "table (oracle)")
        for score in contents.scores.indices { contents.scores[score].hypervolume = 1 / Double(score + 1) }
        let html = Report(contents).html.replacing("check-front-mispredicted", with: "")
        #expect(!html.lowercased().contains("predicted"))
        #expect(html.contains("The search chose by validation accuracy; shown is the true one"))
        #expect(html.contains("ms, validation "))
        #expect(headings(html).contains("Validation, %"))
        #expect(!html.contains("training_cells"))
        #expect(!html.contains("An asterisk"))
    }

    @Test func `Accuracies of a predictor are called predicted, latencies of a table are not`() {
        let html = Report(contents(accuracy: "xgboost structure")).html
        #expect(html.contains("The search chose by predicted accuracy"))
        #expect(html.contains("ms, predicted "))
        #expect(headings(html).isSuperset(of: ["Predicted, %", "True, %", "Latency, ms"]))
        #expect(!html.contains("Predicted latency"))
    }

    @Test func `Latencies of a surrogate are called predicted`() {
        let html = Report(contents(accuracy: "table (oracle)", latency: "surrogate (predicted)")).html
        #expect(headings(html).contains("Predicted latency, ms"))
        #expect(html.contains(">Predicted latency, ms</text>"))
        #expect(html.contains(", predicted ") && html.contains(" ms, validation "))
    }

    @Test func `Latencies seen with noise are called noisy, and the true ones stand beside them`() {
        var noisy = contents(accuracy: "xgboost structure", latency: "table, with 10 % noise")
        for index in noisy.front.indices { noisy.front[index].trueLatencyMilliseconds = 5.125 }
        let html = Report(noisy).html
        #expect(headings(html).isSuperset(of: ["Noisy latency, ms", "True, ms"]))
        #expect(html.contains("Scores are by latencies without.") && html.contains("5.125"))
        #expect(!headings(Report(contents(accuracy: "xgboost structure")).html).contains("True, ms"))
    }

    @Test func `A proxy's percentile is nowhere called an accuracy that was predicted`() {
        var contents = contents(accuracy: "proxy synflow (percentile, not an accuracy)")
        for score in contents.scores.indices { contents.scores[score].hypervolume = 1 / Double(score + 1) }
        let html = Report(contents).html.replacing("check-front-mispredicted", with: "")
            .replacing("accuracy.source: predictor", with: "")
        #expect(!html.lowercased().contains("predicted"))
        #expect(html.contains("s percentile; shown is the true accuracy"))
        #expect(html.contains("ms, percentile "))
        #expect(headings(html).isSuperset(of: ["Proxy, percentile", "True, %"]))
        #expect(!headings(html).contains("Median error, % points"))
        #expect(html.contains("The proxy on all cells") && html.contains("The proxy against true accuracy"))
        #expect(!html.contains("An asterisk") && !html.contains("Accuracy as the search saw it"))
    }

    @Test func `A run of both kinds heads its column with neither`() {
        var contents = contents(accuracy: "table (oracle)")
        contents.evaluations[0].accuracySource = "xgboost structure"
        let html = Report(contents).html
        #expect(headings(html).contains("Seen, %"))
        #expect(!headings(html).contains("Predicted, %"))
    }

    @Test func `Measured against surrogates, nothing is called true and no column of dashes promises it`() {
        var contents = surrogateContents()
        for index in contents.front.indices { contents.front[index].isOnReferenceFront = true }
        let html = Report(contents).html
        let words = words(html)
        #expect(words.contains("reference"))
        #expect(!words.contains("true"))
        #expect(!words.contains("shipped"))
        #expect(html.contains("on reference"))
    }

    @Test func `With surrogates nobody is told to change the predictor`() {
        var contents = surrogateContents()
        contents.fit[0].spearman = 0.5
        let weak = advice("predictor-weak", contents)
        #expect(weak.contains("data.tables") && weak.contains("pelnas fit"))
        #expect(!weak.contains("training_cells") && !weak.contains("accuracy.predictor"))
        #expect(!Report(contents).html.contains("training_cells"))
        var fitted = MadeUpRun().contents
        fitted.fit[0].spearman = 0.5
        #expect(advice("predictor-weak", fitted).contains("training_cells"))
    }

    /// The words of the page that a reader sees or hears, in small letters.
    private func words(_ html: String) -> Set<String> {
        var text = ""
        var isInTag = false
        let body = html.split(separator: "<body>").last?.split(separator: "<script>").first ?? ""
        for character in body {
            switch character {
            case "<": isInTag = true
            case ">":
                isInTag = false
                text.append(" ")
            case _ where isInTag: break
            default: text.append(character)
            }
        }
        return Set(text.lowercased().split { !$0.isLetter }.map(String.init))
    }
}
