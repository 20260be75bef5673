import Benchmarks
import Measurement
import PipelineFile
import Predictions
import Records
import Spaces
import StageKit

/// Where the search gets accuracies from: the run's predictor, the model that ships, a zero-cost proxy, or the
/// benchmark itself; or a program of the user's.
enum AccuracySource {
    /// `asked` are those of cells that the table, made when the predictor was fit, has none of.
    case predicted(PredictionTable, asked: [Cell: Double] = [:], name: String)
    case table(Column)
    case program

    /// Throws where what the settings ask for is missing. `cells` are what is evaluated.
    init(_ context: StageContext, _ cells: [Cell]) throws {
        let settings = context.settings.evaluate.accuracy
        switch settings.source {
        case .command: self = .program
        case .table: self = .table(try context.accuracies(.validation).column)
        case .predictor where settings.isPredictedOneByOne:
            let table = try context.predictedAccuracies()
            self = .predicted(
                table, asked: try AskedPredictor(context).accuracies(of: cells.filter { table[$0] == nil }),
                name: EvaluationRecord.predictorSource + settings.predictor.rawValue
                    + EvaluationRecord.computedProxies)
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

    /// Percent, or a percentile, none where there is no value; and how the records name where it comes from.
    func value(_ cell: Cell, _ measured: Measurer.Value?) -> SourcedValue {
        switch self {
        case .predicted(let table, let asked, let name): SourcedValue(table[cell] ?? asked[cell], name)
        case .table(let column): SourcedValue(column.value(of: cell), EvaluationRecord.oracleSource)
        case .program: SourcedValue(measured)
        }
    }

    func wasFit(on cell: Cell) -> Bool {
        if case .predicted(let table, _, _) = self { table.wasFit(on: cell) } else { false }
    }
}

/// Where the search gets latencies from: looked up or predicted for the whole space, or measured one by one.
enum LatencySource {
    case known(Column, name: String)
    case program

    init(_ context: StageContext) throws {
        let settings = context.settings.evaluate.latency
        let name =
            switch settings.source {
            case .table: "table"
            case .surrogate: EvaluationRecord.surrogateSource
            case .command: EvaluationRecord.commandSource
            }
        if settings.source == .command {
            self = .program
            return
        }
        self = .known(
            try context.latencies(),
            name: settings.noise > 0 ? EvaluationRecord.noisySource(name, deviation: settings.noise) : name)
    }

    /// Milliseconds; nil where the device cannot run the cell.
    func value(_ cell: Cell, _ measured: Measurer.Value?) -> SourcedValue {
        switch self {
        case .known(let column, let name): SourcedValue(column.value(of: cell), name)
        case .program: SourcedValue(measured)
        }
    }
}
