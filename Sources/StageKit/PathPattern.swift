internal import Files

/// A file of the run directory, named for any generation: `generation-{generation}/archive.jsonl`.
///
/// `{generation}` is the stage's own generation N, `{previous}` N-1 (nothing for generation 0),
/// `{earlier}` each of 0 to N-1, `{last}` the chain's last generation, `{every}` each of 0 to the last. What
/// only generations of proposals have, which begin with 1: `{before}` is N-1 where that is one (nothing for
/// generation 1), `{past}` each of 1 to N-1, `{turns}` each of 1 to the last.
public struct PathPattern: Sendable, Equatable, ExpressibleByStringLiteral {
    public var text: String

    /// No search has more generations.
    public static let maximumGeneration = 100_000

    public init(_ text: String) { self.text = text }
    public init(stringLiteral text: String) { self.text = text }

    /// The files the pattern stands for. `generation` is nil for a stage outside generations. Of a pattern
    /// for many generations, those from `first` on.
    public func paths(generation: Int?, last: Int, from first: Int = 0) -> [String] {
        let own = generation ?? last
        let places: [(String, Range<Int>)] = [
            ("{generation}", own..<(own + 1)), ("{previous}", max(0, own - 1)..<own),
            ("{earlier}", first..<max(first, own)), ("{last}", last..<(last + 1)),
            ("{every}", first..<max(first, last + 1)), ("{before}", max(1, own - 1)..<max(1, own)),
            ("{past}", max(1, first)..<max(1, first, own)),
            ("{turns}", max(1, first)..<max(1, first, last + 1)),
        ]
        for (placeholder, generations) in places {
            guard let range = Self.range(of: placeholder, in: text) else { continue }
            return generations.map { text.replacingCharacters(in: range, with: Self.twoDigits($0)) }
        }
        return [text]
    }

    /// "07", "12", "123": generation numbers as directories spell them.
    public static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static let folderPrefix = "generation-"

    /// "generation-07": a generation's directory within the run directory.
    public static func folder(ofGeneration number: Int) -> String { folderPrefix + twoDigits(number) }

    /// The generations that have a directory in a run directory, in order.
    public static func generations(in root: String) -> [Int] {
        let prefix = folderPrefix
        return FileSystem.names(in: root).filter { $0.hasPrefix(prefix) }.compactMap {
            Int($0.dropFirst(prefix.count))
        }.filter { $0 >= 0 }.sorted()
    }

    private static func range(of part: String, in text: String) -> Range<String.Index>? {
        guard let first = part.first else { return nil }
        var start = text.startIndex
        while let index = text[start...].firstIndex(of: first) {
            if text[index...].hasPrefix(part) { return index..<text.index(index, offsetBy: part.count) }
            start = text.index(after: index)
        }
        return nil
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
