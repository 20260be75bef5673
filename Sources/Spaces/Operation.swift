/// What stands on an edge of a NAS-Bench-201 cell (Dong and Yang 2020, section 2.1), in the benchmark's
/// own order.
public enum Operation: UInt8, CaseIterable, Sendable {
    case none
    case skipConnect
    case convolution1x1
    case convolution3x3
    case averagePool3x3

    /// The name in the benchmark's written form.
    public var name: String { Self.names[Int(rawValue)] }

    public static let names = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]

    public init?(name: Substring) {
        guard let position = Self.names.firstIndex(where: { $0 == name }) else { return nil }
        self.init(rawValue: UInt8(position))
    }

    /// One letter for drawings and compact listings: `-` nothing, `s` skip, `1` and `3` convolutions,
    /// `p` pooling.
    public var letter: Character {
        switch self {
        case .none: "-"
        case .skipConnect: "s"
        case .convolution1x1: "1"
        case .convolution3x3: "3"
        case .averagePool3x3: "p"
        }
    }
}
