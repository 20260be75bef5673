import Spaces

/// NASLib's way of naming a cell: six numbers, "(4, 0, 3, 1, 4, 3)".
///
/// NASLib numbers operations its own way and takes the edges by source, not by target as the benchmark
/// writes them (`naslib/search_spaces/nasbench201/conversions.py`, `OP_NAMES` and `EDGE_LIST`; the key is
/// `str` of that tuple, see NASLib issues 144 and 171).
enum NASLibKey {
    static let operations: [Operation] = [
        .skipConnect, .none, .convolution3x3, .convolution1x1, .averagePool3x3,
    ]

    /// Where NASLib's edges stand in the written form: 1-2, 1-3, 1-4, 2-3, 2-4, 3-4 there is 0-1, 0-2, 0-3,
    /// 1-2, 1-3, 2-3 here.
    static let edges = [0, 1, 3, 2, 4, 5]

    /// The cell a key names: NASLib's six numbers in round or square brackets, or the benchmark's written
    /// form. nil for anything else.
    static func cell(_ key: UnsafeBufferPointer<UInt8>) -> Cell? {
        guard let first = key.first, let last = key.last else { return nil }
        guard (first, last) == (0x28, 0x29) || (first, last) == (0x5B, 0x5D) else { return Cell(utf8: key) }
        var found = [Operation](repeating: .none, count: Cell.edgeCount)
        var count = 0
        var digitsExpected = true
        for byte in key.dropFirst().dropLast() {
            switch byte {
            case 0x30...0x34 where digitsExpected && count < edges.count:
                found[edges[count]] = operations[Int(byte) - 0x30]
                count += 1
                digitsExpected = false
            case UInt8(ascii: ",") where !digitsExpected: digitsExpected = true
            case UInt8(ascii: " ") where digitsExpected: break
            default: return nil
            }
        }
        return count == edges.count && !digitsExpected ? Cell(found) : nil
    }
}
