import LanguageModel
public import Records
public import Spaces

/// Reads a cell as a model writes it.
public enum ChildReading {
    /// Longer texts are no cell, and are not looked at.
    static let longestText = 400

    /// Six letters, or the benchmark's written form with any white space in it. White space, back quotes
    /// and quotation marks around it are passed over. Throws why it is neither, in words of bounded length.
    public static func cell(_ text: String) throws(UnusableReply) -> Cell {
        guard text.utf8.count <= longestText else {
            throw UnusableReply("a text of \(text.utf8.count) bytes is no architecture code")
        }
        let code = trimmed(text)
        if code.contains("|") {
            do {
                return try Cell(parsing: code.filter { !$0.isWhitespace })
            } catch {
                throw UnusableReply(PlainText.oneLine(error.description, limit: 160))
            }
        }
        if let cell = Cell(letters: code) { return cell }
        let known = code.count { letter in Operation.allCases.contains { $0.letter == letter } }
        throw UnusableReply(objection(to: code, known: known))
    }

    /// The same for any value: a text, a list of six operations, or an object of six edges, such as
    /// `{"0->1": "skip_connect", …}`.
    public static func cell(_ json: JSON) throws(UnusableReply) -> Cell {
        switch json {
        case .string(let text): return try cell(text)
        case .array(let elements):
            let operations = elements.prefix(Cell.edgeCount + 1).compactMap { operation($0) }
            if operations.count == elements.count, let cell = Cell(operations) { return cell }
            throw UnusableReply("a list of \(elements.count), expected six operations")
        case .object(let members): return try cell(edges: members)
        default: throw UnusableReply("\(json.kindName) is no architecture code")
        }
    }

    private static func cell(edges members: [JSON.Member]) throws(UnusableReply) -> Cell {
        var found: [Int: Operation] = [:]
        for member in members.prefix(Cell.edgeCount + 1) {
            guard let edge = edge(member.name), let operation = operation(member.value) else { continue }
            found[edge] = operation
        }
        let operations = (0..<Cell.edgeCount).compactMap { found[$0] }
        if members.count == Cell.edgeCount, let cell = Cell(operations) { return cell }
        throw UnusableReply("an object that does not name an operation for each of the six edges")
    }

    /// The edge between the two nodes a name mentions: "0->1", "(0, 1)", "1<-0".
    private static func edge(_ name: String) -> Int? {
        let nodes = name.utf8.prefix(40).compactMap { (0x30...0x39).contains($0) ? Int($0) - 0x30 : nil }
        guard nodes.count == 2 else { return nil }
        return Cell.edges.firstIndex {
            $0.source == min(nodes[0], nodes[1]) && $0.target == max(nodes[0], nodes[1])
        }
    }

    /// An operation by its name or its letter.
    private static func operation(_ json: JSON) -> Operation? {
        guard let text = json.string, text.utf8.count <= longestText else { return nil }
        let name = trimmed(text)
        return Operation(name: name) ?? Operation.allCases.first { String($0.letter) == name }
    }

    private static func trimmed(_ text: String) -> Substring {
        func isAround(_ letter: Character) -> Bool { letter.isWhitespace || "`'\"".contains(letter) }
        var rest = text[...]
        while let first = rest.first, isAround(first) { rest = rest.dropFirst() }
        while let last = rest.last, isAround(last) { rest = rest.dropLast() }
        return rest
    }

    private static func objection(to code: Substring, known: Int) -> String {
        guard !code.isEmpty else { return "the architecture code is empty" }
        let shown = PlainText.oneLine(String(code), limit: 40)
        if known == code.count { return "'\(shown)' has \(code.count) letters, expected six" }
        return "'\(shown)' is not six letters of - s 1 3 p, nor the written form"
    }
}
