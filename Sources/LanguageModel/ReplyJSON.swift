public import Records

/// The JSON in a model's reply, whatever stands around it.
///
/// Every object and list of the text is looked at, outermost first, wherever it stands: alone, within a
/// ``` or ~~~ fence, or in prose. Of those the best is taken:
///
/// 1. of what follows the last `</think>` (`</thinking>`, `</reasoning>`, `</thought>`, Harmony's
///    `<|channel|>final`) before what precedes it: a model drafts while it thinks;
/// 2. an object with one of the accepted keys holding a list with something in it, then a bare list of objects,
///    one of strings, an object whose list is empty, any other object, an empty list;
/// 3. a whole value before one that is broken off; what is fenced before what is not; the last of equals.
///
/// An object that holds such an object, or a list of only one, is taken for it. Several objects without
/// the key, and no list, are taken for the list somebody forgot to write. `JSONRepair` says which faults are
/// mended. Time is linear in the text, whatever is in it.
public struct ReplyJSON: Sendable, Equatable {
    /// An object or a list.
    public var value: JSON
    /// Whether the text ended or broke off within the value: its complete leading elements are there.
    public var isTruncated: Bool

    /// Longer replies are not read: 4 MiB of UTF-8, far above what any endpoint's token limits allow.
    public static let maximumBytes = 4 << 20

    /// Why there is nothing to read, in words that are fit to be shown (and to be told to the model).
    public struct Problem: Error, Equatable, CustomStringConvertible {
        public var message: String
        public var description: String { message }
    }

    /// Finds the value whose list stands under one of `keys`, "children" or "rules".
    public static func find(in text: String, keys: [String]) throws(Problem) -> ReplyJSON {
        let count = text.utf8.count
        guard count <= maximumBytes else {
            throw Problem(message: "the reply has \(count) bytes, at most \(maximumBytes) are read")
        }
        let bytes = Array(text.utf8)
        if let whole = wholeText(bytes, keys: keys) { return whole }
        let answer = ReplyScanner.answerStart(in: bytes)
        var sawBrokenOff = false
        for range in answer > 0 ? [answer..<count, 0..<answer, 0..<count] : [0..<count] {
            var scanner = ReplyScanner(keys: keys)
            bytes.withUnsafeBufferPointer { scanner.scan(UnsafeBufferPointer(rebasing: $0[range])) }
            if let found = scanner.result { return found }
            sawBrokenOff = sawBrokenOff || scanner.sawBrokenOff
        }
        throw Problem(message: problem(text, keys: keys, sawBrokenOff: sawBrokenOff))
    }

    /// The usual case, and the one where a `</think>` within a string is no mark: nothing but JSON. Or JSON
    /// within a JSON string.
    private static func wholeText(_ bytes: [UInt8], keys: [String]) -> ReplyJSON? {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard var value = try? JSONParser.parse(Array(bytes[start...])) else { return nil }
        if case .string(let inner) = value {
            guard let read = try? JSONParser.parse(inner) else { return nil }
            value = read
        }
        return ReplyCandidate(value, keys: keys).map { ReplyJSON(value: $0.value, isTruncated: false) }
    }

    private static func problem(_ text: String, keys: [String], sawBrokenOff: Bool) -> String {
        let wanted = keys.first.map { "an object with \"\($0)\"" } ?? "a JSON object"
        let shown = PlainText.oneLine(text, limit: 80)
        if shown.isEmpty { return "the reply is empty, expected \(wanted)" }
        if sawBrokenOff { return "the reply's JSON ends before its first whole item, expected \(wanted)" }
        return "found no JSON of use in \"\(shown)\", expected \(wanted)"
    }
}
