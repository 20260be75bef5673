import Records

/// Goes through a text once, tries every bracket that may begin JSON, and keeps the best it finds.
struct ReplyScanner {
    private let keys: [String]
    private var best: ReplyCandidate?
    /// Objects without the key that would be the best, in order.
    private var loose: [JSON] = []
    /// Whether JSON began that the text's end cut short, with nothing to keep of it.
    private(set) var sawBrokenOff = false

    init(keys: [String]) {
        self.keys = keys
    }

    var result: ReplyJSON? {
        guard let best else { return nil }
        if best.quality == .object, loose.count > 1 {
            return ReplyJSON(value: .array(loose), isTruncated: false)
        }
        return ReplyJSON(value: best.value, isTruncated: best.isTruncated)
    }

    mutating func scan(_ text: UnsafeBufferPointer<UInt8>) {
        // A bracket that begins no JSON is tried again one byte further, so hostile text could be read many
        // times over. What is tried in vain is counted, and a few times the text is enough.
        var patience = 4 * text.count + 65_536
        var position = 0
        var isFenced = false
        while position < text.count, patience > 0 {
            let byte = text[position]
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                let start = position
                position = attempt(text, at: start, isFenced: isFenced, patience: &patience)
            case UInt8(ascii: "`"), UInt8(ascii: "~"):
                let isFence =
                    position + 2 < text.count && text[position + 1] == byte && text[position + 2] == byte
                if isFence { isFenced.toggle() }
                position += isFence ? 3 : 1
            default: position += 1
            }
        }
    }

    /// Where to go on.
    private mutating func attempt(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int, isFenced: Bool, patience: inout Int
    ) -> Int {
        var repair = JSONRepair(text, from: start, maximumDepth: JSONParser.maximumDepth)
        let outcome = repair.run()
        let end: Int
        switch outcome {
        case .complete(let place), .brokenOff(let place): end = place
        case .nothing(let atEnd):
            // `{S2` and `[see` in prose end at once; what runs to the end of the text was meant as JSON.
            if atEnd { sawBrokenOff = true }
            return goOn(after: start, triedTo: repair.position, &patience)
        }
        // Refused still: names that stand twice.
        guard let value = try? JSONParser.parse(repair.output) else {
            return goOn(after: start, triedTo: repair.position, &patience)
        }
        // What breaks off is gone through again from its last whole element.
        patience -= repair.position - end
        guard var candidate = ReplyCandidate(value, keys: keys) else { return end }
        candidate.isTruncated = outcome == .brokenOff(end: end)
        candidate.isFenced = isFenced
        if candidate.isTruncated {
            // What is kept is not the list asked for, so this is half an object.
            if candidate.quality == .object { sawBrokenOff = true }
            if candidate.quality < .strings { return end }
        }
        // Within an object that failed, a member's list of strings is what it is: a child's parents.
        if candidate.quality == .strings || candidate.quality == .emptyList {
            guard !isMember(text, at: start) else { return end }
        }
        // A bracket before a bare word that is never closed is no list: prose has those.
        if candidate.quality == .strings, candidate.isTruncated, !isFenced,
            !text[start...].prefix(8).contains(UInt8(ascii: "\""))
        {
            return end
        }
        consider(candidate)
        return end
    }

    private mutating func goOn(after start: Int, triedTo end: Int, _ patience: inout Int) -> Int {
        patience -= end - start + 16
        return start + 1
    }

    /// Whether a quoted name and a colon stand before.
    private func isMember(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        let before = text[..<start].lazy.reversed().filter { $0 > 0x20 }.prefix(2)
        return before.elementsEqual([UInt8(ascii: ":"), UInt8(ascii: "\"")])
    }

    private mutating func consider(_ candidate: ReplyCandidate) {
        if candidate.quality == .object { loose.append(candidate.value) }
        if let best, best.precedes(candidate) { return }
        best = candidate
    }
}

extension ReplyScanner {
    private static let marks = [
        "</think>", "</thinking>", "</thought>", "</reasoning>", "<|channel|>final",
    ].map { Array($0.utf8) }

    /// The byte behind the last mark that ends a model's thinking; 0 where there is none.
    static func answerStart(in bytes: [UInt8]) -> Int {
        var position = bytes.count - 1
        while position >= 0 {
            if bytes[position] == UInt8(ascii: "<") {
                for mark in marks where bytes[position...].starts(with: mark) { return position + mark.count }
            }
            position -= 1
        }
        return 0
    }
}
