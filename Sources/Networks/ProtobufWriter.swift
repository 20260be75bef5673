/// Writes Protocol Buffers' wire format (protobuf.dev, "Encoding"): the five things that ONNX needs of it.
///
/// By hand, because that is 60 lines: what swift-protobuf generates for onnx.proto is some twenty times as
/// long and takes a minute to build.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    private enum WireType: UInt64 {
        case varint = 0
        case lengthDelimited = 2
        case fourBytes = 5
    }

    /// An int64 or an enum.
    mutating func integer(_ field: Int, _ value: Int) {
        key(field, .varint)
        varint(UInt64(bitPattern: Int64(value)))
    }

    /// Packing repeated numbers is for proto3; ONNX is proto2, where each has its key.
    mutating func integers(_ field: Int, _ values: [Int]) {
        for value in values { integer(field, value) }
    }

    mutating func float(_ field: Int, _ value: Float) {
        key(field, .fourBytes)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func data(_ field: Int, _ value: [UInt8]) {
        key(field, .lengthDelimited)
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    mutating func string(_ field: Int, _ value: String) { data(field, Array(value.utf8)) }

    /// A message within this one.
    mutating func message(_ field: Int, _ fill: (inout ProtobufWriter) -> Void) {
        var inner = ProtobufWriter()
        fill(&inner)
        data(field, inner.bytes)
    }

    private mutating func key(_ field: Int, _ type: WireType) {
        varint(UInt64(truncatingIfNeeded: field) << 3 | type.rawValue)
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
