/// What a pipeline file says, with every default filled in.
///
/// Each default stands once, as the default argument of an initialiser here. The ranges that a file is
/// held to stand once too, in `SettingsDecoder`; the initialisers take anything.
public struct PipelineSettings: Sendable, Equatable {
    /// What the run is called, and its directory under `runs/`: 1 to 64 of `A-Z a-z 0-9 . _ -`, and
    /// neither `.` nor `..`.
    public var name: String
    /// What every random number of the run follows from; 0 or more.
    public var randomSeed: Int
    /// What is searched.
    public var space: Space
    public var target: Target
    public var partition: Partition
    public var seed: Seed
    public var prompt: Prompt
    public var evaluate: Evaluate
    public var score: Score
    public var data: DataFolders
    /// The stages in the order they run.
    public var chain: [ChainEntry]

    public init(
        name: String = "search", randomSeed: Int = 1, space: Space = .nasBench201, target: Target,
        partition: Partition = Partition(), seed: Seed = Seed(), prompt: Prompt = Prompt(),
        evaluate: Evaluate = Evaluate(), score: Score = Score(), data: DataFolders = DataFolders(),
        chain: [ChainEntry]
    ) {
        self.name = name
        self.randomSeed = randomSeed
        self.space = space
        self.target = target
        self.partition = partition
        self.seed = seed
        self.prompt = prompt
        self.evaluate = evaluate
        self.score = score
        self.data = data
        self.chain = chain
    }

    /// A search space.
    public enum Space: String, CaseIterable, Sendable {
        /// 15,625 cells of six edges with five operations (Dong and Yang 2020).
        case nasBench201 = "nas-bench-201"
    }

    /// What an architecture is searched for.
    public struct Target: Sendable, Equatable {
        public var dataset: Dataset
        public var device: Device
        /// Candidates above it are rejected, in milliseconds; above 0. Nil: no limit.
        public var latencyLimitMs: Double?
        /// The same of the whole network's multiply-adds, and of its parameters, in millions.
        public var flopsLimitM: Double?
        public var paramsLimitM: Double?

        public init(
            dataset: Dataset, device: Device, latencyLimitMs: Double? = nil, flopsLimitM: Double? = nil,
            paramsLimitM: Double? = nil
        ) {
            self.dataset = dataset
            self.device = device
            self.latencyLimitMs = latencyLimitMs
            self.flopsLimitM = flopsLimitM
            self.paramsLimitM = paramsLimitM
        }
    }

    /// The image classification tasks of NAS-Bench-201.
    public enum Dataset: String, CaseIterable, Sendable {
        case cifar10
        case cifar100
        case imageNet16 = "ImageNet16-120"
    }

    /// The devices that HW-NAS-Bench has latencies of (Li et al. 2021).
    public enum Device: String, CaseIterable, Sendable {
        case edgegpu
        case raspi4
        case edgetpu
        case pixel3
        case eyeriss
        case fpga
    }

    /// The stage `seed`.
    public struct Seed: Sendable, Equatable {
        /// Cells drawn from each niche to begin with; 0 to 10,000.
        public var perNiche: Int

        public init(perNiche: Int = 10) { self.perNiche = perNiche }
    }

    /// The stage `score`.
    public struct Score: Sendable, Equatable {
        /// What the front is measured by.
        public enum Truth: String, CaseIterable, Sendable {
            /// True test accuracies and latencies.
            case table
            /// The front of what the surrogates predict for the whole space, where nothing true is at hand.
            case surrogate
        }

        public var truth: Truth
        /// Whether cells that only guess are left out of the true front.
        public var excludesDegenerate: Bool

        public init(truth: Truth = .table, excludesDegenerate: Bool = false) {
            self.truth = truth
            self.excludesDegenerate = excludesDegenerate
        }
    }

    /// Where data lies; relative to the current directory.
    public struct DataFolders: Sendable, Equatable {
        /// The folder of the benchmarks' tables, which do not ship. Nil: there are none, and what would be
        /// looked up in them is predicted by the surrogates.
        public var tables: String?
        /// A folder of surrogates of the user's own. Nil: those that ship.
        public var surrogates: String?

        public init(tables: String? = nil, surrogates: String? = nil) {
            self.tables = tables
            self.surrogates = surrogates
        }
    }
}
