extension PipelineSettings {
    /// The stage `evaluate`.
    public struct Evaluate: Sendable, Equatable {
        public var accuracy: Accuracy
        public var latency: Latency

        public init(accuracy: Accuracy = Accuracy(), latency: Latency = Latency()) {
            self.accuracy = accuracy
            self.latency = latency
        }
    }

    /// How a candidate's accuracy is found: looked up, or predicted by gradient-boosted trees (Chen and
    /// Guestrin 2016, XGBoost).
    public struct Accuracy: Sendable, Equatable {
        public enum Source: String, CaseIterable, Sendable {
            /// Fitted once a run on cells of the tables.
            case predictor
            /// Fitted once for all on public tables: the model that ships.
            case surrogate
            case table
        }

        /// What the predictor is told of a cell.
        public enum Predictor: String, CaseIterable, Sendable {
            /// The zero-cost proxies of the cell.
            case zeroCost = "zero-cost"
            /// Those, and what the cell's own graph tells.
            case zeroCostAndStructure = "zero-cost+structure"
            /// The cell's graph alone.
            case structure
        }

        public var source: Source
        public var predictor: Predictor
        /// Cells the predictor is fitted on; 2 to 15,625, the size of the space.
        public var trainingCells: Int
        /// Trees, one a round of boosting; 1 to 10,000. Nil, here and below: what suits the predictor.
        public var rounds: Int?
        /// Levels of a tree at most; 1 to 16.
        public var depth: Int?
        /// How much of each tree counts (XGBoost's eta); above 0, at most 1.
        public var learningRate: Double?
        /// Share of the training cells that a tree sees; above 0, at most 1.
        public var rowShare: Double?
        /// Share of the features that a split may choose from; above 0, at most 1.
        public var featureShare: Double?

        public init(
            source: Source = .predictor, predictor: Predictor = .zeroCostAndStructure,
            trainingCells: Int = 1000, rounds: Int? = nil, depth: Int? = nil, learningRate: Double? = nil,
            rowShare: Double? = nil, featureShare: Double? = nil
        ) {
            self.source = source
            self.predictor = predictor
            self.trainingCells = trainingCells
            self.rounds = rounds
            self.depth = depth
            self.learningRate = learningRate
            self.rowShare = rowShare
            self.featureShare = featureShare
        }
    }

    /// How a candidate's latency is found.
    public struct Latency: Sendable, Equatable {
        public enum Source: String, CaseIterable, Sendable {
            case table
            /// Predicted by the model that ships.
            case surrogate
        }

        public var source: Source

        public init(source: Source = .table) { self.source = source }
    }
}
