public import Spaces
internal import Statistics

/// How well a predictor does on cells that it was not fit on: one row over all of them, one a niche, and one
/// over a sample drawn from the niches.
public struct FitReport: Sendable, Equatable {
    /// Which held-out cells a row is about.
    public enum Group: Sendable, Equatable {
        case all
        case niche(String)
        /// 100 cells, as many from each niche as from any other while they last: what a search that gives
        /// every niche the same attention will meet, where `all` is ruled by the largest niche.
        case sample
    }

    public struct Row: Sendable, Equatable {
        public var group: Group
        /// Held-out cells with an accuracy.
        public var cells: Int
        /// Of predicted against true accuracy, -1 to 1; nil for fewer than two cells or a constant series.
        public var spearman: Double?
        public var kendall: Double?
        /// Median of |predicted - true|, in percentage points; nil without a cell.
        public var medianAbsoluteError: Double?
    }

    public static let sampleSize = 100

    public var featureSet: FeatureSet
    public var features: [String]
    public var trainingCells: Int
    public var parameters: XGBoostParameters
    /// `all` first, then the niches in their order, then `sample`.
    public var rows: [Row]

    /// - Parameters:
    ///   - predictor: what is reported on; its training cells are left out.
    ///   - accuracy: true accuracy in percent, of the kind that was fit on; nil or not finite where unknown.
    ///   - niches: what the rows and the sample go by; a cell in several counts in each, and is drawn once.
    ///   - seed: decides the sample, by each niche's name.
    public init(
        of predictor: AccuracyPredictor, accuracy: (Cell) -> Double?, niches: [Niche], seed: Int
    ) {
        let training = Set(predictor.trainingCells)
        self.init(
            of: predictor, predicted: { training.contains($0) ? nil : predictor[$0] }, accuracy: accuracy,
            niches: niches, seed: seed)
    }

    /// The same by other predictions of cells than its own: of those it was fit on, by fits without them.
    public init(
        of predictor: AccuracyPredictor, predicted: (Cell) -> Double?, accuracy: (Cell) -> Double?,
        niches: [Niche], seed: Int
    ) {
        featureSet = predictor.featureSet
        features = predictor.featureSet.names
        trainingCells = predictor.trainingCells.count
        parameters = predictor.parameters
        rows = Self.rows(predicted: predicted, accuracy: accuracy, niches: niches, seed: seed)
    }

    /// The rows for cells of which both are known. What is predicted may be on another scale than the accuracy:
    /// then the ranks alone tell something.
    public static func rows(
        predicted: (Cell) -> Double?, accuracy: (Cell) -> Double?, niches: [Niche], seed: Int
    ) -> [Row] {
        let known = Cell.all.compactMap { cell -> HeldOut? in
            guard let predicted = predicted(cell), let truth = accuracy(cell), truth.isFinite else {
                return nil
            }
            return HeldOut(cell: cell, predicted: predicted, truth: truth)
        }
        let members = niches.map { niche in known.filter { niche.contains($0.cell) } }
        let sample = sample(of: zip(niches, members).map { ($0.name, $1) }, seed: seed)
        return [row(.all, known)] + zip(niches, members).map { row(.niche($0.name), $1) }
            + [row(.sample, sample)]
    }

    private struct HeldOut {
        var cell: Cell
        var predicted: Double
        var truth: Double
    }

    private static func row(_ group: Group, _ cells: [HeldOut]) -> Row {
        let predicted = cells.map(\.predicted)
        let truth = cells.map(\.truth)
        return Row(
            group: group, cells: cells.count, spearman: RankCorrelation.spearman(predicted, truth),
            kendall: RankCorrelation.kendallTauB(predicted, truth),
            medianAbsoluteError: PredictionError.medianAbsoluteError(predicted: predicted, truth: truth))
    }

    /// Deals one cell a niche in turn, each niche's in random order, until there are enough or none is left.
    private static func sample(of niches: [(name: String, cells: [HeldOut])], seed: Int) -> [HeldOut] {
        let shuffled = niches.map { niche in
            var random = RandomStream(seed: seed, "fit report", niche.name)
            return random.sample(niche.cells.count, of: niche.cells)
        }
        var drawn: [HeldOut] = []
        var seen: Set<Cell> = []
        for turn in 0..<(shuffled.map(\.count).max() ?? 0) {
            for niche in shuffled where turn < niche.count && drawn.count < sampleSize {
                if seen.insert(niche[turn].cell).inserted { drawn.append(niche[turn]) }
            }
            if drawn.count == sampleSize { break }
        }
        return drawn
    }
}
