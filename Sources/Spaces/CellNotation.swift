/// Why a text is no cell, and at which character (counted from 1).
public struct CellError: Error, Equatable, CustomStringConvertible {
    public var column: Int
    public var message: String

    public var description: String { "\(message) (at character \(column))" }
}

extension Cell: CustomStringConvertible {
    /// The benchmark's written form, `|op~0|+|op~0|op~1|+|op~0|op~1|op~2|`.
    public var description: String {
        var text = ""
        for (edge, ends) in Self.edges.enumerated() {
            if ends.source == 0 { text += edge == 0 ? "|" : "+|" }
            text += "\(self[edge].name)~\(ends.source)|"
        }
        return text
    }

    /// Reads the benchmark's written form, exactly: no spaces, no other order.
    public init(parsing text: String) throws(CellError) {
        var bytes = text
        if let cell = bytes.withUTF8({ Cell(utf8: $0) }) {
            self = cell
            return
        }
        // Slow, but it finds out where and what is wrong.
        var rest = text[...]
        func failure(_ message: String) -> CellError {
            CellError(column: text.distance(from: text.startIndex, to: rest.startIndex) + 1, message: message)
        }
        func expect(_ token: String, after: String) throws(CellError) {
            guard rest.hasPrefix(token) else {
                let found = rest.isEmpty ? "the end" : "'\(rest.prefix(1))'"
                throw failure("expected '\(token)' \(after), found \(found)")
            }
            rest = rest.dropFirst(token.count)
        }
        var operations: [Operation] = []
        for (edge, ends) in Self.edges.enumerated() {
            if ends.source == 0 {
                try expect(edge == 0 ? "|" : "+|", after: "to open the edges into node \(ends.target)")
            }
            let name = rest.prefix { $0 != "~" && $0 != "|" && $0 != "+" }
            guard let operation = Operation(name: name) else {
                let found = name.count > 40 ? "\(name.prefix(40))…" : String(name)
                throw failure(
                    "'\(found)' is no operation; it is one of \(Operation.names.joined(separator: ", "))")
            }
            operations.append(operation)
            rest = rest.dropFirst(name.count)
            try expect("~\(ends.source)|", after: "behind the operation")
        }
        guard rest.isEmpty else { throw failure("the cell is complete, yet more text follows") }
        // Six operations always make a cell.
        guard let cell = Cell(operations) else { throw failure("expected six operations") }
        self = cell
    }

    /// Reads the written form from bytes, for tables of thousands of rows: nil where it is not exactly
    /// that. `init(parsing:)` says why.
    public init?(utf8 text: UnsafeBufferPointer<UInt8>) {
        var position = 0
        var code: UInt16 = 0
        func take(_ byte: UInt8) -> Bool {
            guard position < text.count, text[position] == byte else { return false }
            position += 1
            return true
        }
        for (edge, ends) in Self.edges.enumerated() {
            if ends.source == 0 {
                if edge > 0, !take(UInt8(ascii: "+")) { return nil }
                guard take(UInt8(ascii: "|")) else { return nil }
            }
            guard let operation = Self.operation(at: position, in: text) else { return nil }
            position += operation.name.utf8.count
            guard take(UInt8(ascii: "~")), take(0x30 + UInt8(ends.source)), take(UInt8(ascii: "|")) else {
                return nil
            }
            code = code * 5 + UInt16(operation.rawValue)
        }
        guard position == text.count else { return nil }
        self.init(code: Int(code))
    }

    private static func operation(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> Operation? {
        // The names differ in their first byte, but for the convolutions: those in their tenth.
        guard position + 9 < text.count else {
            return position < text.count && text[position] == UInt8(ascii: "n")
                && matches("none", text, position) ? Operation.none : nil
        }
        let candidate: Operation
        switch text[position] {
        case UInt8(ascii: "s"): candidate = .skipConnect
        case UInt8(ascii: "a"): candidate = .averagePool3x3
        case UInt8(ascii: "n"):
            if text[position + 2] == UInt8(ascii: "n") {
                candidate = .none
            } else {
                candidate = text[position + 9] == UInt8(ascii: "1") ? .convolution1x1 : .convolution3x3
            }
        default: return nil
        }
        return matches(candidate.name, text, position) ? candidate : nil
    }

    private static func matches(_ name: String, _ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        var offset = position
        for byte in name.utf8 {
            guard offset < text.count, text[offset] == byte else { return false }
            offset += 1
        }
        return true
    }
}
