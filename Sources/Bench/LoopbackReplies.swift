import Records
import Spaces

/// Good replies to a search's questions, made of nothing but the question's words: rules for a question
/// about rules, else cells of its niche that it does not show.
///
/// A question is read in some .1 ms, in one pass over its bytes behind the JSON.
struct LoopbackReplies {
    /// Each niche's connected cells without dead edges, in an order of no meaning.
    private let cells: [String: [Cell]]
    private let codes: [[UInt8]: Cell]

    init() {
        let live = Cell.all.filter { $0.isConnected && $0.canonical == $0 }
        cells = Dictionary(
            PartitionScheme.convolution3x3Count.niches.map { niche in
                let fitting = live.filter(niche.contains)
                var random = RandomStream(seed: 1, "bench", "replies", niche.name)
                return (niche.name, random.sample(fitting.count, of: fitting))
            }, uniquingKeysWith: { first, _ in first })
        codes = Dictionary(
            Cell.all.map { (Array($0.letters.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The body of the completion to a request's body; one without a choice where the request is another
    /// than a search makes, which whoever asked will not take.
    func reply(to body: [UInt8]) -> [UInt8] {
        let messages = (try? JSONParser.parse(body))?["messages"]?.array ?? []
        let question = Question(messages.map { $0["content"]?.string ?? "" }.joined(separator: "\n"), codes)
        let content = question.asksForRules ? Self.rules : children(question)
        let completion = JSON(object: [
            ("id", .string("loopback")), ("object", .string("chat.completion")),
            ("model", .string("loopback")),
            (
                "choices",
                .array([
                    JSON(object: [
                        ("index", .integer(0)), ("finish_reason", .string("stop")),
                        (
                            "message",
                            JSON(object: [("role", .string("assistant")), ("content", .string(content))])
                        ),
                    ])
                ])
            ),
            (
                "usage",
                JSON(object: [
                    ("prompt_tokens", .integer(body.count / 4)),
                    ("completion_tokens", .integer(content.utf8.count / 4)),
                ])
            ),
        ])
        return Array(completion.text.utf8)
    }

    private func children(_ question: Question) -> String {
        let fresh = (cells[question.niche] ?? []).lazy.filter { !question.shown.contains($0) }
        let children = fresh.prefix(question.wanted).enumerated().map { position, cell in
            JSON(object: [
                ("child_id", .string("c\(position + 1)")), ("operation", .string("mutation")),
                ("architecture_code", .string(cell.letters)), ("parents", JSON([String]())),
                (
                    "rationale",
                    .string(
                        "Edge 1->3 now carries what the faster parent has there: less latency at the same depth."
                    )
                ),
            ])
        }
        return JSON(object: [("children", .array(children))]).text
    }

    /// Ten rules, the same each time: what is kept word for word stays.
    private static let rules: String = {
        let rules = (0..<10).map { number in
            let operation = Operation.names[number % Operation.names.count]
            return JSON(object: [
                (
                    "rule",
                    .string(
                        "Use \(operation) on edge \(number % Cell.edgeCount) because it won accuracy at less than \(number + 1) ms in every cell measured so far."
                    )
                ), ("replaces", .null),
            ])
        }
        return JSON(object: [("rules", .array(rules))]).text
    }()
}

/// What a reply depends on.
private struct Question {
    var asksForRules = false
    var niche = ""
    var wanted = 0
    /// Cells whose codes stand anywhere in it.
    var shown: Set<Cell> = []

    init(_ text: String, _ codes: [[UInt8]: Cell]) {
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let words = line.split { !Self.isLetter($0) }.map { Array($0) }
            for word in words where word.count == Cell.edgeCount {
                if let cell = codes[word] { shown.insert(cell) }
            }
            if line.starts(with: "- Niche ".utf8), words.count > 2 {
                niche = String(decoding: words[2], as: UTF8.self)
            } else if line.starts(with: "One JSON object".utf8) {
                asksForRules = words.contains(Array("rules".utf8))
                let number = words.firstIndex(of: Array("exactly".utf8)).map { $0 + 1 } ?? words.count
                wanted = words.indices.contains(number) ? Int(Substring(decoding: words[number])) ?? 0 : 0
            }
        }
    }

    /// Whether a byte can belong to a word: a code's letters are among them.
    private static func isLetter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte)
    }
}

extension Substring {
    fileprivate init(decoding bytes: [UInt8]) { self.init(String(decoding: bytes, as: UTF8.self)) }
}
