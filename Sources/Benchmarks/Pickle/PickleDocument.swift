import Spaces

/// A pickle that has been read, for looking things up in.
struct PickleDocument {
    let root: PickleHandle
    private let arena: PickleArena
    private let bytes: UnsafeBufferPointer<UInt8>

    /// Reads a whole pickle. `bytes` must outlive the document.
    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(ByteFault) {
        var reader = PickleReader(bytes)
        root = try reader.read()
        arena = reader.arena
        self.bytes = bytes
    }

    func kindName(_ handle: PickleHandle) -> String { arena[handle].kindName }

    /// A dictionary's entries whose keys are strings, in the file's order.
    func members(_ handle: PickleHandle) -> [(name: String, value: PickleHandle)] {
        guard case .dictionary(let place) = arena[handle] else { return [] }
        let items = arena.sequences[place]
        return stride(from: 0, to: items.count - 1, by: 2).compactMap { position in
            string(items[position]).map { ($0, items[position + 1]) }
        }
    }

    /// The value of a string key; of several the last, as in Python.
    func member(_ name: StaticString, of handle: PickleHandle) -> PickleHandle? {
        guard case .dictionary(let place) = arena[handle] else { return nil }
        let items = arena.sequences[place]
        for position in stride(from: items.count - 2, through: 0, by: -2) {
            guard let key = raw(items[position]) else { continue }
            let matches = name.withUTF8Buffer { $0.elementsEqual(key) }
            if matches { return items[position + 1] }
        }
        return nil
    }

    /// A string, or the bytes of one that Python 2 wrote; nil where it is neither, or not UTF-8.
    func string(_ handle: PickleHandle) -> String? {
        raw(handle).flatMap { String(validating: $0, as: UTF8.self) }
    }

    private func raw(_ handle: PickleHandle) -> [UInt8]? {
        switch arena[handle] {
        case .text(let place), .bytes(let place):
            place.isDerived
                ? Array(arena.derived[place.start..<(place.start + place.count)])
                : Array(bytes[place.start..<(place.start + place.count)])
        default: nil
        }
    }

    /// Values by index, of a list, a tuple, an array of objects or a dictionary whose keys are whole
    /// numbers; nil for anything else, and where there are more than the space has cells.
    func indexed(_ handle: PickleHandle) -> [PickleHandle?]? {
        switch arena[handle] {
        case .list(let place), .tuple(let place): numbered(arena.sequences[place])
        case .array(let place):
            if case .objects(let objects) = arena.arrays[place].elements {
                numbered(arena.sequences[objects])
            } else {
                nil
            }
        case .dictionary(let place): keyed(arena.sequences[place])
        default: nil
        }
    }

    private func numbered(_ items: [PickleHandle]) -> [PickleHandle?]? {
        items.count <= Cell.count ? items : nil
    }

    private func keyed(_ items: [PickleHandle]) -> [PickleHandle?]? {
        var values: [PickleHandle?] = []
        for position in stride(from: 0, to: items.count - 1, by: 2) {
            guard case .integer(let index) = arena[items[position]], index >= 0, index < Cell.count else {
                return nil
            }
            while values.count <= index { values.append(nil) }
            values[index] = items[position + 1]
        }
        return values
    }

    /// Numbers by index, of whatever `indexed` takes or a one-dimensional array of numbers; NaN for None.
    /// nil where anything else is among them.
    func numbers(_ handle: PickleHandle) -> [Double]? {
        if case .array(let place) = arena[handle], case .raw(let raw) = arena.arrays[place].elements {
            return numbers(arena.arrays[place], raw)
        }
        guard let items = indexed(handle) else { return nil }
        var numbers: [Double] = []
        numbers.reserveCapacity(items.count)
        for item in items {
            guard let item else {
                numbers.append(.nan)
                continue
            }
            guard let number = number(item) else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    /// A list of whole numbers of any length; nil for anything else.
    func wholeNumbers(_ handle: PickleHandle) -> [Int]? {
        guard case .list(let place) = arena[handle] else { return nil }
        var numbers: [Int] = []
        for item in arena.sequences[place] {
            guard case .integer(let number) = arena[item] else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    /// An array of bytes in two dimensions; nil for anything else.
    func byteRows(_ handle: PickleHandle) -> ByteRows? {
        guard case .array(let place) = arena[handle], case .raw(let raw) = arena.arrays[place].elements,
            let type = arena.arrays[place].type, type.kind == UInt8(ascii: "u"), type.size == 1
        else { return nil }
        let shape = arena.arrays[place].shape
        guard shape.count == 2, !arena.arrays[place].isColumnMajor, shape[0] >= 0, shape[1] > 0,
            shape[0] <= raw.count / shape[1]
        else { return nil }
        let all = raw.isDerived ? Array(arena.derived[raw.start..<raw.start + raw.count])[...] : nil
        return ByteRows(count: shape[0], columns: shape[1]) { row in
            let start = row * shape[1]
            if let all { return Array(all[start..<start + shape[1]]) }
            return Array(bytes[raw.start + start..<raw.start + start + shape[1]])
        }
    }

    struct ByteRows {
        var count: Int
        var columns: Int
        /// A row below `count`.
        var row: (Int) -> [UInt8]
    }

    private func numbers(_ array: NumPyArray, _ raw: PickleBytes) -> [Double]? {
        guard array.shape.count == 1, let count = array.shape.first, count <= Cell.count,
            let type = array.type, type.size > 0, type.size <= 8
        else { return nil }
        var numbers: [Double] = []
        numbers.reserveCapacity(count)
        for index in 0..<count {
            let place = PickleBytes(
                start: raw.start + index * type.size, count: type.size, isDerived: raw.isDerived)
            guard let number = element(type, place) else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private func element(_ type: NumPyType, _ place: PickleBytes) -> Double? {
        let end = place.start + place.count
        return place.isDerived
            ? type.number(arena.derived[place.start..<end]) : type.number(bytes[place.start..<end])
    }

    private func number(_ handle: PickleHandle) -> Double? {
        switch arena[handle] {
        case .none: return .nan
        case .integer(let value): return Double(value)
        case .number(let value): return value
        case .array(let place):
            // What `numpy.array(3.5)` pickles to: an array without dimensions.
            let array = arena.arrays[place]
            guard array.shape.isEmpty, case .raw(let raw) = array.elements, let type = array.type else {
                return nil
            }
            return element(type, raw)
        default: return nil
        }
    }
}
