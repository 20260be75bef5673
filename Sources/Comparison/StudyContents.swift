public import Records

/// What a study comes to, before anything is made of it: its words and every result. A value, so the same
/// contents give the same tables and figures.
public struct StudyContents: Sendable {
    /// A method as the study names it.
    public struct Method: Sendable, Equatable {
        /// "local-search".
        public var name: String
        /// What it does and where it is from, in a sentence.
        public var description: String
        /// Whether it bounds what the others can reach (an exhaustive search): shown, but neither ranked nor
        /// tested.
        public var isBound: Bool
        /// Why it has no results; nil where it was run.
        public var leftOut: String?

        public init(name: String, description: String, isBound: Bool = false, leftOut: String? = nil) {
            self.name = name
            self.description = description
            self.isBound = isBound
            self.leftOut = leftOut
        }
    }

    /// "table3".
    public var name: String
    /// A sentence or two: what is asked.
    public var description: String
    /// The command that makes it, for the reader to type.
    public var command: String
    /// In the order they are shown.
    public var methods: [Method]
    /// The method that others are compared with; nil: the first.
    public var baseline: String?
    /// In the order they are shown; where the study names spaces, each space with each data set.
    public var datasets: [String]
    public var devices: [String]
    public var randomSeeds: [Int]
    /// The varied settings' dotted paths, in the order of the study file, with their values in order.
    public var variations: [(setting: String, values: [JSON])]
    /// Evaluations at which results were read, rising; empty where methods know none.
    public var budgets: [Int]
    public var results: [ResultRecord]
    /// Fronts of searches of which no truth is known, for drawings.
    public var fronts: [StudyFront]
    /// What papers report of the same: shown beside, never averaged with what was measured.
    public var reported: [ReportedRecord]

    public init(
        name: String, description: String, command: String, methods: [Method], baseline: String? = nil,
        datasets: [String], devices: [String], randomSeeds: [Int],
        variations: [(setting: String, values: [JSON])] = [], budgets: [Int], results: [ResultRecord],
        fronts: [StudyFront] = [], reported: [ReportedRecord] = []
    ) {
        self.name = name
        self.description = description
        self.command = command
        self.methods = methods
        self.baseline = baseline
        self.datasets = datasets
        self.devices = devices
        self.randomSeeds = randomSeeds
        self.variations = variations
        self.budgets = budgets
        self.results = results
        self.fronts = fronts
        self.reported = reported
    }
}
