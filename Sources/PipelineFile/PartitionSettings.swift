extension PipelineSettings {
    /// The stage `partition`: how the space is cut into niches.
    public enum Partition: Sendable, Equatable {
        case scheme(Scheme)
        /// The user's own. `countLiveEdges`: whether only edges that carry something from the cell's
        /// input to its output count towards the bounds.
        case niches([NicheSettings], countLiveEdges: Bool = false)
        /// A scheme of the space's own file, by its name; nil: the first.
        case ofSpace(String?)
        /// Cut where the networks' cost clusters.
        case automatic(AutomaticPartition)

        public init() { self = .scheme(.convolution3x3Count) }
    }

    /// A named way of cutting the space.
    public enum Scheme: String, CaseIterable, Sendable {
        /// Six niches by the number of 3x3 convolutions (PEL-NAS, Table 1).
        case convolution3x3Count = "conv3x3-count"
        /// The same, by live edges only.
        case liveConvolution3x3Count = "live-conv3x3-count"
        /// One niche, the whole space.
        case none
    }

    /// Niches found from what networks cost: `scheme: auto`.
    public struct AutomaticPartition: Sendable, Equatable {
        /// A cost that is known of any cell without a table.
        public enum Measure: String, CaseIterable, Sendable {
            case params
            case flops
        }

        /// How a file asks for it.
        static let schemeName = "auto"

        public var measure: Measure
        /// How many niches, 2 to 64; nil: as many as the cost has clusters.
        public var count: Int?

        public init(measure: Measure = .params, count: Int? = nil) {
            self.measure = measure
            self.count = count
        }
    }

    /// One of the user's own niches.
    public struct NicheSettings: Sendable, Equatable {
        /// 1 to 32 of `A-Z a-z 0-9 _ -`: it becomes part of names of requests and records.
        public var name: String
        /// Why the niche is there, for readers.
        public var rationale: String
        /// How many of a cell's six edges may carry an operation, in the order of
        /// `EdgeOperation.allCases`; an operation without a bound is free.
        public var bounds: [EdgeBound]

        public init(name: String, rationale: String = "", bounds: [EdgeBound] = []) {
            self.name = name
            self.rationale = rationale
            self.bounds = bounds
        }
    }

    /// The operations of NAS-Bench-201, by the names its cells are written with.
    public enum EdgeOperation: String, CaseIterable, Sendable {
        case convolution3x3 = "nor_conv_3x3"
        case convolution1x1 = "nor_conv_1x1"
        case skipConnect = "skip_connect"
        case averagePool3x3 = "avg_pool_3x3"
        case none
    }

    /// Inclusive bounds on the number of edges with an operation; each 0 to 6.
    public struct EdgeBound: Sendable, Equatable {
        public var operation: EdgeOperation
        public var least: Int
        public var most: Int

        public init(_ operation: EdgeOperation, least: Int, most: Int) {
            self.operation = operation
            self.least = least
            self.most = most
        }
    }
}
