extension PipelineSettings {
    /// The stage `evaluate`.
    public struct Evaluate: Sendable, Equatable {
        public var accuracy: Accuracy
        public var latency: Latency
        public var energy: Energy

        public init(
            accuracy: Accuracy = Accuracy(), latency: Latency = Latency(), energy: Energy = Energy()
        ) {
            self.accuracy = accuracy
            self.latency = latency
            self.energy = energy
        }

        /// The programs of the user's that are asked for values, by the quantity.
        public var commands: [(quantity: String, command: Command)] {
            [("accuracy", accuracy.command), ("latency", latency.command), ("energy", energy.command)]
                .compactMap { quantity, command in command.map { (quantity, $0) } }
        }
    }

    /// How a candidate's accuracy is found: looked up, predicted by gradient-boosted trees (Chen and Guestrin
    /// 2016, XGBoost), or stood in for by a zero-cost proxy.
    public struct Accuracy: Sendable, Equatable {
        public enum Source: String, CaseIterable, Sendable {
            /// Fitted once a run on cells of the tables.
            case predictor
            /// Fitted once for all on public tables: the model that ships.
            case surrogate
            case table
            /// No accuracy at all: one zero-cost proxy, as its percentile over the space. Nothing is trained
            /// (PEL-NAS, Table 5, "without ZC Ensemble (uses Synflow)").
            case proxy
            /// Found by a program of the user's.
            case command

            /// Whether the stage `fit` predicts it for the whole space, or has what stands in for it.
            public var isPredicted: Bool { self != .table && self != .command }
        }

        /// The zero-cost proxies of NAS-Bench-Suite-Zero (Krishnakumar et al. 2022), by its columns.
        public enum Proxy: String, CaseIterable, Sendable {
            case epeNas = "epe_nas"
            case fisher
            case flops
            case gradNorm = "grad_norm"
            case grasp
            case jacov
            case l2Norm = "l2_norm"
            case nwot
            case params
            case plain
            case snip
            case synflow
            case zen
        }

        /// Whether accuracies are predicted of those cells alone that are asked for, whose proxies are computed.
        public var isPredictedOneByOne: Bool { source == .predictor && proxies == .computed }

        /// What the predictor is told of a cell.
        public enum Predictor: String, CaseIterable, Sendable {
            /// The zero-cost proxies of the cell.
            case zeroCost = "zero-cost"
            /// Those, and what the cell's own graph tells.
            case zeroCostAndStructure = "zero-cost+structure"
            /// The cell's graph alone.
            case structure
        }

        /// Where proxies come from.
        public enum Proxies: String, CaseIterable, Sendable {
            /// As released, of the whole space.
            case table
            /// Computed here, of those cells that are asked for.
            case computed
        }

        public var source: Source
        public var predictor: Predictor
        public var proxies: Proxies
        /// The one that stands in for accuracy, with `Source.proxy`; the larger, the better.
        public var proxy: Proxy
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
        /// The program, with `Source.command`; nil with any other.
        public var command: Command?

        public init(
            source: Source = .predictor, predictor: Predictor = .zeroCostAndStructure,
            proxies: Proxies = .table,
            proxy: Proxy = .synflow, trainingCells: Int = 1000, rounds: Int? = nil, depth: Int? = nil,
            learningRate: Double? = nil,
            rowShare: Double? = nil, featureShare: Double? = nil, command: Command? = nil
        ) {
            self.source = source
            self.predictor = predictor
            self.proxies = proxies
            self.proxy = proxy
            self.trainingCells = trainingCells
            self.rounds = rounds
            self.depth = depth
            self.learningRate = learningRate
            self.rowShare = rowShare
            self.featureShare = featureShare
            self.command = command
        }
    }

    /// How a candidate's latency is found.
    public struct Latency: Sendable, Equatable {
        public enum Source: String, CaseIterable, Sendable {
            case table
            /// Predicted by the model that ships.
            case surrogate
            /// Measured by a program of the user's.
            case command
        }

        public var source: Source
        /// Relative standard deviation of the noise that the search sees latencies with, as if each were measured
        /// once; 0 to 1, 0.1 is 10 %. What a front is scored by has none.
        public var noise: Double
        /// The program, with `Source.command`; nil with any other.
        public var command: Command?

        public init(source: Source = .table, noise: Double = 0, command: Command? = nil) {
            self.source = source
            self.noise = noise
            self.command = command
        }
    }

    /// How a candidate's energy is found, where it is an objective.
    public struct Energy: Sendable, Equatable {
        public enum Source: String, CaseIterable, Sendable {
            case table
            /// Measured by a program of the user's.
            case command
        }

        public var source: Source
        /// The program, with `Source.command`; nil with any other.
        public var command: Command?

        public init(source: Source = .table, command: Command? = nil) {
            self.source = source
            self.command = command
        }
    }
}
