/// Niches found from data: cut where what the networks cost clusters.
///
/// The paper's niches go by 3x3 convolutions because parameters cluster by them (PEL-NAS, Figure 3). Here the
/// clusters themselves are looked for, which any space has that can tell a cell's cost. Of NAS-Bench-201
/// parameters and multiply-adds alike have five, one a number of 3x3 convolutions from 0 to 3 and one for 4 to 6;
/// one cell of the 15,625, six 1x1 convolutions, falls among those with one 3x3.
public struct CostPartition: Sendable {
    private let measure: CostMeasure
    private let dataset: Dataset
    private let clusters: LineClusters

    /// `cells` are all of the space, or a sample of it.
    public init(of cells: some Sequence<Cell>, by measure: CostMeasure, on dataset: Dataset) {
        self.measure = measure
        self.dataset = dataset
        clusters = LineClusters(of: cells.map { measure.millions(of: $0, on: dataset) })
    }

    /// The criterion looks no further: a search shares its evaluations out among the niches. With more, costs of
    /// few distinct values would fall into clusters of one value each, which are as narrow as can be.
    public static let most = 10

    /// The niches by rising cost, S0, S1 and so on: optimal clusters of the cost, `count` of them (fewer where
    /// there are fewer distinct costs) or, without a count, as many, of 2 to 10, as part best by the mean
    /// silhouette width (Rousseeuw 1987). They cover the space and share no cell.
    public func niches(count: Int?) -> [Niche] {
        let starts = count.map { clusters.starts(count: $0) } ?? clusters.starts(atMost: Self.most)
        let cuts = starts.dropFirst().map(clusters.cut(at:))
        return starts.indices.map { number in
            let range = Niche.CostRange(
                measure, on: dataset, least: number > 0 ? cuts[number - 1] : nil,
                limit: number < cuts.count ? cuts[number] : nil)
            return Niche(
                name: "S\(number)", bounds: [], cost: range,
                rationale: starts.count == 1
                    ? "The whole space: its cells cost the same"
                    : "Cells that cluster at \(range.inWords) (millions, on \(dataset.rawValue))")
        }
    }
}
