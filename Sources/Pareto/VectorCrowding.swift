/// The crowding distance of each vector within its front, over all objectives: as `crowdingDistance` of points, which
/// says what is done with copies, spans and ends. The sum of an inner vector is at most the number of objectives.
///
/// *Ties.* With three objectives and more, vectors of a front may be equal in one: they are ordered by the next ones.
/// O(mn log n) time.
public func crowdingDistance(_ front: [ObjectiveVector]) -> [Double] {
    if let points = front.asPoints { return crowdingDistance(points) }
    let measured = MeasuredVectors(front)
    var distances = [Double](repeating: 0, count: front.count)
    for objective in 0..<measured.dimension {
        // In an order in which copies stand together, and as they stood: of each the first counts.
        var order: [Int] = []
        for row in measured.sorted(by: objective) {
            if let last = order.last, measured.areEqual(row, last) { continue }
            order.append(row)
        }
        guard let first = order.first, let last = order.last else { continue }
        func value(_ row: Int) -> Double { measured.values[row * measured.dimension + objective] }
        distances[measured.indices[first]] = .infinity
        distances[measured.indices[last]] = .infinity
        let span = value(last) - value(first)
        guard order.count > 2, span > 0, span.isFinite else { continue }
        for place in 1..<(order.count - 1) {
            distances[measured.indices[order[place]]] +=
                (value(order[place + 1]) - value(order[place - 1])) / span
        }
    }
    return distances
}

/// The indices of a front's vectors from the least crowded to the most, as `crowdingOrder` of points.
public func crowdingOrder(_ front: [ObjectiveVector]) -> [Int] {
    if let points = front.asPoints { return crowdingOrder(points) }
    let distances = crowdingDistance(front)
    return MeasuredVectors(front).indices.sorted { left, right in
        distances[left] != distances[right] ? distances[left] > distances[right] : left < right
    }
}

/// NSGA-II's choice of survivors, as `leastCrowded` of points: the indices of the `count` best, front by front.
public func leastCrowded(_ vectors: [ObjectiveVector], count: Int) -> [Int] {
    if let points = vectors.asPoints { return leastCrowded(points, count: count) }
    guard count > 0 else { return [] }
    let ranks = nonDominatedSort(vectors)
    let members = Dictionary(grouping: MeasuredVectors(vectors).indices, by: { ranks[$0] })
    var chosen: [Int] = []
    for rank in members.keys.sorted() where chosen.count < count {
        let front = members[rank] ?? []
        let order = crowdingOrder(front.map { vectors[$0] })
        chosen += order.prefix(count - chosen.count).map { front[$0] }
    }
    return chosen
}
