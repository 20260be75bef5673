public import Spaces

/// One zero-cost proxy in accuracy's place: each cell's percentile by it, the larger the score the better, as
/// the proxies' authors mean them. Nothing is trained.
///
/// A percentile is a monotone map of the score, so it dominates and is dominated as the score would, and lies in
/// 0 to 100 whatever the proxy's own scale. It is no accuracy.
public struct ProxyPercentiles: Sendable, Equatable {
    /// By cell code, `Cell.count` of them: of the other cells that have a score the percentage that scores
    /// lower, equal ones counting half; NaN for a cell without a score.
    public let values: [Double]
    /// Cells that had no score of their own and took that of the cell without their dead edges.
    public let standIns: Int
    /// Cells without a score.
    public let missing: Int

    /// `score` is what the table holds. A cell that lacks one computes the same as its canonical form, which
    /// most proxies, measured on what is computed, are known for: that one's score stands in. Nil where fewer
    /// than two cells have a score.
    public init?(score: (Cell) -> Double?) {
        func usable(_ cell: Cell) -> Double? {
            guard let value = score(cell), value.isFinite, value != Proxy.failed else { return nil }
            return value
        }
        var standIns = 0
        let scores = Cell.all.map { cell -> Double? in
            if let own = usable(cell) { return own }
            guard let other = usable(cell.canonical) else { return nil }
            standIns += 1
            return other
        }
        let ranked = scores.indices.filter { scores[$0] != nil }
            .sorted { (scores[$0] ?? 0) < (scores[$1] ?? 0) }
        guard ranked.count > 1 else { return nil }
        var values = [Double](repeating: .nan, count: scores.count)
        var first = 0
        while first < ranked.count {
            var next = first
            while next < ranked.count, scores[ranked[next]] == scores[ranked[first]] { next += 1 }
            // `first` cells score lower; of the others of its group half count.
            let below = Double(first) + Double(next - first - 1) / 2
            for position in first..<next {
                values[ranked[position]] = 100 * below / Double(ranked.count - 1)
            }
            first = next
        }
        self.values = values
        self.standIns = standIns
        missing = scores.count - ranked.count
    }

    /// The percentile of a cell; nil where it has no score.
    public subscript(cell: Cell) -> Double? {
        let value = values[Int(cell.code)]
        return value.isNaN ? nil : value
    }

    /// What a reader must know of it.
    public func notes(_ proxy: String) -> [String] {
        var notes = [
            "the search sees the percentile of \(proxy) among the cells that have a score, the larger the "
                + "better, and no accuracy; the correlations here are with validation accuracies, which it "
                + "does not see"
        ]
        if standIns > 0 {
            notes.append(
                "\(standIns) cells with dead edges have no \(proxy) of their own; that of the cell without "
                    + "them, which computes the same, stands in")
        }
        if missing > 0 {
            notes.append("\(missing) cells have no \(proxy) at all and can be in no archive")
        }
        return notes
    }
}
