public import Pareto
public import Records

/// Everything a report shows of one run. Whoever has the run's files fills it; nothing here reads one.
///
/// Records stand as they were written, in any order. What is missing stays empty: its section then says so or
/// is left out. No field is trusted: names, rules and details may hold any text, numbers may be anything.
public struct ReportContents: Sendable {
    /// The search's name in the pipeline file, and the run directory's.
    public var name = ""
    public var runName = ""
    public var datasetName = ""
    public var deviceName = ""
    public var proposerName = ""
    public var randomSeed = 0
    /// Where the accuracy and the latency that the search saw come from, in words.
    public var accuracySource = ""
    public var latencySource = ""
    /// What the front is measured against.
    public var reference = Reference.none
    /// Children that each niche was asked for in a generation; nil where that varies, is not
    /// known, or the proposer asks no niche.
    public var childrenPerNiche: Int?
    /// Labels of steps that are not current, in the run's order: figures may mix results of different settings.
    public var staleSteps: [String] = []

    public var niches: [NicheRecord] = []
    /// Every cell evaluated, seeds included.
    public var evaluations: [EvaluationRecord] = []
    /// The members of all niches' archives, by generation.
    public var archives: [Int: [ArchiveRecord]] = [:]
    /// The last front.
    public var front: [TrueFrontRecord] = []
    public var scores: [ScoreRecord] = []
    public var fit: [FitRecord] = []
    /// The cards of the surrogates that were loaded.
    public var surrogates: [SurrogateRecord] = []
    public var rejected: [RejectedRecord] = []
    public var calls: [CallRecord] = []
    public var knowledge: [KnowledgeRecord] = []
    /// One an iteration of a search by strategies.
    public var strategies: [StrategyRecord] = []
    public var ledger: [LedgerRecord] = []

    /// The front to compare with: x is 100 - accuracy in percent, y the latency in ms. Empty where not known.
    public var referenceFront: [Point] = []
    /// What the search weighed candidates by.
    public var objectives = Objective.standard
    /// As `referenceFront`, of accuracy and each other cost: y is the cost in its unit.
    public var furtherReferences: [Objective: [Point]] = [:]
    /// Test accuracy in percent of evaluated cells, by their written form, looked up after the search.
    public var trueAccuracyPercent: [String: Double] = [:]
    /// The paper's own figures for this data set and device.
    public var reported: Reported?

    /// What a reference front is made of.
    public enum Reference: Sendable, Equatable {
        /// True test accuracy and latency of every cell of the space, looked up.
        case tables
        /// The front that the surrogates predict over the whole space: nothing in it was measured.
        case surrogates
        case none
    }

    /// Figures that somebody else reported, and who.
    public struct Reported: Sendable, Equatable {
        public var hypervolume: Double?
        public var igd: Double?
        /// Of the cell that a search for accuracy alone ends with, in percent.
        public var accuracyPercent: Double?
        public var source: String

        public init(
            hypervolume: Double? = nil, igd: Double? = nil, accuracyPercent: Double? = nil, source: String
        ) {
            self.hypervolume = hypervolume
            self.igd = igd
            self.accuracyPercent = accuracyPercent
            self.source = source
        }
    }

    /// Whether the search goes by accuracy alone, so that a front says little of it.
    var isForAccuracy: Bool { !strategies.isEmpty }

    public init() {}
}
