internal import Spaces

/// A cell's output as a sum of terms, written out, with a skip connection standing for its source: the form
/// behind NAS-Bench-201's unique string (Dong and Yang 2020, section 2.1).
///
/// A term is the input itself or an operation applied to a sum. Written out, an operation is repeated once
/// for every path behind it; distinct ones are counted once where two edges compute the same.
struct TermFeatures {
    static let names =
        ["output_terms", "skip_paths"]
        + ["output", "written_out", "distinct", "on_the_input"].flatMap { place in
            ["conv1x1", "conv3x3", "pool"].map { "\($0)_\(place)" }
        }
        + ["depth", "conv_depth"]

    /// 1x1 and 3x3 convolutions, poolings; the fourth lane stays 0.
    private typealias Counts = SIMD4<Float>

    /// A node's value: the terms it sums.
    private struct Node {
        /// Equal for equal sums: the wrapping sum of the terms' hashes, so that order does not matter.
        var hash: UInt64 = 0
        var terms: Float = 0
        /// Terms that are the input itself: paths of skip connections only.
        var inputs: Float = 0
        /// Terms by the operation they apply.
        var outermost = Counts()
        /// Operations on the longest chain to here; convolutions on the chain with most of them.
        var depth: Float = -1
        var convDepth: Float = -1

        static let input = Node(hash: 0x9E37_79B9_7F4A_7C15, terms: 1, inputs: 1, depth: 0, convDepth: 0)

        /// The sum's terms go on as they are.
        mutating func addSkip(of source: Node) {
            hash &+= source.hash
            terms += source.terms
            inputs += source.inputs
            outermost += source.outermost
            depth = max(depth, source.depth)
            convDepth = max(convDepth, source.convDepth)
        }

        /// One term more, whatever the source sums.
        mutating func add(_ kind: Int, hash term: UInt64, of source: Node) {
            hash &+= term
            terms += 1
            outermost[kind] += 1
            depth = max(depth, source.depth + 1)
            convDepth = max(convDepth, source.convDepth + (kind < 2 ? 1 : 0))
        }
    }

    private var output = Node()
    private var writtenOut = Counts()
    private var distinct = Counts()
    private var onTheInput = Counts()
    private var seen = SIMD8<UInt64>()

    init(_ live: LiveEdges) {
        // Live paths from nodes 1 and 2 to the output.
        let fromSecond: Float = live[5] == .none ? 0 : 1
        let fromFirst = (live[4] == .none ? 0 : 1) + (live[2] == .none ? 0 : fromSecond)

        var first = Node()
        add(0, live, of: .input, to: &first, repeated: fromFirst)
        var second = Node()
        add(1, live, of: .input, to: &second, repeated: fromSecond)
        add(2, live, of: first, to: &second, repeated: fromSecond)
        var third = Node()
        add(3, live, of: .input, to: &third, repeated: 1)
        add(4, live, of: first, to: &third, repeated: 1)
        add(5, live, of: second, to: &third, repeated: 1)
        output = third
    }

    func append(to values: inout [Float]) {
        values.append(output.terms)
        values.append(output.inputs)
        for counts in [output.outermost, writtenOut, distinct, onTheInput] {
            for kind in 0..<3 { values.append(counts[kind]) }
        }
        values.append(output.depth)
        values.append(output.convDepth)
    }

    private mutating func add(
        _ edge: Int, _ live: LiveEdges, of source: Node, to target: inout Node, repeated: Float
    ) {
        let kind: Int
        switch live[edge] {
        case .none: return
        case .skipConnect: return target.addSkip(of: source)
        case .convolution1x1: kind = 0
        case .convolution3x3: kind = 1
        case .averagePool3x3: kind = 2
        }
        let term = Self.mix(source.hash &+ UInt64(kind + 1) &* 0xD1B5_4A32_D192_ED03)
        target.add(kind, hash: term, of: source)
        writtenOut[kind] += repeated
        if !any(seen .== term) {
            seen[edge] = term
            distinct[kind] += 1
            if source.hash == Node.input.hash { onTheInput[kind] += 1 }
        }
    }

    /// SplitMix64's finaliser (Steele, Lea and Flood 2014): nearby words end far apart.
    private static func mix(_ value: UInt64) -> UInt64 {
        var word = value
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
