import Foundation
import TestSupport
import Testing

@testable import Records

/// Random JSON values: every kind, hostile text, the edges of both kinds of number.
struct RandomJSON {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func value(depth: Int = 0) -> JSON {
        switch Int.random(in: 0..<(depth < 5 ? 9 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(integer())
        case 3: return .number(double())
        case 4, 5: return .string(string())
        case 6:
            return .array((0..<Int.random(in: 0...5, using: &random)).map { _ in value(depth: depth + 1) })
        default:
            // Now and then more members than the parser looks through one by one.
            let count =
                Int.random(in: 0...19, using: &random) == 0 ? 40 : Int.random(in: 0...5, using: &random)
            let names = Set((0..<count).map { _ in string() })
            return .object(names.map { JSON.Member($0, value(depth: depth + 1)) })
        }
    }

    mutating func integer() -> Int {
        let word = random.next()
        return [Int.min, Int.max, 0, -1, Int(word % 2_000) - 1_000, Int(bitPattern: UInt(word))][
            Int(word % 6)]
    }

    /// Any finite double at all: every bit pattern is as likely as every other.
    mutating func double() -> Double {
        while true {
            let value = Double(bitPattern: random.next())
            if value.isFinite { return value }
        }
    }

    mutating func string() -> String {
        let alphabets: [ClosedRange<UInt32>] = [
            0x61...0x7A, 0x61...0x7A, 0x00...0x2F, 0x5B...0x5E, 0x7E...0xA1, 0x300...0x310, 0x2027...0x202A,
            0xD7F0...0xD7FF, 0xE000...0xE00F, 0x1F600...0x1F610, 0x10FFF0...0x10FFFF,
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let alphabet = alphabets[Int.random(in: alphabets.indices, using: &random)]
            if let scalar = Unicode.Scalar(UInt32.random(in: alphabet, using: &random)) {
                text.append(scalar)
            }
        }
        return String(text)
    }
}

/// Whether two values are the same to the last byte and bit, whatever the order of members. `==` follows
/// Unicode, by which different texts may be equal, and takes -0 for 0.
func same(_ left: JSON, _ right: JSON) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): return left.bitPattern == right.bitPattern
    case (.string(let left), .string(let right)): return Array(left.utf8) == Array(right.utf8)
    case (.array(let left), .array(let right)):
        return left.count == right.count && zip(left, right).allSatisfy(same)
    case (.object(let left), .object(let right)):
        func sorted(_ members: [JSON.Member]) -> [JSON.Member] {
            members.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
        }
        return left.count == right.count
            && zip(sorted(left), sorted(right)).allSatisfy {
                Array($0.name.utf8) == Array($1.name.utf8) && same($0.value, $1.value)
            }
    default: return left == right
    }
}

/// The message a text is refused with, or "accepted".
func refusal(_ text: String) -> String { refusal(Array(text.utf8)) }

func refusal(_ bytes: [UInt8]) -> String {
    do {
        _ = try JSONParser.parse(bytes)
        return "accepted"
    } catch {
        return error.description
    }
}

/// Where Foundation reads the same text; nil where it refuses. It keeps one of two members of a name.
func foundation(_ bytes: [UInt8]) -> Any? {
    try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
}

/// A folder beside `Tests`, whatever links lead here.
func packageFolder(_ name: String) -> URL {
    URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent(name)
}
