/// Zero-cost proxies computed here of one network: a line of `proxies/computed.jsonl`, and of `data/proxies`.
///
/// Multiply-adds and parameters are not among them: they are sums that a cell is known to have.
public struct ProxyRecord: Record, Equatable {
    /// The first cell that is the network, in the benchmark's written form: that of `Cell.networkForm`.
    public var cell: String
    /// How they were computed; values of two setups cannot be compared.
    public var setup: String
    /// By `names`, in their order, to seven digits; nil is one that has no value.
    public var values: [Double?]

    /// The columns' names of NAS-Bench-Suite-Zero (Krishnakumar et al. 2022).
    public static let names = [
        "epe_nas", "fisher", "grad_norm", "grasp", "jacov", "l2_norm",
        "nwot", "plain", "snip", "synflow", "zen",
    ]

    /// Within a run directory.
    public static let folder = "proxies"
    public static let fileName = "computed.jsonl"

    public static let schema = RecordSchema(
        name: "proxies/1", title: "Zero-cost proxies of a network, computed here",
        fields: [
            .init("cell", .string, "The first cell that is the network, in the benchmark's written form"),
            .init(
                "epe_nas", .number, nullable: true,
                "EPE-NAS: correlations of the images' gradients within classes; null: no value"),
            .init(
                "fisher", .number, nullable: true,
                "Fisher information of the layers' outputs; null: no value"),
            .init(
                "grad_norm", .number, nullable: true,
                "Sum of the norms of the layers' gradients; null: no value"),
            .init(
                "grasp", .number, nullable: true,
                "Minus the sum of weights times Hessian times gradient; null: no value"),
            .init(
                "jacov", .number, nullable: true,
                "By the eigenvalues of the correlations of the images' gradients; null: no value"),
            .init(
                "l2_norm", .number, nullable: true,
                "Sum of the norms of the layers' weights; null: no value"),
            .init(
                "nwot", .number, nullable: true,
                "Logarithm of the determinant of how images agree in what ReLU lets through; null: no value"),
            .init("plain", .number, nullable: true, "Sum of weights times gradients; null: no value"),
            .init(
                "snip", .number, nullable: true,
                "Sum of the absolute values of weights times gradients; null: no value"),
            .init("synflow", .number, nullable: true, "Logarithm of the synaptic flow; null: no value"),
            .init("zen", .number, nullable: true, "Zen-NAS's score; null: no value"),
            .init(
                "setup", .string, "The network, the images it was shown and the seed: those of others differ"),
        ])

    /// Of `values` there is one a name; what is not finite is no value.
    public init(cell: String, setup: String, values: [Double?]) {
        self.cell = cell
        self.setup = setup
        self.values = values.map { $0.flatMap(Self.rounded) }
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        cell = try fields.string("cell")
        setup = try fields.string("setup")
        values = Self.names.map(fields.optionalNumber)
    }

    public var members: [JSON.Member] {
        [.init("cell", .string(cell)), .init("setup", .string(setup))]
            + zip(Self.names, values).map { .init($0, JSON($1)) }
    }

    /// To seven digits, as many as 32-bit arithmetic gives.
    private static func rounded(_ value: Double) -> Double? {
        guard value.isFinite else { return nil }
        guard value != 0 else { return 0 }
        var power = 1.0
        var scaled = abs(value)
        while scaled < 1e6, power < 1e22 {
            power *= 10
            scaled = abs(value) * power
        }
        return scaled < 1e15 ? (value * power).rounded() / power : value
    }
}
