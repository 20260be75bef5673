public import Proposal
public import Spaces

/// An architecture that a language model can be told of.
public protocol Promptable: Screenable {
    /// As a model reads and writes it.
    var notation: String { get }

    /// How many of its parts cost something and change nothing.
    var deadCount: Int { get }

    /// What a model is told of a part of the space.
    static func words(of region: Region) -> RegionWords

    /// What the parts of these architectures cost, in a line; nil where that cannot be told apart.
    static func latencyCosts(of evaluated: [EvaluatedCell<Self>]) -> String?

    /// The most that is told of how many are open.
    static var mostOpen: Int { get }
}

/// What a model is told of a part of a space.
public struct RegionWords: Sendable, Equatable {
    /// A line each; none for the whole space.
    public var bounds: [String]
    /// What may stand in its architectures, and what of it in any number.
    public var allowed: String
    public var free: String
    public var countsLiveEdges: Bool
    /// nil where the templates themselves say how an architecture is written.
    public var encoding: Encoding?

    /// How architectures of a space that a file defines are written.
    public struct Encoding: Sendable, Equatable {
        public var lines: [String]
        /// One of the space, and another.
        public var example: String
        public var parent: String

        public init(lines: [String], example: String, parent: String) {
            self.lines = lines
            self.example = example
            self.parent = parent
        }
    }

    public init(
        bounds: [String], allowed: String, free: String, countsLiveEdges: Bool = false,
        encoding: Encoding? = nil
    ) {
        self.bounds = bounds
        self.allowed = allowed
        self.free = free
        self.countsLiveEdges = countsLiveEdges
        self.encoding = encoding
    }
}

/// Of cells the templates tell by themselves.
extension Cell: Promptable {
    public var notation: String { letters }
    public var deadCount: Int { deadEdges.count }
    public static var mostOpen: Int { count }

    public static func words(of region: Niche) -> RegionWords {
        RegionWords(
            bounds: NicheWords.bounds(of: region), allowed: NicheWords.allowed(in: region),
            free: NicheWords.free(in: region), countsLiveEdges: region.countsLiveEdges)
    }

    public static func latencyCosts(of evaluated: [EvaluatedCell<Cell>]) -> String? {
        guard let costs = MarginalLatency(of: evaluated) else { return nil }
        let parts = costs.added.map { operation, milliseconds in
            "\(operation.name) \(milliseconds < 0 ? "" : "+")\(FixedDecimal.latency(milliseconds)) ms"
        }
        return "six empty edges \(FixedDecimal.latency(costs.base)) ms; an edge adds "
            + parts.joined(separator: ", ")
    }
}
