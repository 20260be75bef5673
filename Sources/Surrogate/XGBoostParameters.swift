/// How the trees are grown. Every value that changes a prediction is named here, so that a new default of
/// the library's changes nothing.
public struct XGBoostParameters: Sendable, Equatable {
    /// How the library looks for splits. Always named: what it chooses unasked has changed between versions.
    public enum TreeMethod: String, Sendable, CaseIterable {
        /// Every value is a candidate. On 1,000 cells' proxies it orders held-out cells better than `hist` by
        /// .002 to .003 Spearman, about half a deviation over training sets.
        case exact
        /// Values in at most 256 bins a feature. Structure features are small whole numbers, which fit in
        /// bins: the order is then as good as by `exact`, in a quarter to two thirds of the time.
        case hist
    }

    /// What a fit makes small.
    public enum Objective: String, Sendable, CaseIterable {
        case squaredError = "reg:squarederror"
        /// For quantities above 0 whose spread grows with them, such as latencies: the model adds up
        /// logarithms, so no prediction is below 0. Labels must be above 0.
        case tweedie = "reg:tweedie"
    }

    public var objective: Objective
    /// Splits from root to leaf, 1 to 16.
    public var depth: Int
    /// Shrinkage of each tree's contribution (`eta`), above 0, at most 1.
    public var learningRate: Double
    /// Trees, 1 to 10,000.
    public var rounds: Int
    public var treeMethod: TreeMethod
    /// Share of the rows that a tree sees, above 0, at most 1. Drawn by the library from `seed`.
    public var rowShare: Double
    /// Share of the features that a split may choose from (`colsample_bynode`), above 0, at most 1.
    public var featureShare: Double
    /// Matters only where rows or features are drawn. 0 to 2,147,483,647.
    public var seed: Int
    /// What is predicted before the first tree, in the labels' unit; finite.
    public var baseScore: Double

    public init(
        objective: Objective = .squaredError, depth: Int = 6, learningRate: Double = 0.3, rounds: Int = 500,
        treeMethod: TreeMethod = .exact,
        rowShare: Double = 1, featureShare: Double = 1, seed: Int = 0, baseScore: Double = 0.5
    ) {
        self.objective = objective
        self.depth = depth
        self.learningRate = learningRate
        self.rounds = rounds
        self.treeMethod = treeMethod
        self.rowShare = rowShare
        self.featureShare = featureShare
        self.seed = seed
        self.baseScore = baseScore
    }

    /// Depth 6, learning rate 0.3, 500 rounds: what NAS-Bench-Suite-Zero (Krishnakumar et al. 2022) fits its
    /// 13 proxies with, and PEL-NAS after it. They leave the tree method to the library, which in their time
    /// meant `exact` for tables this small.
    public static let published = XGBoostParameters()

    /// Slower learning from shallower trees that each see 80 % of the cells and choose a split from 30 % of
    /// the features: for structure features, many of which say nearly the same. On three data sets it orders
    /// held-out cells better than `published` by .002 to .005 Spearman from 1,000 cells, .006 to .017 from 200.
    public static let gentle = XGBoostParameters(
        depth: 5, learningRate: 0.05, treeMethod: .hist, rowShare: 0.8, featureShare: 0.3)

    /// For the accuracy models that ship: as good as `gentle` in half as many, deeper trees, a file of 0.8 MB.
    static let shippedAccuracy = XGBoostParameters(
        depth: 6, learningRate: 0.08, rounds: 250, treeMethod: .hist, rowShare: 0.8, featureShare: 0.3)

    /// For the latency models that ship, 18 of them: 90 trees, a file of 0.23 MB each. Twice as many trees
    /// gain less than .003 R².
    static let shippedLatency = XGBoostParameters(
        objective: .tweedie, depth: 5, learningRate: 0.15, rounds: 90, treeMethod: .hist, rowShare: 0.8,
        featureShare: 0.5)

    /// For whether a device can run a cell, which hangs on few edges together: fewer, deeper trees.
    static let shippedRuns = XGBoostParameters(
        depth: 6, learningRate: 0.3, rounds: 60, treeMethod: .hist, featureShare: 0.5)

    /// For the accuracy models of transformers that ship: 560 examples bear no deeper trees. Of seven settings tried
    /// on ten draws none orders the others better by more than .002 Spearman.
    static let shippedTransformers = XGBoostParameters(
        depth: 3, learningRate: 0.05, rounds: 400, treeMethod: .hist, rowShare: 0.8, featureShare: 0.3)

    /// The first value out of its range, in words; nil where all are fine.
    public var objection: String? {
        func share(_ value: Double) -> Bool { value > 0 && value <= 1 }
        if !(1...16).contains(depth) { return "depth is \(depth), expected 1 to 16" }
        if !share(learningRate) { return "learning rate is \(learningRate), expected above 0 and at most 1" }
        if !(1...10_000).contains(rounds) { return "rounds is \(rounds), expected 1 to 10,000" }
        if !share(rowShare) { return "row share is \(rowShare), expected above 0 and at most 1" }
        if !share(featureShare) { return "feature share is \(featureShare), expected above 0 and at most 1" }
        if !(0...Int(Int32.max)).contains(seed) { return "seed is \(seed), expected 0 to \(Int32.max)" }
        if !baseScore.isFinite { return "base score is \(baseScore), expected a finite number" }
        return nil
    }

    /// How the trees are grown, for a record's reader.
    public var inWords: String {
        (objective == .squaredError ? "" : "\(objective.rawValue), ")
            + "\(rounds) rounds of depth \(depth), learning rate \(learningRate), \(treeMethod.rawValue), "
            + "row share \(rowShare), feature share \(featureShare)"
    }

    /// The library's own names and written values, in a fixed order.
    var settings: [(name: String, value: String)] {
        [
            ("booster", "gbtree"), ("objective", objective.rawValue), ("tree_method", treeMethod.rawValue),
            ("max_depth", "\(depth)"), ("eta", "\(learningRate)"), ("subsample", "\(rowShare)"),
            ("colsample_bynode", "\(featureShare)"), ("seed", "\(seed)"), ("base_score", "\(baseScore)"),
            // The library's defaults of 1.7, written down lest a later version has others.
            ("gamma", "0"), ("min_child_weight", "1"), ("lambda", "1"), ("alpha", "0"),
            ("max_bin", "256"), ("colsample_bytree", "1"), ("colsample_bylevel", "1"),
        ] + (objective == .tweedie ? [("tweedie_variance_power", "1.5")] : [])
    }
}
