import Benchmarks
import PipelineFile
import Predictions
import Records
import Spaces
import StageKit

/// Where the search gets accuracies from: the run's predictor, the model that ships, a zero-cost proxy, or the
/// benchmark itself.
enum AccuracySource {
    case predicted(PredictionTable, name: String)
    case table(Column)

    init(_ context: StageContext) throws {
        let settings = context.settings.evaluate.accuracy
        switch settings.source {
        case .table: self = .table(try context.accuracies(.validation).column)
        case .predictor:
            self = .predicted(
                try context.predictedAccuracies(),
                name: EvaluationRecord.predictorSource + settings.predictor.rawValue)
        case .surrogate:
            self = .predicted(
                try context.predictedAccuracies(), name: EvaluationRecord.surrogateSource)
        case .proxy:
            self = .predicted(
                try context.predictedAccuracies(),
                name: EvaluationRecord.proxySource(settings.proxy.rawValue))
        }
    }

    /// How the records name it.
    var name: String {
        switch self {
        case .predicted(_, let name): name
        case .table: EvaluationRecord.oracleSource
        }
    }

    /// Percent, or a percentile; nil where there is no value.
    func percent(_ cell: Cell) -> Double? {
        switch self {
        case .predicted(let table, _): table[cell]
        case .table(let column): column.value(of: cell)
        }
    }

    func wasFit(on cell: Cell) -> Bool {
        if case .predicted(let table, _) = self { table.wasFit(on: cell) } else { false }
    }
}

extension PipelineSettings.Latency {
    /// How the records name where latencies come from.
    var inWords: String {
        let name =
            switch source {
            case .table: "table"
            case .surrogate: EvaluationRecord.surrogateSource
            }
        return noise > 0 ? EvaluationRecord.noisySource(name, deviation: noise) : name
    }
}
