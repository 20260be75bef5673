import Records
import Spaces

/// A case: a good input with some things wrong. The seed, the target and the number alone decide it.
struct Damage {
    /// From here on the memory that an input takes is measured.
    static let largeBytes = 1 << 18

    private let target: FuzzTarget
    private var random: RandomStream

    init(seed: Int, target: FuzzTarget, number: Int) {
        self.target = target
        random = RandomStream(seed: seed, "fuzz", target.name, "\(number)")
    }

    /// Some numbers that are at the end of something.
    private static let numbers = [
        "0", "-0", "-1", "1", "255", "256", "65536", "2147483647", "2147483648", "4294967296",
        "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "18446744073709551616", "1e308", "1e309", "-1e-400",
        "0.1", "1e5",
        "NaN", "Infinity", "0x10", "1_000", "000", "1.", ".5", "99999999999999999999999999999999",
    ].map { Array($0.utf8) }

    mutating func input() -> [UInt8] {
        var bytes = random.pick(target.samples) ?? []
        if target.isJSON, random.below(2) == 0 { bytes = withDamagedMember(bytes) }
        // One time in many the input is only what the format's words make.
        if random.below(50) == 0 {
            bytes = (0..<random.below(60)).flatMap { _ in random.pick(target.words) ?? [] }
        }
        for _ in 0..<random.below(4) { damage(&bytes) }
        if random.below(400) == 0 { grow(&bytes) }
        return bytes
    }

    // MARK: Bytes

    private mutating func damage(_ bytes: inout [UInt8]) {
        let place = random.below(bytes.count + 1)
        switch random.below(12) {
        case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8(random.below(8)) }
        case 1: if place < bytes.count { bytes[place] = UInt8(random.below(256)) }
        case 2: bytes.removeSubrange(range(from: place, in: bytes))
        case 3: bytes.insert(contentsOf: random.pick(target.words) ?? [], at: place)
        case 4: bytes.insert(contentsOf: bytes[range(from: place, in: bytes)], at: place)
        case 5: bytes.removeSubrange(place...)
        case 6: replaceNumber(&bytes, from: place)
        case 7:
            bytes.insert(
                contentsOf: Array(bytes[range(from: place, in: bytes)].reversed()),
                at: random.below(bytes.count + 1))
        case 8: moveLine(&bytes, from: place)
        case 9: splice(&bytes, at: place)
        case 10: bytes.insert(contentsOf: (0..<8).map { _ in UInt8(random.below(2) * 255) }, at: place)
        default: bytes.insert(contentsOf: random.pick(Self.numbers) ?? [], at: place)
        }
    }

    private mutating func range(from place: Int, in bytes: [UInt8]) -> Range<Int> {
        place..<min(bytes.count, place + 1 + random.below(random.below(8) == 0 ? 2_000 : 12))
    }

    /// The next number in digits becomes another.
    private mutating func replaceNumber(_ bytes: inout [UInt8], from place: Int) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let start = bytes[place...].firstIndex(where: digits.contains) else { return }
        let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: random.pick(Self.numbers) ?? [])
    }

    /// A line stands elsewhere too, or no more.
    private mutating func moveLine(_ bytes: inout [UInt8], from place: Int) {
        let newline = UInt8(ascii: "\n")
        let start = bytes[..<place].lastIndex(of: newline).map { $0 + 1 } ?? 0
        let end = bytes[place...].firstIndex(of: newline).map { $0 + 1 } ?? bytes.count
        let line = Array(bytes[start..<end])
        if random.below(3) > 0 { bytes.removeSubrange(start..<end) }
        let other = random.below(bytes.count + 1)
        let goal = bytes[..<other].lastIndex(of: newline).map { $0 + 1 } ?? 0
        if random.below(3) > 0 { bytes.insert(contentsOf: line, at: goal) }
    }

    /// From here on it is another sample, from anywhere in that.
    private mutating func splice(_ bytes: inout [UInt8], at place: Int) {
        guard let other = random.pick(target.samples) else { return }
        bytes.replaceSubrange(place..., with: other[random.below(other.count + 1)...])
    }

    /// A part of it stands very often.
    private mutating func grow(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let place = random.below(bytes.count)
        let part = Array(bytes[range(from: place, in: bytes)])
        let wanted = Self.largeBytes << (random.below(8) == 0 ? 6 : random.below(3))
        guard bytes.count < wanted, !part.isEmpty else { return }
        var more: [UInt8] = []
        more.reserveCapacity(wanted)
        while more.count < wanted { more += part }
        bytes.insert(contentsOf: more, at: place)
    }

    // MARK: Members

    private mutating func withDamagedMember(_ bytes: [UInt8]) -> [UInt8] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(
            Array.init)
        let number = random.below(lines.count)
        guard let value = try? JSONParser.parse(lines[number]) else { return bytes }
        lines[number] = Array(damaged(value, depth: 0).text.utf8)
        return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    private mutating func damaged(_ value: JSON, depth: Int) -> JSON {
        if depth > 0, random.below(depth == 1 ? 3 : 2) == 0 { return other(than: value) }
        switch value {
        case .object(var members) where !members.isEmpty:
            let place = random.below(members.count)
            switch random.below(8) {
            case 0: members.remove(at: place)
            case 1: members[place].name += random.below(2) == 0 ? "s" : "\u{1B}"
            case 2: members.append(.init("x\(random.below(100))", members[place].value))
            default: members[place].value = damaged(members[place].value, depth: depth + 1)
            }
            return .object(members)
        case .array(var elements) where !elements.isEmpty:
            let place = random.below(elements.count)
            switch random.below(6) {
            case 0: elements.remove(at: place)
            case 1: elements += Array(repeating: elements[place], count: random.below(200))
            default: elements[place] = damaged(elements[place], depth: depth + 1)
            }
            return .array(elements)
        default: return other(than: value)
        }
    }

    private mutating func other(than value: JSON) -> JSON {
        switch random.below(14) {
        case 0: .null
        case 1: .bool(random.below(2) == 0)
        case 2: .integer(random.pick([0, -1, 1, .max, .min, 1 << 31, 1 << 53, 15_625, 101, -32_768]) ?? 0)
        case 3:
            .number(random.pick([-0.0, 1e308, -1e308, .leastNonzeroMagnitude, 100.000001, 0.1, 1e-9]) ?? 0)
        case 4: .string("")
        case 5: .string(String(decoding: random.pick(target.words) ?? [], as: UTF8.self))
        case 6:
            .string(
                String(
                    repeating: random.pick(["a", "\u{1B}[2J", "é", "\u{202E}", "\0", "|", "😀"]) ?? "",
                    count: 1 + random.below(5_000)))
        case 7: .array([])
        case 8: .object([])
        case 9: .array([value, value])
        case 10: .object([.init("a", value)])
        case 11: value.integer.map { .integer($0 &+ 1 &- random.below(3)) } ?? .integer(random.below(20))
        case 12: value.string.map { .string($0 + $0) } ?? .string("1")
        default: value.number.map { .number(-$0) } ?? .array([.null])
        }
    }
}
