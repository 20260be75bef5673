/// Clusters of numbers on a line, as tight as so many can be: the partition into intervals with the least sum
/// of squared distances to the intervals' means.
///
/// Optimal, not a local optimum as k-means in several dimensions: on a line clusters are intervals, so dynamic
/// programming over their ends finds the best (Fisher 1958; Wang and Song 2011, Ckmeans.1d.dp). Time O(k n log n)
/// for n distinct numbers: the best end moves to the right with the number, which halves what is looked at.
public struct LineClusters: Sendable {
    /// Rising, each once.
    public let distinct: [Double]
    /// How often each stands there.
    private let weights: [Double]
    /// Sums over the first so many distinct numbers of weight, weighted number and weighted square, the numbers
    /// less their mean.
    private let sums: [(weight: Double, first: Double, second: Double)]
    private let mean: Double

    /// Numbers that are not finite are left out.
    public init(of values: some Sequence<Double>) {
        var distinct: [Double] = []
        var weights: [Double] = []
        for value in values.filter(\.isFinite).sorted() {
            if distinct.last == value {
                weights[weights.count - 1] += 1
            } else {
                distinct.append(value)
                weights.append(1)
            }
        }
        let total = weights.reduce(0, +)
        let mean = total > 0 ? zip(distinct, weights).reduce(0) { $0 + $1.0 * $1.1 } / total : 0
        var sums = [(weight: 0.0, first: 0.0, second: 0.0)]
        var last = sums[0]
        for (value, weight) in zip(distinct, weights) {
            let offset = value - mean
            last = (
                last.weight + weight, last.first + weight * offset, last.second + weight * offset * offset
            )
            sums.append(last)
        }
        (self.distinct, self.weights, self.sums, self.mean) = (distinct, weights, sums, mean)
    }

    /// Where the clusters begin, as positions among the distinct numbers, the first 0: so many of them, fewer
    /// only where there are fewer distinct numbers. Empty without any number.
    public func starts(count: Int) -> [Int] {
        var search = Search(self)
        return search.starts(count: min(max(1, count), distinct.count))
    }

    /// The same for that number of clusters, from two to `most`, whose silhouette is the widest; of equal ones the
    /// fewest.
    public func starts(atMost most: Int) -> [Int] {
        guard distinct.count > 1 else { return distinct.isEmpty ? [] : [0] }
        var search = Search(self)
        var best = (starts: [Int](), width: -Double.infinity)
        for count in stride(from: 2, through: min(max(2, most), distinct.count), by: 1) {
            let starts = search.starts(count: count)
            let width = silhouette(starts)
            if width > best.width { best = (starts, width) }
        }
        return best.starts
    }

    /// The mean silhouette width of the numbers (Rousseeuw 1987), -1 to 1: how much nearer a number is to its own
    /// cluster than to the next. A cluster of a single number counts 0. On a line a number's mean distance to
    /// another cluster is that to the cluster's mean.
    public func silhouette(_ starts: [Int]) -> Double {
        guard starts.count > 1, let total = sums.last?.weight else { return 0 }
        let ends = starts.dropFirst() + [distinct.count]
        let means = zip(starts, ends).map { first($0, $1) / weight($0, $1) }
        var sum = 0.0
        for (cluster, (start, end)) in zip(starts, ends).enumerated() {
            let members = weight(start, end)
            guard members > 1 else { continue }
            for position in start..<end {
                let value = distinct[position] - mean
                let lower = value * weight(start, position) - first(start, position)
                let upper = first(position, end) - value * weight(position, end)
                let own = (lower + upper) / (members - 1)
                let neighbours = [cluster - 1, cluster + 1].filter(means.indices.contains)
                let other = neighbours.map { abs(value - means[$0]) }.min() ?? 0
                let larger = max(own, other)
                if larger > 0 { sum += weights[position] * (other - own) / larger }
            }
        }
        return sum / total
    }

    /// A number that parts the cluster beginning there from the one before: above all of that one, at most the
    /// first of this, with as few decimals as will do.
    public func cut(at start: Int) -> Double {
        let (below, above) = (distinct[start - 1], distinct[start])
        var scale = 1.0
        for _ in 0..<9 {
            let rounded = ((below + (above - below) / 2) * scale).rounded() / scale
            if rounded > below, rounded <= above { return rounded }
            scale *= 10
        }
        return above
    }

    private func weight(_ start: Int, _ end: Int) -> Double { sums[end].weight - sums[start].weight }
    private func first(_ start: Int, _ end: Int) -> Double { sums[end].first - sums[start].first }

    /// The sum of squared distances to the mean of the numbers from a position up to, without, another.
    func spread(_ start: Int, _ end: Int) -> Double {
        let sum = first(start, end)
        return max(0, sums[end].second - sums[start].second - sum * sum / weight(start, end))
    }
}

/// The dynamic programme, which keeps what it knows of fewer clusters.
private struct Search {
    private let clusters: LineClusters
    /// By number of clusters less one, and by how many of the numbers are in them: the least spread, and where
    /// the last cluster then begins.
    private var least: [[Double]] = []
    private var lastStart: [[Int]] = []

    init(_ clusters: LineClusters) { self.clusters = clusters }

    mutating func starts(count: Int) -> [Int] {
        guard count > 0 else { return [] }
        while least.count < count { addLayer() }
        var starts: [Int] = []
        var end = clusters.distinct.count
        for layer in (0..<count).reversed() {
            let start = lastStart[layer][end]
            starts.append(start)
            end = start
        }
        return starts.reversed()
    }

    private mutating func addLayer() {
        let size = clusters.distinct.count
        var values = [Double](repeating: .infinity, count: size + 1)
        var places = [Int](repeating: 0, count: size + 1)
        if let before = least.last {
            let layer = least.count
            // Ends from one number a cluster on; each half only looks where its neighbours allow.
            var open = [(layer + 1, size, layer, size - 1)]
            while let (low, high, from, to) = open.popLast() {
                guard low <= high else { continue }
                let end = (low + high) / 2
                for start in from...max(from, min(to, end - 1)) where start < end {
                    let value = before[start] + clusters.spread(start, end)
                    if value < values[end] { (values[end], places[end]) = (value, start) }
                }
                open.append((low, end - 1, from, places[end]))
                open.append((end + 1, high, places[end], to))
            }
        } else {
            for end in stride(from: 1, through: size, by: 1) { values[end] = clusters.spread(0, end) }
        }
        least.append(values)
        lastStart.append(places)
    }
}
