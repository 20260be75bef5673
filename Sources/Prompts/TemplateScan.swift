import Records

/// The tags of a Mustache template: what it refers to, found without rendering it.
struct TemplateScan {
    struct Tag: Equatable {
        /// ">" for a partial, "#", "^", "/" for sections, "" for a value.
        var kind: String
        var name: String
        /// From 1.
        var line: Int
    }

    let tags: [Tag]

    /// Forms that the library renders but that would get past the checks here: names known at rendering
    /// only, other brackets, inheritance.
    private static let barred = ["=": "other brackets", "<": "inheritance", "$": "blocks"]
    static let longestText = 1 << 18
    static let deepestSection = 32

    init(_ text: String, file: String) throws(PromptError) {
        guard text.utf8.count <= Self.longestText else {
            throw PromptError(
                file: file, message: "\(text.utf8.count) bytes, the most is \(Self.longestText)")
        }
        var tags: [Tag] = []
        var depth = 0
        var line = 1
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            rest = rest.dropFirst()
            if byte == UInt8(ascii: "\n") { line += 1 }
            guard byte == UInt8(ascii: "{"), rest.first == byte else { continue }
            let inside = rest.dropFirst().prefix { $0 != UInt8(ascii: "}") }
            rest = rest.dropFirst(1 + inside.count)
            let tag = Tag(String(decoding: inside, as: UTF8.self), line: line)
            line += inside.count { $0 == UInt8(ascii: "\n") }
            guard let tag else { continue }
            if let what = Self.barred[tag.kind] ?? (tag.name.hasPrefix("*") ? "dynamic partials" : nil) {
                throw PromptError(file: file, line: tag.line, message: "\(what) are not for prompts")
            }
            if tag.kind == "#" || tag.kind == "^" { depth += 1 }
            if tag.kind == "/" { depth -= 1 }
            guard depth <= Self.deepestSection else {
                throw PromptError(
                    file: file, line: tag.line,
                    message: "sections are nested deeper than \(Self.deepestSection)")
            }
            tags.append(tag)
        }
        self.tags = tags
    }

    var partials: [Tag] { tags.filter { $0.kind == ">" } }

    /// Every word that names a value, a dotted name's parts apart.
    var words: [(word: String, line: Int)] {
        tags.filter { $0.kind != ">" && $0.kind != "/" }.flatMap { tag in
            tag.name.split(separator: ".").map { (String($0), tag.line) }
        }
    }
}

extension TemplateScan.Tag {
    /// nil for a comment and a pragma.
    fileprivate init?(_ inside: String, line: Int) {
        guard let first = inside.first, first != "!", first != "%" else { return nil }
        let isMarked = "#^/>&{=<$".contains(first)
        var name = (isMarked ? inside.dropFirst() : inside[...]).filter { !$0.isWhitespace }
        // A transform, such as `last()` or `uppercased(name)`, is about what stands in its brackets.
        if let open = name.lastIndex(of: "("), let close = name.firstIndex(of: ")"), open < close {
            name = String(name[name.index(after: open)..<close])
        }
        self.init(kind: isMarked && first != "&" && first != "{" ? String(first) : "", name: name, line: line)
    }
}
