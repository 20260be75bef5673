import PipelineFile
import Records
public import StageKit
public import Surrogate

extension FeatureSet {
    init(_ predictor: PipelineSettings.Accuracy.Predictor) {
        switch predictor {
        case .zeroCost: self = .zeroCost
        case .zeroCostAndStructure: self = .zeroCostAndStructure
        case .structure: self = .structure
        }
    }
}

extension PipelineSettings.Accuracy {
    /// What the file says, and the feature set's own choice where it says nothing.
    func parameters(for features: FeatureSet) -> XGBoostParameters {
        var parameters = features.defaultParameters
        if let rounds { parameters.rounds = rounds }
        if let depth { parameters.depth = depth }
        if let learningRate { parameters.learningRate = learningRate }
        if let rowShare { parameters.rowShare = rowShare }
        if let featureShare { parameters.featureShare = featureShare }
        return parameters
    }
}

extension FitReport.Group {
    /// As `fit.jsonl` has it.
    var name: String {
        switch self {
        case .all: "all"
        case .niche(let name): name
        case .sample: "\(FitReport.sampleSize) over the niches"
        }
    }
}

extension FitRecord {
    /// `notes` and `borrowed` are nil on every line but the first, which alone lists the features too.
    init(_ row: FitReport.Row, of report: FitReport, notes: [String]?, borrowed: [String]?) {
        self.init(
            group: row.group.name, heldOutCells: row.cells, spearman: row.spearman, kendall: row.kendall,
            medianErrorPercent: row.medianAbsoluteError,
            predictor: "xgboost \(report.featureSet.rawValue), \(report.parameters.inWords)",
            features: borrowed == nil ? [] : report.features,
            borrowedFeatures: borrowed ?? [],
            trainingCells: report.trainingCells, notes: notes ?? [])
    }
}

extension XGBoostError: ExitCoded {
    public var exitCode: StageKit.ExitCode {
        if case .invalidInput = self { .badData } else { .failed }
    }
}
