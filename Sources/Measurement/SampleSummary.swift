public import Records

extension MeasurementRecord.Summary {
    /// 1 / Φ⁻¹(3/4): by it the median absolute deviation of normal samples is their standard deviation.
    public static let deviationScale = 1.4826

    /// Of samples, outliers left out: those whose modified z-score 0.6745 (x - median) / MAD is beyond `outliers` to
    /// either side, MAD being the median absolute deviation (Iglewicz and Hoaglin, "How to detect and handle
    /// outliers", ASQC 1993, who suggest 3.5). Where more than half the samples are equal, MAD is 0 and the score
    /// (x - median) / (1.253314 MeanAD) stands in, by the mean absolute deviation. With `outliers` 0 all count. Nil
    /// without samples. O(n log n).
    public init?(of samples: [Double], outliers: Double) {
        let kept = Self.kept(samples, outliers: outliers).sorted()
        guard let least = kept.first, let most = kept.last, let median = Self.median(sorted: kept) else {
            return nil
        }
        let deviation = Self.median(sorted: kept.map { abs($0 - median) }.sorted()) ?? 0
        self.init(
            median: median, spread: kept.count > 1 ? Self.deviationScale * deviation : nil, least: least,
            most: most, kept: kept.count)
    }

    static func kept(_ samples: [Double], outliers: Double) -> [Double] {
        guard outliers > 0, samples.count > 2, let median = median(sorted: samples.sorted()) else {
            return samples
        }
        let distances = samples.map { abs($0 - median) }
        let middle = Self.median(sorted: distances.sorted()) ?? 0
        let mean = distances.reduce(0, +) / Double(distances.count)
        let unit = middle > 0 ? middle / 0.6745 : 1.253314 * mean
        guard unit > 0, unit.isFinite else { return samples }
        return zip(samples, distances).filter { $1 <= outliers * unit }.map(\.0)
    }

    /// Of an even number the mean of the two in the middle.
    static func median(sorted values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let middle = values.count / 2
        return values.count % 2 == 1 ? values[middle] : values[middle - 1] / 2 + values[middle] / 2
    }
}
