/// Cuts CSV (RFC 4180) into fields, from bytes: no copy is made and nothing is decoded.
///
/// Records end with LF or CRLF, the last with or without. A field that begins with a quote ends with one;
/// inside, two quotes stand for one and line ends are text. A byte-order mark in front is skipped.
struct CSVScanner {
    /// A field's bytes, `start ..< end`, without the quotes around them.
    struct Field {
        var start: Int
        var end: Int
        /// Whether two quotes inside stand for one.
        var hasDoubledQuotes: Bool
        /// Whether the record ends here.
        var endsRecord: Bool
    }

    struct Fault: Error {
        var line: Int
        var message: String
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    /// The line `position` is on, counted from 1.
    private(set) var line = 1

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    }

    /// Moves past empty lines; true at the end of the text.
    mutating func isAtEnd() -> Bool {
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\n") {
                position += 1
            } else if bytes[position] == UInt8(ascii: "\r"), position + 1 < bytes.count,
                bytes[position + 1] == UInt8(ascii: "\n")
            {
                position += 2
            } else {
                return false
            }
            line += 1
        }
        return true
    }

    mutating func nextField() throws(Fault) -> Field {
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try quotedField() }
        let start = position
        var cursor = start
        while cursor < bytes.count {
            let byte = bytes[cursor]
            if byte == UInt8(ascii: ",") {
                position = cursor + 1
                return Field(start: start, end: cursor, hasDoubledQuotes: false, endsRecord: false)
            }
            if byte == UInt8(ascii: "\n") {
                let carriageReturn = cursor > start && bytes[cursor - 1] == UInt8(ascii: "\r")
                position = cursor + 1
                line += 1
                return Field(
                    start: start, end: carriageReturn ? cursor - 1 : cursor, hasDoubledQuotes: false,
                    endsRecord: true)
            }
            cursor += 1
        }
        position = cursor
        return Field(start: start, end: cursor, hasDoubledQuotes: false, endsRecord: true)
    }

    private mutating func quotedField() throws(Fault) -> Field {
        let opening = line
        let start = position + 1
        var cursor = start
        var doubled = false
        while cursor < bytes.count {
            if bytes[cursor] == UInt8(ascii: "\n") { line += 1 }
            guard bytes[cursor] == UInt8(ascii: "\"") else {
                cursor += 1
                continue
            }
            if cursor + 1 < bytes.count, bytes[cursor + 1] == UInt8(ascii: "\"") {
                doubled = true
                cursor += 2
                continue
            }
            return try close(Field(start: start, end: cursor, hasDoubledQuotes: doubled, endsRecord: false))
        }
        throw Fault(line: opening, message: "a quoted field begins here and never ends")
    }

    /// What stands behind a closing quote: a comma, the record's end, or a mistake.
    private mutating func close(_ quoted: Field) throws(Fault) -> Field {
        var field = quoted
        var next = field.end + 1
        if next < bytes.count, bytes[next] == UInt8(ascii: ",") {
            position = next + 1
            return field
        }
        if next < bytes.count, bytes[next] == UInt8(ascii: "\r") { next += 1 }
        guard next >= bytes.count || bytes[next] == UInt8(ascii: "\n") else {
            throw Fault(line: line, message: "text follows a closing quote; expected ',' or the line's end")
        }
        position = min(next + 1, bytes.count)
        if next < bytes.count { line += 1 }
        field.endsRecord = true
        return field
    }

    /// A field's text. For messages and names; values are read from the bytes.
    func text(_ field: Field) -> String {
        String(decoding: content(field), as: UTF8.self)
    }

    /// A field's bytes with doubled quotes made single.
    func content(_ field: Field) -> [UInt8] {
        let raw = bytes[field.start..<field.end]
        guard field.hasDoubledQuotes else { return Array(raw) }
        var content: [UInt8] = []
        var previousIsQuote = false
        for byte in raw {
            if byte == UInt8(ascii: "\""), previousIsQuote {
                previousIsQuote = false
                continue
            }
            previousIsQuote = byte == UInt8(ascii: "\"")
            content.append(byte)
        }
        return content
    }
}
