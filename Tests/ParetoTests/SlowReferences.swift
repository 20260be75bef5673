import Pareto

/// The definitions themselves, written for reading and not for speed: what the sweeps are compared with.
enum Slow {
    static func nonDominated(_ points: [Point]) -> [Int] {
        points.indices.filter { index in
            points[index].isFinite && !points.contains { $0.dominates(points[index]) }
        }
    }

    /// Peels one front after the other.
    static func ranks(_ points: [Point]) -> [Int] {
        var ranks = [Int?](repeating: nil, count: points.count)
        var rank = 0
        while true {
            let left = points.indices.filter { ranks[$0] == nil && points[$0].isFinite }
            if left.isEmpty { break }
            for position in nonDominated(left.map { points[$0] }) { ranks[left[position]] = rank }
            rank += 1
        }
        return ranks.map { $0 ?? rank }
    }

    /// Cuts the box along every coordinate that occurs and adds up the cells that some point dominates.
    static func hypervolume(_ points: [Point], reference: Point) -> Double {
        let inside = points.filter { $0.strictlyDominates(reference) }
        let columns = Set(inside.map(\.x) + [reference.x]).sorted()
        var area = 0.0
        for (left, right) in zip(columns, columns.dropFirst()) {
            let lowest = inside.filter { $0.x <= left }.map(\.y).min() ?? reference.y
            area += (right - left) * (reference.y - lowest)
        }
        return area
    }

    static func distances(found: [Point], trueFront: [Point], plus: Bool = false) -> [Double] {
        trueFront.filter(\.isFinite).map { target in
            found.filter(\.isFinite).map { place in
                let along = plus ? max(place.x - target.x, 0) : place.x - target.x
                let across = plus ? max(place.y - target.y, 0) : place.y - target.y
                return (along * along + across * across).squareRoot()
            }.min() ?? .infinity
        }
    }

    static func mean(_ distances: [Double]) -> Double? {
        let mean = distances.reduce(0, +) / Double(distances.count)
        return mean.isFinite ? mean : nil
    }

    /// Deb's procedure, on distinct finite points.
    static func crowdingDistance(_ front: [Point]) -> [Double] {
        var distances = [Double](repeating: 0, count: front.count)
        let distinct = front.indices.filter { index in
            front[index].isFinite && !front[..<index].contains(front[index])
        }
        let objectives: [(Point) -> (Double, Double)] = [{ ($0.x, $0.y) }, { ($0.y, $0.x) }]
        for objective in objectives {
            let order = distinct.sorted { objective(front[$0]) < objective(front[$1]) }
            guard let first = order.first, let last = order.last else { continue }
            distances[first] = .infinity
            distances[last] = .infinity
            let span = objective(front[last]).0 - objective(front[first]).0
            guard span > 0 else { continue }
            for position in order.indices.dropFirst().dropLast() {
                let before = objective(front[order[position - 1]]).0
                let after = objective(front[order[position + 1]]).0
                distances[order[position]] += (after - before) / span
            }
        }
        return distances
    }
}
