internal import Records

/// Whether the accuracies that the search saw can be believed.
enum PredictorCheck {
    /// The 13 zero-cost proxies alone reach .88 on the hardest data set, so below this something is wrong.
    static let leastSpearman = 0.8
    /// A front of few cells has a noisy rank correlation, so the bound is lower.
    static let leastSpearmanOnFront = 0.7
    static let leastFrontCells = 5
    /// A thousand training cells are a fifteenth of the space; a quarter of the front is far more than chance.
    static let mostTrainingShare = 0.25

    static func heldOut(_ view: RunView) -> Diagnosis {
        let identifier = "predictor-weak"
        let isProxy = view.sources.isAccuracyPercentile
        let title = isProxy ? "The proxy on all cells" : "The predictor on cells it was not fit on"
        guard view.sources.isAccuracyPredicted || isProxy else { return lookedUp(identifier, title) }
        guard let all = view.contents.fit.first(where: { $0.group == "all" }), let spearman = all.spearman,
            spearman.isFinite
        else {
            return Diagnosis(
                identifier, .unchecked, title, seen: "There is no record of the predictor's fit.")
        }
        let weak = view.contents.fit.filter { $0.group != "all" && ($0.spearman ?? 1) < leastSpearman }
        var numbers =
            "Spearman's rank correlation is \(NumberText.fixed(spearman, 3)) over "
            + "\(NumberText.count(all.heldOutCells, isProxy ? "cell" : "held-out cell"))."
        if !weak.isEmpty {
            let list = weak.prefix(8).map { "\($0.group) \(NumberText.fixed($0.spearman, 3))" }
            numbers += " Below \(NumberText.fixed(leastSpearman, 2)): \(list.joined(separator: ", "))."
        }
        let level: Diagnosis.Level = spearman < leastSpearman ? .problem : weak.isEmpty ? .fine : .hint
        return Diagnosis(
            identifier, level, title, seen: numbers,
            meaning: "Within such a group the search cannot tell better cells from worse.",
            advice: view.sources.accuracyAdvice)
    }

    static func front(_ view: RunView) -> Diagnosis {
        let identifier = "front-mispredicted"
        let isPredicted = view.sources.isAccuracyPredicted
        let isProxy = view.sources.isAccuracyPercentile
        let title =
            (isProxy ? "The proxy" : isPredicted ? "Predicted" : "Validation")
            + " against test accuracy on the front"
        let onFront = view.agreement.map { AccuracyAgreement.fair($0.front).count } ?? 0
        guard onFront >= leastFrontCells, let spearman = view.agreement?.spearmanOfFront else {
            return Diagnosis(
                identifier, .unchecked, title,
                seen: "Test accuracies of \(leastFrontCells) front cells"
                    + (isPredicted ? " that the predictor was not fit on" : "") + " are not known.")
        }
        let dominated = view.front.count { !$0.isNonDominated && $0.trueAccuracyPercent != nil }
        let numbers =
            "Spearman's rank correlation over \(onFront) front cells is \(NumberText.fixed(spearman, 3)); "
            + "\(dominated) of \(view.front.count) are dominated within the front by true accuracy."
        return Diagnosis(
            identifier, spearman < leastSpearmanOnFront ? .problem : .fine, title, seen: numbers,
            meaning: isProxy
                ? "The proxy orders these cells otherwise than the test does."
                : isPredicted
                    ? "The front was chosen by errors of the predictor."
                    : "Validation accuracies order these cells otherwise than the test does.",
            advice: view.sources.accuracyAdvice
                + (isPredicted ? " Train the front's cells before choosing one." : ""))
    }

    static func training(_ view: RunView) -> Diagnosis {
        let identifier = "front-trained-on"
        let title = "Front cells that the predictor was fit on"
        guard view.sources.isAccuracyPredicted else { return lookedUp(identifier, title) }
        guard !view.front.isEmpty else {
            return Diagnosis(identifier, .unchecked, title, seen: "The front is empty.")
        }
        let training = view.front.count { $0.evaluation.isTrainingCell }
        let share = Double(training) / Double(view.front.count)
        return Diagnosis(
            identifier, share > mostTrainingShare ? .hint : .fine, title,
            seen: "\(training) of \(NumberText.count(view.front.count, "front cell")).",
            meaning: "Their accuracy is no prediction, so the front looks better than the predictor is.",
            advice: view.sources.isAccuracyOfSurrogates
                ? "Measure or train these before you trust them; with benchmark tables a predictor is fit anew."
                : "Compare with another random seed, which draws other training cells.")
    }

    private static func lookedUp(_ identifier: String, _ title: String) -> Diagnosis {
        Diagnosis(identifier, .unchecked, title, seen: "There is no predictor to judge.")
    }
}
