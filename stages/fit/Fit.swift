import ArgumentParser
import PipelineFile
import StageKit
import Surrogate

@main
struct Fit: StageProgram {
    static let contract = StageContract.fit
    static let configuration: CommandConfiguration = configuration(
        discussion: """
            Fits the run's accuracy predictor on the validation accuracy of cells drawn at random, predicts
            the whole space once, and tells how good the predictions are on cells it was not fit on. Without
            benchmark tables it loads the surrogates that ship, accuracy and latency, and does the same. With
            evaluate.accuracy.source: proxy nothing is fit: a zero-cost proxy's percentile stands in. With
            evaluate.accuracy.proxies: computed it computes the proxies of the cells that it fits on, kept in
            proxies/ as they come, and leaves the candidates' to evaluate.

            Example:
              fit --run-dir runs/a
              jq -r '[.group, .spearman, .kendall] | @tsv' runs/a/predictor/fit.jsonl
            """, libraries: "XGBoost \(XGBoostLibrary.version)")

    @OptionGroup var options: StageOptions

    func run(_ context: StageContext) throws -> String {
        var loaded = LoadedSurrogates()
        let summary: String
        switch context.settings.evaluate.accuracy.source {
        case .predictor: summary = try PredictorFit(context).publish()
        case .table: summary = "accuracies are looked up: nothing to fit"
        case .command: summary = "accuracies are found by a program: nothing to fit"
        case .surrogate: summary = try loaded.publishAccuracy(context)
        case .proxy: summary = try ProxyStandIn.publish(context)
        }
        if context.settings.evaluate.latency.source == .surrogate { try loaded.publishLatencies(context) }
        try loaded.publishCards(context)
        return summary
    }
}
