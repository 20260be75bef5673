/// Writes JSON on one line, byte for byte the same for equal values: members sorted by the bytes of
/// their names, no spaces, numbers in the shortest form that reads back to the same value, text as
/// UTF-8 with only what JSON demands escaped (and U+007F to U+009F, so that no terminal obeys them).
public struct JSONWriter {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public init(reserving capacity: Int) { bytes.reserveCapacity(capacity) }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    public mutating func write(_ value: JSON) {
        switch value {
        case .null: append("null")
        case .bool(let flag): append(flag ? "true" : "false")
        case .integer(let number): append(number)
        case .number(let number): append(number)
        case .string(let text): appendQuoted(text)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (position, element) in elements.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                write(element)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            write(members: members.sorted { Self.precedes($0.name, $1.name) })
        }
    }

    /// Writes an object whose members stand in the order given.
    public mutating func write(members: [JSON.Member]) {
        bytes.append(UInt8(ascii: "{"))
        for (position, member) in members.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            appendQuoted(member.name)
            bytes.append(UInt8(ascii: ":"))
            write(member.value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    public mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

    /// Byte order, not Swift's Unicode order: what jq and Python sort by.
    static func precedes(_ left: String, _ right: String) -> Bool {
        // Mostly the first bytes tell already.
        if let first = left.utf8.first, let second = right.utf8.first, first != second {
            return first < second
        }
        return left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ number: Int) {
        bytes.append(contentsOf: String(number).utf8)
    }

    private mutating func append(_ number: Double) {
        guard number.isFinite else { return append("null") }
        bytes.append(contentsOf: number.description.utf8)
    }

    private mutating func appendQuoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var plain = 0
            var position = 0
            while position < utf8.count {
                let byte = utf8[position]
                // U+0080 to U+009F are C2 80 to C2 9F in UTF-8.
                let isHighControl =
                    byte == 0xC2 && position + 1 < utf8.count && utf8[position + 1] < 0xA0
                guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || isHighControl
                else {
                    position += 1
                    continue
                }
                bytes.append(contentsOf: utf8[plain..<position])
                if isHighControl {
                    position += 1
                    appendEscape(UInt16(utf8[position]))
                } else {
                    appendEscaped(byte)
                }
                position += 1
                plain = position
            }
            bytes.append(contentsOf: utf8[plain..<utf8.count])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case 0x22: append("\\\"")
        case 0x5C: append("\\\\")
        case 0x0A: append("\\n")
        case 0x0D: append("\\r")
        case 0x09: append("\\t")
        default: appendEscape(UInt16(byte))
        }
    }

    private mutating func appendEscape(_ unit: UInt16) {
        append("\\u")
        for shift in [12, 8, 4, 0] as [UInt16] {
            let digit = UInt8(truncatingIfNeeded: (unit >> shift) & 0xF)
            bytes.append(digit < 10 ? 0x30 + digit : 0x61 + digit - 10)
        }
    }
}
