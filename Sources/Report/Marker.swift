internal import Pareto

/// A niche's mark: one of eight shapes with one of eight colours, so that neither alone has to be told apart.
/// Beyond eight niches both begin again, one step apart.
struct Marker {
    static let count = 8

    let shape: Int
    let colour: Int

    init(niche index: Int) {
        let index = max(0, index)
        colour = index % Self.count
        shape = (index + index / Self.count) % Self.count
    }

    /// The class that gives the colour: `n0` to `n7`.
    var className: String { "n\(colour)" }

    /// The outline about a centre, of about equal area whatever the shape.
    func path(x: Double, y: Double, radius r: Double) -> String {
        switch shape {
        case 0:
            let n = NumberText.coordinate
            return
                "M\(n(x - r)) \(n(y))a\(n(r)) \(n(r)) 0 1 0 \(n(2 * r)) 0a\(n(r)) \(n(r)) 0 1 0 \(n(-2 * r)) 0Z"
        case 1: return polygon(x, y, r * 0.9, [(-1, -1), (1, -1), (1, 1), (-1, 1)])
        case 2: return polygon(x, y, r * 1.15, [(0, -1.1), (1, 0.75), (-1, 0.75)])
        case 3: return polygon(x, y, r * 1.2, [(0, -1), (1, 0), (0, 1), (-1, 0)])
        case 4: return polygon(x, y, r * 1.15, [(0, 1.1), (1, -0.75), (-1, -0.75)])
        case 5:
            return polygon(
                x, y, r * 1.15,
                [
                    (-0.33, -1), (0.33, -1), (0.33, -0.33), (1, -0.33), (1, 0.33), (0.33, 0.33), (0.33, 1),
                    (-0.33, 1), (-0.33, 0.33), (-1, 0.33), (-1, -0.33), (-0.33, -0.33),
                ])
        case 6:
            return polygon(
                x, y, r * 1.1, [(0, -1), (0.95, -0.31), (0.59, 0.81), (-0.59, 0.81), (-0.95, -0.31)])
        default:
            return polygon(
                x, y, r * 1.3,
                [
                    (0, -1), (0.27, -0.36), (0.95, -0.31), (0.43, 0.14), (0.59, 0.81), (0, 0.45),
                    (-0.59, 0.81),
                    (-0.43, 0.14), (-0.95, -0.31), (-0.27, -0.36),
                ])
        }
    }

    private func polygon(_ x: Double, _ y: Double, _ r: Double, _ corners: [(Double, Double)]) -> String {
        "M"
            + corners.map {
                "\(NumberText.coordinate(x + $0.0 * r)) \(NumberText.coordinate(y + $0.1 * r))"
            }.joined(separator: "L") + "Z"
    }
}

/// Many places as one path of zero-length strokes with round caps: a dot each, in a few bytes each.
struct DotPath {
    private(set) var text = ""

    mutating func add(_ x: Double, _ y: Double) {
        text += "M\(NumberText.coordinate(x)) \(NumberText.coordinate(y))h0"
    }

    mutating func add(_ point: (x: Double, y: Double)) { add(point.x, point.y) }
}
