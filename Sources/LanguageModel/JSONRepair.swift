import Records

/// One pass over JSON as models write it, which writes it again as RFC 8259 has it.
///
/// Taken as meant: trailing and missing commas, `//` and `/* */` comments, Python's `True`, `False`, `None` and `NaN`,
/// raw line breaks and other control characters in strings, backslashes that escape nothing, halves of surrogate
/// pairs, and numbers JSON does not know (kept as strings). Not taken: single quotes and names without
/// quotes, which in prose are apostrophes and words.
///
/// Where the text ends or breaks off, what is kept are the complete members before that, and of the outermost
/// list that is open there its complete elements: half an element is worse than none, for it reads as if it
/// were whole.
///
/// No recursion; time linear in what is read.
struct JSONRepair {
    enum Outcome: Equatable {
        /// A whole value; reading may go on at that byte.
        case complete(end: Int)
        /// Complete elements up to that byte, and then no JSON.
        case brokenOff(end: Int)
        /// Nothing to keep. `atEnd`: because the text ended.
        case nothing(atEnd: Bool)
    }

    /// The strict text of what was kept.
    private(set) var output: [UInt8] = []
    /// The byte reading stopped at.
    private(set) var position: Int

    private let input: UnsafeBufferPointer<UInt8>
    private let maximumDepth: Int
    /// The closing brackets still owed, innermost last.
    private var owed: [UInt8] = []
    /// How many of `owed` are owed within the outermost open list, its own included.
    private var outermostList: Int?
    /// Where the last member or element ends that may be kept, and how many brackets are owed there.
    private var kept: (input: Int, output: Int, owed: Int)?

    private enum Expectation { case value, name, colon, separator }

    init(_ input: UnsafeBufferPointer<UInt8>, from position: Int, maximumDepth: Int) {
        self.input = input
        self.position = position
        self.maximumDepth = maximumDepth
    }

    /// Reads the object or list that begins at `position`. Call it once.
    mutating func run() -> Outcome {
        var expectation = Expectation.value
        while skipGap(), let byte = current {
            let next: Expectation?
            switch expectation {
            case .value: next = value(byte)
            case .name: next = name(byte)
            case .colon: next = byte == UInt8(ascii: ":") ? copy(byte, then: .value) : nil
            case .separator: next = separator(byte)
            }
            guard let next else { return brokenOff(atEnd: false) }
            if next == .separator {
                if owed.isEmpty { return .complete(end: position) }
                if owed.count == outermostList ?? owed.count {
                    kept = (position, output.count, owed.count)
                }
            }
            expectation = next
        }
        return brokenOff(atEnd: true)
    }

    private var current: UInt8? { position < input.count ? input[position] : nil }

    private mutating func brokenOff(atEnd: Bool) -> Outcome {
        guard let kept else {
            return .nothing(atEnd: atEnd || position >= input.count)
        }
        output.removeSubrange(kept.output...)
        output.append(contentsOf: owed.prefix(kept.owed).reversed())
        return .brokenOff(end: kept.input)
    }

    // MARK: Structure

    private mutating func value(_ byte: UInt8) -> Expectation? {
        switch byte {
        case UInt8(ascii: "{"): open(byte, closing: UInt8(ascii: "}")) ? .name : nil
        case UInt8(ascii: "["): open(byte, closing: UInt8(ascii: "]")) ? .value : nil
        case UInt8(ascii: "]"): close(byte) ? .separator : nil
        case UInt8(ascii: "\""): string() ? .separator : nil
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
            number() ? .separator : nil
        default: word() ? .separator : nil
        }
    }

    private mutating func name(_ byte: UInt8) -> Expectation? {
        if byte == UInt8(ascii: "\"") { return string() ? .colon : nil }
        return close(byte) ? .separator : nil
    }

