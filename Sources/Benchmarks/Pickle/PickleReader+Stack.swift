import Records

/// The stack, the containers taken from it and put on it, and the memo.
extension PickleReader {
    // MARK: Stack

    mutating func newValue(_ value: PickleValue) throws(ByteFault) -> PickleHandle {
        guard arena.values.count < Self.mostValues else {
            throw failure("more than \(Self.mostValues) values")
        }
        arena.values.append(value)
        return PickleHandle(arena.values.count - 1)
    }

    mutating func push(_ value: PickleValue) throws(ByteFault) {
        try push(handle: try newValue(value))
    }

    mutating func push(handle: PickleHandle) throws(ByteFault) {
        guard stack.count < Self.deepestStack else {
            throw failure("more than \(Self.deepestStack) values wait on the stack")
        }
        try count(references: 1)
        stack.append(handle)
    }

    /// Every reference costs a push or a copy, so counting these bounds what containers can grow to.
    mutating func count(references more: Int) throws(ByteFault) {
        references += more
        guard references <= Self.mostReferences else {
            throw failure("more than \(Self.mostReferences) references")
        }
    }

    mutating func pop() throws(ByteFault) -> PickleHandle {
        guard stack.count > marks.last ?? 0, let top = stack.popLast() else {
            throw failure("a value is taken that is not there")
        }
        return top
    }

    mutating func popToMark() throws(ByteFault) -> [PickleHandle] {
        guard let mark = marks.popLast(), mark <= stack.count else {
            throw failure("a container is closed that was not opened")
        }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[mark...])
    }

    func pairs(_ items: [PickleHandle]) throws(ByteFault) -> [PickleHandle] {
        guard items.count.isMultiple(of: 2) else { throw failure("a dictionary's key has no value") }
        return items
    }

    // MARK: Containers

    mutating func newSequence(_ items: [PickleHandle]) -> Int {
        arena.sequences.append(items)
        return arena.sequences.count - 1
    }

    mutating func pushTuple(of count: Int) throws(ByteFault) {
        var items: [PickleHandle] = []
        for _ in 0..<count { items.append(try pop()) }
        try push(.tuple(newSequence(items.reversed())))
    }

    mutating func extendList(_ items: [PickleHandle]) throws(ByteFault) {
        let target = try pop()
        guard case .list(let place) = arena[target] else {
            throw failure("something is appended to \(arena[target].kindName)")
        }
        arena.sequences[place] += items
        try push(handle: target)
    }

    mutating func extendDictionary(_ items: [PickleHandle]) throws(ByteFault) {
        let target = try pop()
        guard case .dictionary(let place) = arena[target] else {
            throw failure("a key is set on \(arena[target].kindName)")
        }
        arena.sequences[place] += items
        try push(handle: target)
    }

    // MARK: Memo

    mutating func memoize(at index: Int) throws(ByteFault) {
        guard stack.count > marks.last ?? 0, let top = stack.last else {
            throw failure("a value is remembered that is not there")
        }
        guard memo.count + sparseMemo.count < Self.mostValues else {
            throw failure("more than \(Self.mostValues) remembered values")
        }
        if index < memo.count {
            memo[index] = top
        } else if index == memo.count, sparseMemo.isEmpty {
            memo.append(top)
        } else {
            sparseMemo[index] = top
        }
    }

    mutating func recall(_ index: Int) throws(ByteFault) {
        guard let handle = index < memo.count ? memo[index] : sparseMemo[index] else {
            throw failure("the value remembered as number \(index) is not there")
        }
        try push(handle: handle)
    }

    mutating func lineIndex() throws(ByteFault) -> Int {
        let line = try input.line()
        guard let index = DecimalNumber.integer(input.slice(line)), index >= 0 else {
            throw failure("a remembered value's number is no whole number")
        }
        return index
    }

    // MARK: Numbers

    /// A two's complement number of any length; only those that fit an Int are ours to read.
    mutating func pushLong(bytes count: Int) throws(ByteFault) {
        let place = try input.take(count)
        guard count <= 8 else { throw failure("a whole number of \(count) bytes, expected at most 8") }
        var word: UInt64 = 0
        for (position, byte) in input.slice(place).enumerated() {
            word |= UInt64(byte) << UInt64(position * 8)
        }
        let unused = Int64(64 - count * 8)
        try push(.integer(count == 0 ? 0 : Int((Int64(bitPattern: word) << unused) >> unused)))
    }
}
