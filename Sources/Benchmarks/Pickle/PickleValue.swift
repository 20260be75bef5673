/// What a pickle may name. Nothing is ever imported or called: these are the shapes the reader knows how
/// to build itself, every other name is refused.
enum PickleGlobal: Equatable {
    case orderedDictionary
    case encode
    case bytes
    case reconstructArray
    case arrayFromBuffer
    case scalar
    case arrayClass
    case elementType

    init?(module: String, name: String) {
        switch (module, name) {
        case ("collections", "OrderedDict"): self = .orderedDictionary
        case ("_codecs", "encode"): self = .encode
        case ("builtins", "bytes"), ("__builtin__", "bytes"): self = .bytes
        case ("numpy.core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "_reconstruct"):
            self = .reconstructArray
        case ("numpy.core.numeric", "_frombuffer"), ("numpy._core.numeric", "_frombuffer"):
            self = .arrayFromBuffer
        case ("numpy.core.multiarray", "scalar"), ("numpy._core.multiarray", "scalar"): self = .scalar
        case ("numpy", "ndarray"): self = .arrayClass
        case ("numpy", "dtype"): self = .elementType
        default: return nil
        }
    }
}

/// Bytes of the pickle itself, or of what `_codecs.encode` made of them.
struct PickleBytes: Equatable {
    var start: Int
    var count: Int
    var isDerived = false
}

/// A value by its place in the arena: values refer to one another by number, so that neither a cycle nor
/// a nest of a million lists can make us recurse.
typealias PickleHandle = Int32

enum PickleValue {
    case none
    case bool(Bool)
    case integer(Int)
    case number(Double)
    /// UTF-8, not yet checked.
    case text(PickleBytes)
    case bytes(PickleBytes)
    /// Positions in `PickleArena.sequences`; a dictionary's holds key, value, key, value …
    case list(Int)
    case tuple(Int)
    case dictionary(Int)
    case global(PickleGlobal)
    /// Positions in `PickleArena.types` and `.arrays`.
    case elementType(Int)
    case array(Int)

    var kindName: String {
        switch self {
        case .none: "None"
        case .bool: "a truth value"
        case .integer: "a whole number"
        case .number: "a number"
        case .text: "a string"
        case .bytes: "bytes"
        case .list: "a list"
        case .tuple: "a tuple"
        case .dictionary: "a dictionary"
        case .global: "a class or function"
        case .elementType: "an array's element type"
        case .array: "an array"
        }
    }
}

/// Everything a pickle holds.
struct PickleArena {
    var values: [PickleValue] = []
    var sequences: [[PickleHandle]] = []
    var types: [NumPyType] = []
    var arrays: [NumPyArray] = []
    /// Bytes that `_codecs.encode` made.
    var derived: [UInt8] = []

    subscript(handle: PickleHandle) -> PickleValue { values[Int(handle)] }
}