    private mutating func separator(_ byte: UInt8) -> Expectation? {
        if byte == UInt8(ascii: ",") {
            return copy(byte, then: owed.last == UInt8(ascii: "]") ? .value : .name)
        }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
            // A comma left out between two elements or members.
            output.append(UInt8(ascii: ","))
            return owed.last == UInt8(ascii: "]") ? value(byte) : name(byte)
        }
        return close(byte) ? .separator : nil
    }

    private mutating func copy(_ byte: UInt8, then next: Expectation) -> Expectation {
        output.append(byte)
        position += 1
        return next
    }

    private mutating func open(_ byte: UInt8, closing: UInt8) -> Bool {
        guard owed.count < maximumDepth else { return false }
        output.append(byte)
        position += 1
        owed.append(closing)
        if closing == UInt8(ascii: "]"), outermostList == nil { outermostList = owed.count }
        return true
    }

    private mutating func close(_ byte: UInt8) -> Bool {
        guard byte == owed.last else { return false }
        if owed.count == outermostList { outermostList = nil }
        owed.removeLast()
        if output.last == UInt8(ascii: ",") { output.removeLast() }
        output.append(byte)
        position += 1
        return true
    }

    // MARK: Gaps, words and numbers

    /// Skips white space and comments; false at the end of the text.
    private mutating func skipGap() -> Bool {
        while let byte = current {
            switch byte {
            case 0x09, 0x0A, 0x0D, 0x20: position += 1
            case UInt8(ascii: "/"):
                guard skipComment() else { return true }
            default: return true
            }
        }
        return false
    }

    private mutating func skipComment() -> Bool {
        guard position + 1 < input.count else { return false }
        switch input[position + 1] {
        case UInt8(ascii: "/"):
            while let byte = current, byte != 0x0A { position += 1 }
            return true
        case UInt8(ascii: "*"):
            position += 2
            while position < input.count {
                position += 1
                if input[position - 1] == UInt8(ascii: "/"), input[position - 2] == UInt8(ascii: "*") {
                    break
                }
            }
            return true
        default: return false
        }
    }

    private static let words: [(written: [UInt8], meant: [UInt8])] = [
        ("true", "true"), ("false", "false"), ("null", "null"), ("True", "true"), ("False", "false"),
        ("None", "null"), ("NaN", "null"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    private mutating func word() -> Bool {
        let start = position
        while let byte = current, isLetter(byte), position - start < 6 { position += 1 }
        let found = input[start..<position]
        guard let word = Self.words.first(where: { found.elementsEqual($0.written) }) else { return false }
        output.append(contentsOf: word.meant)
        return true
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// A number ends where something else begins: at the end of the text it may be half a number.
    private mutating func number() -> Bool {
        let start = position
        while let byte = current, isLetter(byte) || isPartOfNumber(byte) { position += 1 }
        guard position < input.count, input[start..<position].contains(where: isDigit) else { return false }
        let digits = UnsafeBufferPointer(rebasing: input[start..<position])
        let isNumber = (try? JSONParser.parse(digits)) != nil
        if !isNumber { output.append(UInt8(ascii: "\"")) }
        output.append(contentsOf: digits)
        if !isNumber { output.append(UInt8(ascii: "\"")) }
        return true
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private func isPartOfNumber(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: ".")
    }

    // MARK: Strings

    private mutating func string() -> Bool {
        var plain = position
        position += 1
        while position < input.count {
            switch input[position] {
            case UInt8(ascii: "\""):
                position += 1
                output.append(contentsOf: input[plain..<position])
                return true
            case UInt8(ascii: "\\"):
                output.append(contentsOf: input[plain..<position])
                escape()
                plain = position
            case let control where control < 0x20:
                output.append(contentsOf: input[plain..<position])
                position += 1
                appendEscape(UInt16(control))
                plain = position
            default: position += 1
            }
        }
        return false
    }

    private mutating func escape() {
        position += 1
        guard let byte = current else { return }
        switch byte {
        case UInt8(ascii: "u"):
            guard let first = unit(at: position + 1) else { return }
            position += 5
            if (0xD800..<0xDC00).contains(first), position + 1 < input.count,
                input[position] == UInt8(ascii: "\\"), input[position + 1] == UInt8(ascii: "u"),
                let second = unit(at: position + 2), (0xDC00..<0xE000).contains(second)
            {
                position += 6
                appendEscape(first)
                appendEscape(second)
            } else {
                appendEscape((0xD800..<0xE000).contains(first) ? 0xFFFD : first)
            }
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            output.append(UInt8(ascii: "\\"))
            output.append(byte)
            position += 1
        default:
            // `\_` of Markdown, `\'` of Python: the character itself, which the caller's loop reads next.
            return
        }
    }

    /// The UTF-16 unit of four hexadecimal digits.
    private func unit(at start: Int) -> UInt16? {
        guard start + 4 <= input.count else { return nil }
        var value: UInt16 = 0
        for byte in input[start..<(start + 4)] {
            guard byte < 0x80, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }

    private mutating func appendEscape(_ unit: UInt16) {
        output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
        for shift in [12, 8, 4, 0] as [UInt16] {
            let digit = UInt8(truncatingIfNeeded: (unit >> shift) & 0xF)
            output.append(digit < 10 ? 0x30 + digit : 0x61 + digit - 10)
        }
    }
}
