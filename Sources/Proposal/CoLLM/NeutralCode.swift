import LanguageModel
public import Records
public import Spaces

/// Cells written so that no name of a benchmark or of its operations occurs: six letters of A to E, in the
/// order of the edges. CoLLM-NAS keeps what a model may have read of a benchmark out of the search that way
/// (Li, Lin and Wang, arXiv 2509.26037, "knowledge leakage"); the operations are described in general words,
/// and stand in another order than the benchmark's.
public enum NeutralCode {
    private static let operations: [(letter: Character, operation: Operation)] = [
        ("A", .convolution3x3), ("B", .convolution1x1), ("C", .averagePool3x3), ("D", .skipConnect),
        ("E", .none),
    ]

    /// Longer texts are no cell, and are not looked at.
    static let longestText = 200

    public static func text(_ cell: Cell) -> String {
        String(
            cell.operations.map { operation in
                operations.first { $0.operation == operation }?.letter ?? "E"
            })
    }

    /// Six letters, small ones too, with whatever stands between and around them that is no letter:
    /// "A-D-B-E-C-A". Throws why it is no cell, in words that name nothing.
    public static func cell(_ text: String) throws(UnusableReply) -> Cell {
        guard text.utf8.count <= longestText else {
            throw UnusableReply("a text of \(text.utf8.count) bytes is no code")
        }
        let letters = text.uppercased().filter { $0.isLetter || $0.isNumber }
        guard !letters.isEmpty else { throw UnusableReply("the code is empty") }
        let read = letters.compactMap { letter in operations.first { $0.letter == letter }?.operation }
        if read.count == letters.count, let cell = Cell(read) { return cell }
        let shown = PlainText.oneLine(text, limit: 40)
        throw UnusableReply(
            read.count == letters.count
                ? "'\(shown)' has \(letters.count) letters, expected six"
                : "'\(shown)' is not six letters of A B C D E")
    }

    /// The same for a text, or a list of six letters.
    public static func cell(_ json: JSON) throws(UnusableReply) -> Cell {
        switch json {
        case .string(let text): return try cell(text)
        case .array(let elements):
            let letters = elements.prefix(Cell.edgeCount + 1).compactMap(\.string)
            guard letters.count == elements.count else {
                throw UnusableReply("a list that is not six letters of A B C D E")
            }
            return try cell(letters.joined(separator: " "))
        default: throw UnusableReply("a code is six letters of A B C D E, not \(json.kindName)")
        }
    }
}
