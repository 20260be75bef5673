public import Records

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
    /// What candidates are weighed by: accuracy first, then 1 to 3 costs, none twice.
    public var objectives: [Objective]
    public var partition: Partition
    public var seed: Seed
    public var prompt: Prompt
    public var evaluate: Evaluate
    public var archive: Archive
    public var score: Score
    public var data: DataFolders
    /// The stages in the order they run.
    public var chain: [ChainEntry]

    public init(
        name: String = "search", randomSeed: Int = 1, space: Space = .nasBench201, target: Target,
        objectives: [Objective] = Objective.standard, partition: Partition = Partition(), seed: Seed = Seed(),
        prompt: Prompt = Prompt(), evaluate: Evaluate = Evaluate(), archive: Archive = Archive(),
        score: Score = Score(), data: DataFolders = DataFolders(),
        chain: [ChainEntry]
    ) {
        self.name = name
        self.randomSeed = randomSeed
        self.space = space
        self.target = target
        self.objectives = objectives
        self.partition = partition
        self.seed = seed
        self.prompt = prompt
        self.evaluate = evaluate
        self.archive = archive
        self.score = score
        self.data = data
        self.chain = chain
    }

    /// A search space.
    public enum Space: Sendable, Equatable {
        /// 15,625 cells of six edges with five operations (Dong and Yang 2020).
        case nasBench201
        /// One that a file defines: a space that ships, by its name, or a file of the user's, by its path.
        case defined(String)

        static let nasBench201Name = "nas-bench-201"
        /// The other spaces that ship, as `data/spaces` has them.
        public static let shipped = [
            "autoformer-tiny", "autoformer-small", "autoformer-base", "nas-bench-macro",
        ]

        /// Those of which a model ships that predicts accuracies.
        static let predicted = ["autoformer-tiny", "autoformer-small", "autoformer-base"]

        /// As a pipeline file has it.
        public var name: String {
            switch self {
            case .nasBench201: Self.nasBench201Name
            case .defined(let name): name
            }
        }
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

    /// What an architecture is to classify.
    public enum Dataset: Sendable, Hashable, CaseIterable, RawRepresentable {
        /// The image classification tasks of NAS-Bench-201.
        case cifar10, cifar100, imageNet16
        /// Any other, of a space that a file defines.
        case other(String)

        public static let allCases: [Dataset] = [.cifar10, .cifar100, .imageNet16]

        public var rawValue: String {
            switch self {
            case .cifar10: "cifar10"
            case .cifar100: "cifar100"
            case .imageNet16: "ImageNet16-120"
            case .other(let name): name
            }
        }

        /// One of the benchmark's.
        public init?(rawValue: String) {
            guard let known = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
            self = known
        }
    }

    /// What a network is to run on.
    public enum Device: Sendable, Hashable, CaseIterable, RawRepresentable {
        /// The devices that HW-NAS-Bench has latencies of (Li et al. 2021).
        case edgegpu, raspi4, edgetpu, pixel3, eyeriss, fpga
        /// Any other, measured by a program of the user's.
        case other(String)

        public static let allCases: [Device] = [.edgegpu, .raspi4, .edgetpu, .pixel3, .eyeriss, .fpga]

        public var rawValue: String {
            switch self {
            case .edgegpu: "edgegpu"
            case .raspi4: "raspi4"
            case .edgetpu: "edgetpu"
            case .pixel3: "pixel3"
            case .eyeriss: "eyeriss"
            case .fpga: "fpga"
            case .other(let name): name
            }
        }

        /// One of the benchmark's.
        public init?(rawValue: String) {
            guard let known = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
            self = known
        }

        /// Whether the benchmark has energies of it.
        public var hasEnergy: Bool {
            switch self {
            case .edgegpu, .eyeriss, .fpga: true
            case .raspi4, .edgetpu, .pixel3, .other: false
            }
        }
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
            /// Nothing: the space's true front is not known, as where values are measured. The front's own
            /// volume is told, in raw units.
            case unknown = "none"
        }

        public var truth: Truth
        /// Whether cells that only guess are left out of the true front.
        public var excludesDegenerate: Bool
        /// The point that the volume reaches to where the truth is not known. Nil, each: the worst of the cells
        /// that the run evaluated.
        public var referenceAccuracyPercent: Double?
        public var referenceLatencyMs: Double?

        public init(
            truth: Truth = .table, excludesDegenerate: Bool = false,
            referenceAccuracyPercent: Double? = nil, referenceLatencyMs: Double? = nil
        ) {
            self.truth = truth
            self.excludesDegenerate = excludesDegenerate
            self.referenceAccuracyPercent = referenceAccuracyPercent
            self.referenceLatencyMs = referenceLatencyMs
        }
    }

    /// Where data lies; relative to the current directory.
    public struct DataFolders: Sendable, Equatable {
        /// The folder of the benchmarks' tables, which do not ship. Nil: there are none, and what would be
        /// looked up in them is predicted by the surrogates.
        public var tables: String?
        /// A folder of surrogates of the user's own. Nil: those that ship.
        public var surrogates: String?
        /// A file of proxies computed before, or a folder of such, which win over computing them again.
        public var proxies: String?
        /// A file of the data set's images that networks are shown whose proxies are computed. Nil: noise.
        public var images: String?

        public init(
            tables: String? = nil, surrogates: String? = nil, proxies: String? = nil, images: String? = nil
        ) {
            self.tables = tables
            self.surrogates = surrogates
            self.proxies = proxies
            self.images = images
        }
    }
}
