public import Records
import Spaces

/// A request's body as `ScriptedModel` understands it: read off the prompt's words alone.
public struct ScriptedQuestion: Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case knowledge, children, repair
    }

    /// All messages, one behind the other.
    public let text: String
    public let kind: Kind
    /// How many children are wanted; 0 where rules are.
    public let wanted: Int
    /// "S2", or "all" where the prompt names no niche.
    public let name: String
    /// 0 where the prompt names none.
    public let generation: Int
    /// 0, or the number of the repair.
    public let attempt: Int
    /// The rules of the knowledge base shown.
    public let rules: [(id: String, text: String)]
    /// Six-letter codes that stand anywhere in the prompt.
    public let shown: Set<String>

    private let bounds: [(operation: Spaces.Operation, range: ClosedRange<Int>)]

    public init(_ body: JSON) {
        let messages = body["messages"]?.array ?? []
        let contents = messages.map { $0["content"]?.string ?? "" }
        text = contents.joined(separator: "\n\n")
        let lines = text.split(separator: "\n")
        attempt = messages.count { $0["role"]?.string == "assistant" }
        let isKnowledge = text.contains("its list \"rules\"")
        kind = isKnowledge ? .knowledge : attempt > 0 ? .repair : .children
        let asked = text.matches(of: /exactly (\d+) elements/).last.flatMap { Int($0.1) } ?? 1
        let again = (contents.last ?? "").firstMatch(of: /Propose (\d+) other/).flatMap { Int($0.1) }
        wanted = isKnowledge ? 0 : again ?? asked
        name = text.firstMatch(of: #/Niche ([A-Za-z0-9_-]+)\. Every/#).map { String($0.1) } ?? "all"
        generation = text.firstMatch(of: /- Generation (\d+)\./).flatMap { Int($0.1) } ?? 0
        rules = lines.filter { $0.hasPrefix("r") }.compactMap { line in
            line.wholeMatch(of: /(r\d+): (.*)/).map { (String($0.1), String($0.2)) }
        }
        bounds = lines.filter { $0.hasPrefix("  * ") }.compactMap(Self.bound)
        shown = Self.codes(text)
    }

    /// "  * exactly 1 × nor_conv_3x3", "  * 0 to 5 × nor_conv_1x1", "  * no avg_pool_3x3".
    private static func bound(
        _ line: Substring
    ) -> (operation: Spaces.Operation, range: ClosedRange<Int>)? {
        guard
            let words = line.wholeMatch(of: #/  \* (?:exactly (\d+) × |(\d+) to (\d+) × |no )([a-z0-9_]+)/#),
            let operation = Spaces.Operation.allCases.first(where: { $0.name == words.4 })
        else { return nil }
        let exact = words.1.flatMap { Int($0) }
        let least = exact ?? words.2.flatMap { Int($0) } ?? 0
        let most = exact ?? words.3.flatMap { Int($0) } ?? 0
        return least <= most ? (operation, least...most) : nil
    }

    /// Words of six letters that could each be an operation's.
    public static func codes(_ text: String) -> Set<String> {
        let isLetter = { (byte: UInt8) in
            byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte)
        }
        return Set(
            text.utf8.split { !isLetter($0) }.compactMap { word in
                word.count == Cell.edgeCount && word.allSatisfy { "-s13p".utf8.contains($0) }
                    ? String(Substring(word)) : nil
            })
    }

    /// Codes of the niche, without dead edges, that the prompt does not show; as many as wanted, fewer where
    /// the niche has no more.
    public func freshCodes(_ count: Int? = nil, besides: Set<String> = []) -> [String] {
        let fitting = LiveCell.all.filter { cell in
            bounds.allSatisfy { $0.range.contains(cell.counts[Int($0.operation.rawValue)]) }
        }
        var random = RandomStream(seed: 0, "scripted model", text)
        var codes: [String] = []
        // Drawn in batches: the whole niche in random order is more than is needed.
        for cell in random.sample(min(fitting.count, 400), of: fitting) where codes.count < count ?? wanted {
            if !shown.contains(cell.letters), !besides.contains(cell.letters) { codes.append(cell.letters) }
        }
        return codes
    }
}

/// A connected cell without dead edges, with what a search for one looks at.
private struct LiveCell: Sendable {
    let letters: String
    /// Edges by operation.
    let counts: [Int]

    static let all: [LiveCell] = Cell.all.filter { $0.isConnected && $0.canonical == $0 }.map { cell in
        var counts = Array(repeating: 0, count: Spaces.Operation.allCases.count)
        for operation in cell.operations { counts[Int(operation.rawValue)] += 1 }
        return LiveCell(letters: cell.letters, counts: counts)
    }
}
