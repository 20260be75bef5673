/// A list in a prompt that may be cut: what is most worth telling comes first.
struct PromptSection {
    struct Item {
        var text: String
        /// Where it stands among those shown.
        var place: Int
        /// What is told instead while the archive's list stops before this rank.
        var unseen: (rank: Int, text: String)?
    }

    /// What templates call it.
    let name: String
    /// What it is called where none of it is shown.
    let title: String
    private let items: [Item]
    /// How many items make a line, and what stands between them.
    private let perLine: Int
    private let separator: String
    /// How many items are shown.
    var shown: Int

    var total: Int { items.count }

    init(
        _ name: String, _ title: String, _ items: [Item], most: Int = .max, perLine: Int = 1,
        separator: String = " "
    ) {
        self.name = name
        self.title = title
        self.items = items
        self.perLine = max(1, perLine)
        self.separator = separator
        shown = min(items.count, max(0, most))
    }

    /// Items that keep their order.
    init(
        _ name: String, _ title: String, texts: [String], most: Int = .max, perLine: Int = 1,
        separator: String = " "
    ) {
        self.init(
            name, title, texts.enumerated().map { Item(text: $1, place: $0) }, most: most, perLine: perLine,
            separator: separator)
    }

    func lines(archiveShown: Int) -> [String] {
        let texts = items.prefix(shown).sorted { $0.place < $1.place }.map { item in
            if let unseen = item.unseen, unseen.rank >= archiveShown { return unseen.text }
            return item.text
        }
        guard perLine > 1 else { return texts }
        return stride(from: 0, to: texts.count, by: perLine).map {
            texts[$0..<min($0 + perLine, texts.count)].joined(separator: separator)
        }
    }

    /// What a template sees of it.
    func context(archiveShown: Int) -> [String: Any] {
        [
            "any": shown > 0, "cut": shown < total, "lines": lines(archiveShown: archiveShown),
            "none": total == 0, "shown": shown, "total": total,
        ]
    }
}
