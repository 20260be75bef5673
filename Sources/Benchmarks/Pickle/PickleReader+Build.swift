/// What the allowed names build.
extension PickleReader {
    func global(module: PickleBytes, name: PickleBytes) throws(ByteFault) -> PickleValue {
        let moduleText = text(module)
        let nameText = text(name)
        guard let global = PickleGlobal(module: moduleText, name: nameText) else {
            throw failure(
                "the pickle wants '\(moduleText).\(nameText)', which is not allowed: nothing was run")
        }
        return .global(global)
    }

    /// For messages and names: cut to what any allowed name has.
    private func text(_ place: PickleBytes) -> String {
        String(decoding: bytes(place).prefix(80), as: UTF8.self)
    }

    func bytes(_ place: PickleBytes) -> [UInt8] {
        place.isDerived
            ? Array(arena.derived[place.start..<(place.start + place.count)]) : Array(input.slice(place))
    }

    func tuple(_ handle: PickleHandle) -> [PickleHandle]? {
        guard case .tuple(let place) = arena[handle] else { return nil }
        return arena.sequences[place]
    }

    /// REDUCE: what calling `callable` with these arguments would have made.
    mutating func reduce(
        _ callable: PickleHandle, _ argumentTuple: PickleHandle
    ) throws(ByteFault) -> PickleValue {
        guard case .global(let global) = arena[callable], let arguments = tuple(argumentTuple) else {
            throw failure("\(arena[callable].kindName) is called, expected a class or function with a tuple")
        }
        switch global {
        case .orderedDictionary: return .dictionary(newSequence(try dictionaryItems(arguments)))
        case .bytes where arguments.isEmpty: return .bytes(PickleBytes(start: 0, count: 0))
        case .encode: return .bytes(try latin1(arguments))
        case .elementType:
            guard let first = arguments.first, let place = textOrBytes(first),
                place.count <= 16, let type = NumPyType(bytes(place))
            else { throw failure("numpy.dtype is called with something that names no element type") }
            arena.types.append(type)
            return .elementType(arena.types.count - 1)
        case .reconstructArray:
            guard let first = arguments.first, case .global(.arrayClass) = arena[first] else {
                throw failure("_reconstruct is called for another class than numpy.ndarray")
            }
            arena.arrays.append(NumPyArray())
            return .array(arena.arrays.count - 1)
        case .arrayFromBuffer:
            guard arguments.count >= 4 else { throw failure("_frombuffer is called without a shape") }
            var array = try array(shape: arguments[2], type: arguments[1], elements: arguments[0])
            if let order = textOrBytes(arguments[3]) {
                array.isColumnMajor = bytes(order) == [UInt8(ascii: "F")]
            }
            arena.arrays.append(array)
            return .array(arena.arrays.count - 1)
        case .scalar: return try scalar(arguments)
        case .bytes, .arrayClass: throw failure("a class is called in a way the reader does not know")
        }
    }

    /// BUILD: gives an element type or an array its state; nothing else has any.
    mutating func build(_ target: PickleHandle, _ stateTuple: PickleHandle) throws(ByteFault) {
        guard let state = tuple(stateTuple) else { throw failure("a state is no tuple") }
        switch arena[target] {
        case .elementType(let place): try buildType(at: place, state)
        case .array(let place):
            // The version in front came with NumPy 1.0.
            let fields = state.count == 5 ? Array(state.dropFirst()) : state
            guard fields.count == 4 else { throw failure("an array's state has \(state.count) parts") }
            arena.arrays[place] = try array(shape: fields[0], type: fields[1], elements: fields[3])
            if case .bool(true) = arena[fields[2]] { arena.arrays[place].isColumnMajor = true }
        case let other: throw failure("a state is set on \(other.kindName)")
        }
    }

