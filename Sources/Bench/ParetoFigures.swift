import Pareto
import Spaces

/// The hypervolume of fronts.
func hypervolumeFigures() -> [MeasurementGroup] {
    [20, 200, 2_000, 20_000].map { count in
        MeasurementGroup([
            Measurement(
                timing: "pareto/hypervolume-\(count)", .microseconds, "\(grouped(count)) points, \(frontKind)"
            ) {
                let points = randomFront(count, "hypervolume")
                return { hypervolume(points, reference: Normalisation.unitReference) }
            }
        ])
    }
}

/// The hypervolume of fronts of three and four objectives, and of a cloud, as moocore is timed on.
func vectorHypervolumeFigures() -> [MeasurementGroup] {
    [3, 4].flatMap { objectives in
        [("sphere", "of length 1"), ("simplex", "of sum 1"), ("cloud", "uniform in a box")].map {
            kind, words in
            MeasurementGroup([
                Measurement(
                    timing: "pareto/hypervolume-\(objectives)d-\(kind)-1000", .microseconds,
                    "1,000 vectors of \(objectives) objectives, \(words)"
                ) {
                    let vectors = randomVectors(1_000, of: objectives, kind)
                    let reference = ObjectiveVector([Double](repeating: 1.1, count: objectives))
                    return { hypervolume(vectors, reference: reference) }
                }
            ])
        }
    }
}

/// The inverted generational distance of one front from another of as many points.
func distanceFigures() -> [MeasurementGroup] {
    [20, 200, 2_000, 20_000].map { count in
        MeasurementGroup([
            Measurement(
                timing: "pareto/igd-\(count)", .microseconds,
                "\(grouped(count)) against as many, each \(frontKind)"
            ) {
                let found = randomFront(count, "found").map { Point(x: $0.x * 1.01, y: $0.y * 1.01) }
                let truth = randomFront(count, "true")
                return {
                    invertedGenerationalDistance(found: found, trueFront: truth, normalisation: .identity)
                        ?? .nan
                }
            }
        ])
    }
}

/// Ranking a cloud, its first front, and crowding on a front.
func sortingFigures() -> [MeasurementGroup] {
    let clouds = [15_625, 1_000_000].map { count in
        let detail = "\(grouped(count)) points, uniform in a square"
        return MeasurementGroup(
            [
                Measurement(timing: "pareto/non-dominated-sort-\(count)", .milliseconds, detail) {
                    let points = randomCloud(count)
                    return {
                        let ranks = nonDominatedSort(points)
                        return Double(ranks[0] &+ ranks[ranks.count - 1])
                    }
                },
                Measurement(timing: "pareto/first-front-\(count)", .milliseconds, detail) {
                    let points = randomCloud(count)
                    return { Double(nonDominated(points).count) }
                },
            ], seconds: 3)
    }
    let crowding = [200, 20_000].map { count in
        MeasurementGroup([
            Measurement(
                timing: "pareto/crowding-\(count)", .microseconds, "\(grouped(count)) points, \(frontKind)"
            ) {
                let points = randomFront(count, "crowding")
                return {
                    let distances = crowdingDistance(points)
                    return distances.reduce(0) { $1.isFinite ? $0 + $1 : $0 }
                }
            }
        ])
    }
    return clouds + crowding
}

private let frontKind = "none dominated, shuffled"

/// Points of the front y = 1 - sqrt(x), in any order.
private func randomFront(_ count: Int, _ name: String) -> [Point] {
    var random = RandomStream(seed: 1, "bench", name)
    return (0..<count).map { _ in
        let x = random.unit()
        return Point(x: x, y: 1 - x.squareRoot())
    }
}

private func randomVectors(_ count: Int, of objectives: Int, _ kind: String) -> [ObjectiveVector] {
    var random = RandomStream(seed: 1, "bench", kind)
    return (0..<count).map { _ in
        let values = (0..<objectives).map { _ in random.unit() }
        let size =
            switch kind {
            case "sphere": values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            case "simplex": values.reduce(0, +)
            default: 1.0
            }
        return ObjectiveVector(values.map { $0 / size })
    }
}

private func randomCloud(_ count: Int) -> [Point] {
    var random = RandomStream(seed: 1, "bench", "cloud")
    return (0..<count).map { _ in
        let x = random.unit()
        return Point(x: x, y: random.unit())
    }
}

/// 15,625 for readers.
private func grouped(_ count: Int) -> String {
    count < 1_000 ? "\(count)" : "\(grouped(count / 1_000)),\(String(count % 1_000 + 1_000).dropFirst())"
}
