/// A model as ONNX has it (onnx.ai, onnx.proto, whose field numbers these are), ready to be written: operators by
/// name, tensors with their values, what goes in and what comes out. Knows of no architecture.
struct ONNXDocument: Sendable {
    enum Attribute: Sendable {
        case float(Float)
        case integer(Int)
        case integers([Int])
    }

    /// One step. It is named for its first output.
    struct Node: Sendable {
        var operation: String
        var inputs: [String]
        var outputs: [String]
        var attributes: [(name: String, value: Attribute)] = []
    }

    /// A constant. Its bytes are made when it is written, so that no two large ones are held at once.
    struct Tensor: Sendable {
        enum Kind: Int, Sendable {
            case float = 1
            case int32 = 6
            case int64 = 7
        }
        var name: String
        var shape: [Int]
        var kind: Kind = .float
        /// Row by row, little endian.
        var bytes: @Sendable () -> [UInt8]
    }

    enum Dimension: Sendable, Equatable {
        case named(String)
        case fixed(Int)
    }

    /// An input or an output, of 32-bit floats.
    struct Port: Sendable {
        var name: String
        var shape: [Dimension]
    }

    var irVersion: Int
    var opset: Int
    var producer = "pelnas"
    var documentation: String
    var name: String
    var metadata: [(name: String, value: String)]
    var nodes: [Node] = []
    var tensors: [Tensor] = []
    var inputs: [Port] = []
    var outputs: [Port] = []

    /// The file's content.
    var bytes: [UInt8] {
        var model = ProtobufWriter()
        model.integer(1, irVersion)
        model.string(2, producer)
        model.string(6, documentation)
        model.message(7, write)
        model.message(8) { $0.integer(2, opset) }
        for property in metadata {
            model.message(14) {
                $0.string(1, property.name)
                $0.string(2, property.value)
            }
        }
        return model.bytes
    }

    private func write(_ writer: inout ProtobufWriter) {
        for node in nodes { writer.message(1) { Self.write(node, &$0) } }
        writer.string(2, name)
        for tensor in tensors { writer.message(5) { Self.write(tensor, &$0) } }
        for input in inputs { writer.message(11) { Self.write(input, &$0) } }
        for output in outputs { writer.message(12) { Self.write(output, &$0) } }
    }

    private static func write(_ node: Node, _ writer: inout ProtobufWriter) {
        for input in node.inputs { writer.string(1, input) }
        for output in node.outputs { writer.string(2, output) }
        if let first = node.outputs.first { writer.string(3, first) }
        writer.string(4, node.operation)
        for attribute in node.attributes {
            writer.message(5) {
                $0.string(1, attribute.name)
                switch attribute.value {
                case .float(let value):
                    $0.float(2, value)
                    $0.integer(20, 1)
                case .integer(let value):
                    $0.integer(3, value)
                    $0.integer(20, 2)
                case .integers(let values):
                    $0.integers(8, values)
                    $0.integer(20, 7)
                }
            }
        }
    }

    private static func write(_ tensor: Tensor, _ writer: inout ProtobufWriter) {
        writer.integers(1, tensor.shape)
        writer.integer(2, tensor.kind.rawValue)
        writer.string(8, tensor.name)
        writer.data(9, tensor.bytes())
    }

    private static func write(_ port: Port, _ writer: inout ProtobufWriter) {
        writer.string(1, port.name)
        writer.message(2) { type in
            type.message(1) { tensor in
                tensor.integer(1, 1)
                tensor.message(2) { shape in
                    for dimension in port.shape {
                        shape.message(1) {
                            switch dimension {
                            case .named(let name): $0.string(2, name)
                            case .fixed(let count): $0.integer(1, count)
                            }
                        }
                    }
                }
            }
        }
    }
}
