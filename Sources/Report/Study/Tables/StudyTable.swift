internal import Comparison

/// A table before it is Markdown, LaTeX or HTML: what stands in each cell, and of what kind it is.
struct StudyTable {
    enum Entry {
        case text(String)
        /// A name of the study's: a method, a setting's value. Set as code.
        case name(String)
        /// A number that no other is better or worse than: a count, a p.
        case number(String)
        case measured(Measured)
        /// What a paper prints: another type face, and never the best.
        case reported(value: Double, deviation: Double?, decimals: Int)
        case reportedName(String)
        case missing
    }

    /// A mean over searches.
    struct Measured {
        var mean: Double
        /// In the order that the caption tells; nil where there are too few searches.
        var deviations: [Double?] = []
        var decimals: Int
        /// Searches with a number, and searches there should be.
        var found: Int
        var expected: Int
        var isBest = false

        var isPartial: Bool { found < expected }
    }

    struct Column {
        /// A head over several columns; neighbours of the same group share it.
        var group: String?
        var title: String
        var isNumber = true
        /// nil: none is best.
        var higherIsBetter: Bool?
    }

    struct Row {
        enum Kind {
            case measured
            /// What bounds the others: shown, and never the best of them.
            case bound
            case reported
            /// Where the rows below are from: one entry over all columns.
            case source
        }

        var kind = Kind.measured
        var entries: [Entry]
    }

    /// Rows that belong together, in which the best are looked for.
    struct Block {
        var title: String?
        var rows: [Row]
    }

    /// Part of ids: letters, digits and hyphens, our own words.
    let id: String
    let caption: String
    let columns: [Column]
    private(set) var blocks: [Block] = []
    var notes: [String] = []

    init(_ id: String, _ caption: String, _ columns: [Column]) {
        self.id = id
        self.caption = caption
        self.columns = columns
    }

    var isEmpty: Bool { blocks.allSatisfy(\.rows.isEmpty) }
    /// Whether heads have groups, which need a row of their own.
    var hasGroups: Bool { columns.contains { $0.group != nil } }

    /// Neighbouring columns of one group, in order.
    var groups: [(title: String?, columns: Range<Int>)] {
        var groups: [(title: String?, columns: Range<Int>)] = []
        for (place, column) in columns.enumerated() {
            if let last = groups.last, last.title == column.group, column.group != nil {
                groups[groups.count - 1].columns = last.columns.lowerBound..<place + 1
            } else {
                groups.append((column.group, place..<place + 1))
            }
        }
        return groups
    }

    /// Adds rows and marks the best of each column: all that print as the best does, of the rows that were
    /// measured whole. A row alone is no best.
    mutating func add(_ title: String? = nil, _ rows: [Row]) {
        guard !rows.isEmpty else { return }
        var rows = rows
        for (place, column) in columns.enumerated() {
            guard let higherIsBetter = column.higherIsBetter else { continue }
            var rivals: [(row: Int, number: Measured)] = []
            for (number, row) in rows.enumerated() where row.kind == .measured && place < row.entries.count {
                guard case .measured(let measured) = row.entries[place], !measured.isPartial else { continue }
                rivals.append((number, measured))
            }
            let means = rivals.map(\.number.mean)
            guard rivals.count > 1, let best = higherIsBetter ? means.max() : means.min() else { continue }
            for (row, number) in rivals
            where number.meanText == NumberText.fixed(best, number.decimals) {
                var marked = number
                marked.isBest = true
                rows[row].entries[place] = .measured(marked)
            }
        }
        blocks.append(Block(title: title, rows: rows))
    }
}

extension StudyTable.Column {
    static func text(_ title: String) -> Self { .init(title: title, isNumber: false) }

    static func number(_ title: String, group: String? = nil) -> Self { .init(group: group, title: title) }
}

extension StudyTable {
    /// A block for each data set and choice of settings, a row a method; `entries` are those behind its name.
    mutating func addBlocks(
        _ analysis: StudyAnalysis, entries: (_ method: Int, _ dataset: Int, _ variation: Int) -> [Entry]
    ) {
        for variation in analysis.variations.indices.prefix(ComparisonTable.mostBlocks) {
            let title = analysis.title(ofVariation: variation)
            for (dataset, name) in analysis.contents.datasets.enumerated() {
                add(
                    [name, title].compactMap { $0 }.joined(separator: ", "),
                    analysis.shown.map { method in
                        .init(
                            kind: analysis.kind(method),
                            entries: [analysis.heading(method)] + entries(method, dataset, variation))
                    })
            }
        }
    }
}
