import Benchmarks
import PipelineFile
public import Predictions
import Spaces
public import StageKit

/// Where the search gets accuracies from: the run's predictor, or the benchmark itself.
enum AccuracySource {
    case predictor(PredictionTable, name: String)
    case table(Column)

    init(_ context: StageContext) throws {
        let settings = context.settings.evaluate.accuracy
        switch settings.source {
        case .table: self = .table(try context.accuracies(.validation).column)
        case .predictor:
            let path = "predictor/predictions.bin"
            try context.ensure(path, madeBy: .fit)
            try context.withFile(path) { _ in }
            let table = try PredictionTable(path: context.run.path(path))
            self = .predictor(table, name: "xgboost \(settings.predictor.rawValue)")
        }
    }

    /// How the records name it.
    var name: String {
        switch self {
        case .predictor(_, let name): name
        case .table: "table (oracle)"
        }
    }

    /// Percent; nil where the table has no value.
    func percent(_ cell: Cell) -> Double? {
        switch self {
        case .predictor(let table, _): table[cell]
        case .table(let column): column.value(of: cell)
        }
    }

    func wasFit(on cell: Cell) -> Bool {
        if case .predictor(let table, _) = self { table.wasFit(on: cell) } else { false }
    }
}

extension PredictionTableError: ExitCoded {
    public var exitCode: ExitCode {
        switch self {
        case .unreadable(let error): ExitCode(for: error)
        case .malformed, .notRepresentable: .badData
        }
    }
}