    private mutating func buildType(at place: Int, _ state: [PickleHandle]) throws(ByteFault) {
        guard state.count >= 6, let order = textOrBytes(state[1]) else {
            throw failure("an element type's state has no byte order")
        }
        arena.types[place].isBigEndian = bytes(order) == [UInt8(ascii: ">")]
        // Texts and records have their size here, not in their name.
        if case .integer(let size) = arena[state[5]], size > 0 { arena.types[place].size = size }
    }

    private func array(
        shape: PickleHandle, type: PickleHandle, elements: PickleHandle
    ) throws(ByteFault) -> NumPyArray {
        guard case .elementType(let place) = arena[type] else {
            throw failure("an array has no element type")
        }
        var array = NumPyArray(type: arena.types[place])
        for length in tuple(shape) ?? [] {
            guard case .integer(let length) = arena[length] else {
                throw failure("an array's shape is wrong")
            }
            array.shape.append(length)
        }
        guard tuple(shape) != nil, array.shape.count <= 32, let count = NumPyArray.count(array.shape) else {
            throw failure("an array's shape is wrong")
        }
        switch arena[elements] {
        case .bytes(let place):
            let size = array.type?.size ?? 0
            let (needed, overflowed) = count.multipliedReportingOverflow(by: size)
            guard !overflowed, needed == place.count, array.type?.isObject == false else {
                throw failure("an array of \(count) elements of \(size) bytes has \(place.count) bytes")
            }
            array.elements = .raw(place)
        case .list(let place):
            guard array.type?.isObject == true, arena.sequences[place].count == count else {
                throw failure("an array of \(count) objects has \(arena.sequences[place].count)")
            }
            array.elements = .objects(place)
        case let other: throw failure("an array's elements are \(other.kindName)")
        }
        return array
    }

    private func scalar(_ arguments: [PickleHandle]) throws(ByteFault) -> PickleValue {
        guard arguments.count == 2, case .elementType(let place) = arena[arguments[0]],
            case .bytes(let raw) = arena[arguments[1]]
        else { throw failure("numpy's scalar is called without an element type and bytes") }
        let type = arena.types[place]
        guard raw.count == type.size else {
            throw failure("a scalar of \(type.size) bytes has \(raw.count)")
        }
        return type.number(bytes(raw)).map { .number($0) } ?? .bytes(raw)
    }

    private mutating func dictionaryItems(_ arguments: [PickleHandle]) throws(ByteFault) -> [PickleHandle] {
        guard let first = arguments.first else { return [] }
        guard arguments.count == 1, case .list(let place) = arena[first] else {
            throw failure("OrderedDict is called with something other than a list of pairs")
        }
        var items: [PickleHandle] = []
        for pair in arena.sequences[place] {
            let parts: [PickleHandle]
            switch arena[pair] {
            case .list(let place), .tuple(let place): parts = arena.sequences[place]
            default: parts = []
            }
            guard parts.count == 2 else {
                throw failure("OrderedDict is called with something that is no pair")
            }
            try count(references: 2)
            items += parts
        }
        return items
    }

    private mutating func latin1(_ arguments: [PickleHandle]) throws(ByteFault) -> PickleBytes {
        guard arguments.count == 2, case .text(let text) = arena[arguments[0]],
            case .text(let encoding) = arena[arguments[1]],
            ["latin1", "latin-1"].contains(self.text(encoding))
        else { throw failure("_codecs.encode is called for something other than text as latin1") }
        // A refusal before the work: decoding one long string again and again costs time too.
        try count(references: 1 + text.count / 64)
        guard let string = String(validating: bytes(text), as: UTF8.self) else {
            throw failure("a string is not valid UTF-8")
        }
        var output: [UInt8] = []
        for scalar in string.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else { throw failure("a string is not Latin-1") }
            output.append(byte)
        }
        return try derive(output)
    }

    private func textOrBytes(_ handle: PickleHandle) -> PickleBytes? {
        switch arena[handle] {
        case .text(let place), .bytes(let place): place
        default: nil
        }
    }
}
