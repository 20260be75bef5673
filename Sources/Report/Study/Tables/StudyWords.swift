internal import Comparison
internal import Records
internal import Statistics

/// What tables and figures call the parts of a study.
extension StudyAnalysis {
    func name(_ method: Int) -> String { contents.methods[method].name }

    /// Settings with more than one value: what tables have columns for.
    var varied: [Int] { contents.variations.indices.filter { contents.variations[$0].values.count > 1 } }

    /// A setting by the last word of its path, or by the whole path where that word is not its alone.
    func title(ofSetting place: Int) -> String {
        let path = contents.variations[place].setting
        let word = path.split(separator: ".").last.map(String.init) ?? path
        let sharing = contents.variations.filter {
            $0.setting.split(separator: ".").last.map(String.init) == word
        }
        return sharing.count > 1 ? path : word
    }

    func text(_ variation: Int, setting: Int) -> String {
        StudyVariation.text(variations[variation].values[setting])
    }

    /// "training_cells 20, predictor zero-cost"; nil where nothing varies.
    func title(ofVariation variation: Int, settings: [Int]? = nil) -> String? {
        let settings = settings ?? varied
        guard !settings.isEmpty else { return nil }
        return settings.map { "\(title(ofSetting: $0)) \(text(variation, setting: $0))" }
            .joined(separator: ", ")
    }

    /// What sets a contender apart from the others of its family.
    func title(of contender: ComparisonFamily.Contender) -> String {
        guard ranked.count == 1, !varied.isEmpty else { return name(contender.method) }
        return varied.map { text(contender.variation, setting: $0) }.joined(separator: ", ")
    }

    func budgetTitle(_ budget: Int) -> String {
        contents.budgets.isEmpty ? "all" : NumberText.grouped(contents.budgets[budget])
    }

    /// "after 360 evaluations", nothing where the study reads no budgets.
    var afterLastBudget: String {
        contents.budgets.last.map { ", after \(NumberText.grouped($0)) evaluations" } ?? ""
    }

    /// "mean over 10 random seeds and 6 devices".
    var meanWords: String {
        let seeds = NumberText.count(contents.randomSeeds.count, "random seed")
        guard contents.devices.count > 1 else { return "mean over \(seeds)" }
        return "mean over \(seeds) and \(contents.devices.count) devices"
    }

    /// Whether a search is judged by tables or by surrogates: numbers by the latter are no truth.
    var isPredicted: Bool { contents.results.contains { $0.reference == .surrogates } }

    /// Whether true accuracy is what the study is about: it has no hypervolume, or papers report accuracies of
    /// its data sets beside it and no fronts.
    var isAboutAccuracy: Bool {
        guard has(.bestAccuracy) else { return false }
        if !StudyMeasure.Scaling.allCases.contains(where: { has(.hypervolume($0)) }) { return true }
        let reported = contents.reported.filter { record in
            record.dataset.map(contents.datasets.contains) ?? false
        }
        return reported.contains { $0.measure == .testAccuracyPercent }
            && !reported.contains { [.hypervolume, .averageHypervolume].contains($0.measure) }
    }

    /// Scalings that any search was measured under.
    var scalings: [StudyMeasure.Scaling] {
        StudyMeasure.Scaling.allCases.filter { has(.hypervolume($0)) || has(.igd($0)) }
    }

    /// What a reader must know of numbers where no truth is known.
    static let foundNote =
        "Nothing true is known here: each objective is scaled from the best to the worst of all cells that this "
        + "study's searches of the same space, data set and device evaluated, volumes reach up to the worst, and the "
        + "front is what none of those cells dominates. With other searches every number would be another."

    /// The entry of a method's row that names it.
    func heading(_ method: Int) -> StudyTable.Entry {
        contents.methods[method].isBound ? .text("\(name(method)) (bound)") : .name(name(method))
    }

    func kind(_ method: Int) -> StudyTable.Row.Kind {
        contents.methods[method].isBound ? .bound : .measured
    }

    /// An overview as an entry with its deviations over seeds and devices.
    func entry(
        _ measure: StudyMeasure, method: Int, datasets: [Int], at point: Point
    ) -> StudyTable.Entry {
        guard let overview = overview(measure, method: method, datasets: datasets, at: point) else {
            return .missing
        }
        return .measured(
            .init(
                mean: overview.mean,
                deviations: contents.devices.count > 1
                    ? [overview.overSeeds, overview.overDevices] : [overview.overSeeds],
                decimals: measure.decimals, found: overview.found, expected: overview.expected))
    }

    func column(_ measure: StudyMeasure, group: String?) -> StudyTable.Column {
        .init(group: group, title: measure.title, higherIsBetter: measure.higherIsBetter)
    }

    /// What stands in brackets behind a mean.
    var deviationWords: String {
        contents.devices.count > 1
            ? "in brackets the sample deviation over seeds, then over devices"
            : "behind ± the sample deviation over seeds"
    }
}

extension StudyTable {
    static let partialNote =
        "[n/m]: of m searches n have the number; such a mean is never set as the best."
}
