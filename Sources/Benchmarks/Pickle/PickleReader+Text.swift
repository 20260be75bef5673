import Records

/// Protocol 0 writes values as lines of text.
extension PickleReader {
    mutating func writtenValue(_ opcode: UInt8) throws(ByteFault) -> PickleValue {
        let place = try input.line()
        var text = input.slice(place)
        switch opcode {
        case UInt8(ascii: "V"): return .text(try unescaped(text))
        case UInt8(ascii: "F"):
            if let value = DecimalNumber.double(text) { return .number(value) }
            switch String(decoding: text, as: UTF8.self) {
            case "nan": return .number(.nan)
            case "inf": return .number(.infinity)
            case "-inf": return .number(-.infinity)
            default: throw failure("a written number is none")
            }
        default:
            // "01" and "00" are how protocol 0 writes truth values, "5L" a long number.
            if opcode == UInt8(ascii: "I"), text.elementsEqual("01".utf8) { return .bool(true) }
            if opcode == UInt8(ascii: "I"), text.elementsEqual("00".utf8) { return .bool(false) }
            if text.last == UInt8(ascii: "L") { text = UnsafeBufferPointer(rebasing: text.dropLast()) }
            guard let value = DecimalNumber.integer(text) else {
                throw failure("a written whole number is none, or beyond 64 bits")
            }
            return .integer(value)
        }
    }

    /// Python's raw-unicode-escape: Latin-1, with \uXXXX and \UXXXXXXXX for the rest.
    private mutating func unescaped(_ text: UnsafeBufferPointer<UInt8>) throws(ByteFault) -> PickleBytes {
        var output: [UInt8] = []
        var position = 0
        while position < text.count {
            var scalar = Unicode.Scalar(text[position])
            let digits =
                text[position] == UInt8(ascii: "\\") && position + 1 < text.count
                ? [UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8][text[position + 1]] : nil
            if let digits {
                let end = position + 2 + digits
                guard end <= text.count,
                    let number = UInt32(
                        String(decoding: text[(position + 2)..<end], as: UTF8.self), radix: 16),
                    let decoded = Unicode.Scalar(number)
                else { throw failure("an escape in a written string is none") }
                scalar = decoded
                position = end
            } else {
                position += 1
            }
            output += Array(String(Character(scalar)).utf8)
        }
        return try derive(output)
    }

    /// Keeps bytes that are not in the file as such. All of them together may not outgrow the file by
    /// much, or a small file that decodes one string over and over could fill the memory.
    mutating func derive(_ bytes: [UInt8]) throws(ByteFault) -> PickleBytes {
        let start = arena.derived.count
        guard start + bytes.count <= 2 * input.bytes.count + 1_024 else {
            throw failure("decoded strings take more room than the file")
        }
        arena.derived += bytes
        return PickleBytes(start: start, count: bytes.count, isDerived: true)
    }
}
