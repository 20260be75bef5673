internal import Records
internal import Statistics

/// How well the accuracy that the search saw orders cells whose true accuracy is known.
struct AccuracyAgreement {
    struct Pair {
        var seen: Double
        var truth: Double
        /// Whether the predictor was fit on the cell.
        var isTraining: Bool
    }

    /// Distinct evaluated cells, and those of the front.
    let evaluated: [Pair]
    let front: [Pair]
    /// Spearman's rank correlation of either, cells that the predictor was fit on left out; nil where it is not
    /// defined.
    let spearmanOfEvaluated: Double?
    let spearmanOfFront: Double?

    /// Nil where no true accuracy is known.
    init?(_ contents: ReportContents) {
        var known: Set<String> = []
        evaluated = contents.evaluations.compactMap { evaluation in
            let cell = evaluation.candidate.cell
            guard let pair = Self.pair(evaluation, contents.trueAccuracyPercent[cell]),
                known.insert(cell).inserted
            else { return nil }
            return pair
        }
        front = contents.front.compactMap { Self.pair($0.evaluation, $0.trueAccuracyPercent) }
        guard !evaluated.isEmpty || !front.isEmpty else { return nil }
        spearmanOfEvaluated = Self.spearman(Self.fair(evaluated))
        spearmanOfFront = Self.spearman(Self.fair(front))
    }

    /// Pairs that say something of the predictor: it was not fit on them.
    static func fair(_ pairs: [Pair]) -> [Pair] { pairs.filter { !$0.isTraining } }

    private static func pair(_ evaluation: EvaluationRecord, _ truth: Double?) -> Pair? {
        guard let seen = evaluation.accuracyPercent, seen.isFinite, let truth, truth.isFinite else {
            return nil
        }
        return Pair(seen: seen, truth: truth, isTraining: evaluation.isTrainingCell)
    }

    private static func spearman(_ pairs: [Pair]) -> Double? {
        RankCorrelation.spearman(pairs.map(\.seen), pairs.map(\.truth))
    }
}
