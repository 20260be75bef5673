internal import LanguageModel

/// Lines of values by RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe before it.
struct CSVWriter {
    enum Value {
        case text(String?)
        case number(Double?)
        case integer(Int?)
    }

    private(set) var text = ""
    private let width: Int

    init(_ columns: [String]) {
        width = columns.count
        line(columns.map { .text($0) })
    }

    /// As many values as there are columns; what is missing is empty.
    mutating func line(_ values: [Value]) {
        let cells = (0..<width).map { $0 < values.count ? Self.cell(values[$0]) : "" }
        text += cells.joined(separator: ",") + "\r\n"
    }

    private static func cell(_ value: Value) -> String {
        switch value {
        case .integer(let number): return number.map { "\($0)" } ?? ""
        // As short as gives the same number back.
        case .number(let number): return number.flatMap { $0.isFinite ? "\($0)" : nil } ?? ""
        case .text(let text):
            guard var text = text.map({ PlainText.block($0, limit: 10_000) }), let first = text.first else {
                return ""
            }
            if "=+-@\t\r".contains(first) { text = "'" + text }
            guard text.contains(where: { ",\"\r\n".contains($0) || $0 == "\r\n" }) else { return text }
            var quoted = "\""
            for character in text { quoted += character == "\"" ? "\"\"" : String(character) }
            return quoted + "\""
        }
    }
}
