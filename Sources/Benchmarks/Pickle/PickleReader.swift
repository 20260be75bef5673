/// Reads Python pickles, protocols 0 to 5, and executes nothing.
///
/// A pickle is a program for a stack machine that may call any function by name. This reader runs the
/// part of it that builds plain values (numbers, strings, lists, tuples, dictionaries) and knows by itself
/// what the few names of `PickleGlobal` would build. Any other opcode or name ends the reading with its
/// name and place. Memory is bounded by the limits below; values stand in an arena and refer to one
/// another by number, so neither cycles nor deep nesting can exhaust the stack.
///
/// The opcodes: Python's `Lib/pickletools.py`.
struct PickleReader {
    /// HW-NAS-Bench's own file has fewer than a million values.
    static let mostValues = 4_000_000
    static let mostReferences = 32_000_000
    static let deepestStack = 1 << 20
    static let mostMarks = 1_000

    var input: PickleInput
    var arena = PickleArena()
    /// Where the opcode being run stands.
    private(set) var opcodeOffset = 0
    var stack: [PickleHandle] = []
    var marks: [Int] = []
    /// Memo entries numbered one after the other, as picklers write them; all others in `sparseMemo`.
    var memo: [PickleHandle] = []
    var sparseMemo: [Int: PickleHandle] = [:]
    var references = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { input = PickleInput(bytes) }

    func failure(_ message: String) -> ByteFault {
        ByteFault(offset: opcodeOffset, message: message)
    }

    /// Runs to the end of the program; the value it leaves.
    mutating func read() throws(ByteFault) -> PickleHandle {
        while true {
            opcodeOffset = input.position
            let opcode = try input.byte()
            if opcode == UInt8(ascii: ".") { return try pop() }
            if try runValue(opcode) { continue }
            if try runContainer(opcode) { continue }
            if try runMemo(opcode) { continue }
            throw failure("the opcode \(PickleOpcode.name(opcode)) is not allowed")
        }
    }

    // MARK: Opcodes

    /// Numbers, strings, frames.
    private mutating func runValue(_ opcode: UInt8) throws(ByteFault) -> Bool {
        switch opcode {
        case 0x80:
            let version = try input.byte()
            guard version <= 5 else { throw failure("protocol \(version), expected at most 5") }
        case 0x95: try input.frame()
        case UInt8(ascii: "N"): try push(.none)
        case 0x88: try push(.bool(true))
        case 0x89: try push(.bool(false))
        case UInt8(ascii: "K"): try push(.integer(try input.number(1)))
        case UInt8(ascii: "M"): try push(.integer(try input.number(2)))
        case UInt8(ascii: "J"):
            try push(.integer(Int(Int32(truncatingIfNeeded: try input.number(4)))))
        case 0x8A: try pushLong(bytes: try input.number(1))
        case 0x8B: try pushLong(bytes: try input.number(4))
        case UInt8(ascii: "G"):
            var word: UInt64 = 0
            for _ in 0..<8 { word = word << 8 | UInt64(try input.byte()) }
            try push(.number(Double(bitPattern: word)))
        case UInt8(ascii: "X"): try push(.text(try input.take(try input.number(4))))
        case 0x8C: try push(.text(try input.take(try input.number(1))))
        case 0x8D: try push(.text(try input.take(try input.number(8))))
        case UInt8(ascii: "B"), UInt8(ascii: "T"): try push(.bytes(try input.take(try input.number(4))))
        case UInt8(ascii: "C"), UInt8(ascii: "U"): try push(.bytes(try input.take(try input.number(1))))
        case 0x8E, 0x96: try push(.bytes(try input.take(try input.number(8))))
        case UInt8(ascii: "I"), UInt8(ascii: "L"), UInt8(ascii: "F"), UInt8(ascii: "V"):
            try push(try writtenValue(opcode))
        default: return false
        }
        return true
    }

    /// Lists, tuples, dictionaries, marks, and what is built by name.
    private mutating func runContainer(_ opcode: UInt8) throws(ByteFault) -> Bool {
        switch opcode {
        case UInt8(ascii: "("):
            guard marks.count < Self.mostMarks else {
                throw failure("more than \(Self.mostMarks) containers are open at once")
            }
            marks.append(stack.count)
        case UInt8(ascii: "0"):
            if let mark = marks.last, mark == stack.count { marks.removeLast() } else { _ = try pop() }
        case UInt8(ascii: "1"): _ = try popToMark()
        case UInt8(ascii: "2"):
            let top = try pop()
            try push(handle: top)
            try push(handle: top)
        case UInt8(ascii: "]"): try push(.list(newSequence([])))
        case UInt8(ascii: "}"): try push(.dictionary(newSequence([])))
        case UInt8(ascii: ")"): try push(.tuple(newSequence([])))
        case 0x85: try pushTuple(of: 1)
        case 0x86: try pushTuple(of: 2)
        case 0x87: try pushTuple(of: 3)
        case UInt8(ascii: "t"): try push(.tuple(newSequence(try popToMark())))
        case UInt8(ascii: "l"): try push(.list(newSequence(try popToMark())))
        case UInt8(ascii: "d"): try push(.dictionary(newSequence(try pairs(try popToMark()))))
        case UInt8(ascii: "a"): try extendList([try pop()])
        case UInt8(ascii: "e"): try extendList(try popToMark())
        case UInt8(ascii: "s"):
            let value = try pop()
            try extendDictionary([try pop(), value])
        case UInt8(ascii: "u"): try extendDictionary(try pairs(try popToMark()))
        case UInt8(ascii: "c"):
            let module = try input.line()
            try push(try global(module: module, name: try input.line()))
        case 0x93:
            let name = try pop()
            guard case .text(let module) = arena[try pop()], case .text(let name) = arena[name] else {
                throw failure("a name to import must be two strings")
            }
            try push(try global(module: module, name: name))
        case UInt8(ascii: "R"):
            let arguments = try pop()
            try push(try reduce(try pop(), arguments))
        case UInt8(ascii: "b"):
            let state = try pop()
            let target = try pop()
            try build(target, state)
            try push(handle: target)
        default: return false
        }
        return true
    }

    private mutating func runMemo(_ opcode: UInt8) throws(ByteFault) -> Bool {
        switch opcode {
        case UInt8(ascii: "p"): try memoize(at: try lineIndex())
        case UInt8(ascii: "q"): try memoize(at: try input.number(1))
        case UInt8(ascii: "r"): try memoize(at: try input.number(4))
        case 0x94: try memoize(at: memo.count + sparseMemo.count)
        case UInt8(ascii: "g"): try recall(try lineIndex())
        case UInt8(ascii: "h"): try recall(try input.number(1))
        case UInt8(ascii: "j"): try recall(try input.number(4))
        default: return false
        }
        return true
    }
}
