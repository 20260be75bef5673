/// What several measurements of one thing come to. Missing values (nil) are left out and not counted.
public struct Summary: Sendable, Hashable {
    /// How many values there were, the missing not counted; 1 or more.
    public let count: Int

    /// The arithmetic mean, in the values' unit.
    public let mean: Double

    /// The sample standard deviation, over n - 1, in the values' unit; nil for a single value, which tells
    /// nothing of its spread.
    public let deviation: Double?

    /// The middle value, or the mean of the middle two, in the values' unit.
    public let median: Double

    /// nil without a value, with one that is not finite, or where a sum overflows.
    public init?(_ values: [Double?]) {
        let present = values.compactMap { $0 }
        guard present.allSatisfy(\.isFinite), let median = Self.median(of: present),
            let mean = Self.mean(of: present), median.isFinite
        else { return nil }
        var deviation: Double?
        if present.count > 1 {
            // Two passes: the one-pass formula cancels where the mean is large beside the spread.
            let squares = present.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
            guard squares.isFinite else { return nil }
            deviation = (squares / Double(present.count - 1)).squareRoot()
        }
        count = present.count
        self.mean = mean
        self.deviation = deviation
        self.median = median
    }

    /// nil without a value, or where the sum is not finite.
    static func mean(of values: [Double]) -> Double? {
        let mean = values.reduce(0, +) / Double(values.count)
        return mean.isFinite ? mean : nil
    }

    /// nil without a value.
    static func median(of values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

/// How far a table of measurements spreads along each of its two factors, the other averaged out.
///
/// With a row for each seed and a column for each device, `overRows` is the deviation of the per-seed means
/// over devices, so what luck does; `overColumns` is the deviation of the per-device means over seeds, so how
/// unlike the devices are. One deviation of all numbers together would mix the two.
///
/// *Missing values.* A row or column without any value does not count. Of the rest, a row with a hole is
/// left out of `overRows`, and a column with a hole out of `overColumns`: its mean would be over other
/// columns than those of its neighbours, and differ for that alone. A row that is short has holes at its end.
public struct FactorDeviations: Sendable, Hashable {
    /// The sample deviation of the means of the whole rows, in the values' unit; nil with fewer than two.
    public let overRows: Double?

    /// The sample deviation of the means of the whole columns, in the values' unit; nil with fewer than two.
    public let overColumns: Double?

    /// How many rows `overRows` is of.
    public let rows: Int

    /// How many columns `overColumns` is of.
    public let columns: Int

    /// nil without a value, with one that is not finite, or where a sum overflows.
    public init?(_ table: [[Double?]]) {
        let width = table.map(\.count).max() ?? 0
        let full = table.map { row in row + [Double?](repeating: nil, count: width - row.count) }
            .filter { row in row.contains { $0 != nil } }
        let kept = (0..<width).filter { column in full.contains { $0[column] != nil } }
        guard !kept.isEmpty else { return nil }
        let rowMeans = Self.meansOfWhole(full.map { row in kept.map { row[$0] } })
        let columnMeans = Self.meansOfWhole(kept.map { column in full.map { $0[column] } })
        guard full.joined().allSatisfy({ $0?.isFinite ?? true }), let rowMeans, let columnMeans
        else { return nil }
        overRows = Summary(rowMeans)?.deviation
        overColumns = Summary(columnMeans)?.deviation
        rows = rowMeans.count
        columns = columnMeans.count
    }

    /// The means of the lines without a hole; nil where one is not finite.
    private static func meansOfWhole(_ lines: [[Double?]]) -> [Double]? {
        var means: [Double] = []
        for line in lines {
            let present = line.compactMap { $0 }
            guard present.count == line.count else { continue }
            guard let mean = Summary.mean(of: present) else { return nil }
            means.append(mean)
        }
        return means
    }
}
