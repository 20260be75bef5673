import Pareto
import TestSupport

/// Seeded sets of vectors, as `Example` has of points.
struct VectorExample: Sendable, CustomStringConvertible {
    enum Kind: String, CaseIterable, Sendable {
        /// Independent values: many fronts.
        case cloud
        /// Of length 1: one front, bent away from the ideal.
        case sphere
        /// Values that add up to 1: one front.
        case simplex
        /// Whole numbers of few: copies and ties everywhere.
        case lattice
        /// A lattice with negative numbers and holes.
        case wild
    }

    var kind: Kind
    var objectives: Int
    var count: Int
    var seed: UInt64

    var description: String { "\(kind.rawValue) of \(count) in \(objectives), seed \(seed)" }

    var vectors: [ObjectiveVector] { vectors(seed: seed) }
    var others: [ObjectiveVector] { vectors(seed: seed &+ 1_000_000) }

    /// All sizes up to 30, in two to four objectives, each kind in turn; and a few larger ones.
    static let all: [VectorExample] = [2, 3, 4].flatMap { objectives in
        Kind.allCases.flatMap { kind in
            (1...30).map {
                VectorExample(kind: kind, objectives: objectives, count: $0, seed: UInt64($0))
            }
        }
    }

    static let larger: [VectorExample] = [3, 4].flatMap { objectives in
        Kind.allCases.map { VectorExample(kind: $0, objectives: objectives, count: 120, seed: 7) }
    }

    private func vectors(seed: UInt64) -> [ObjectiveVector] {
        var random = SplitMix64(seed: seed)
        func unit() -> Double { Double.random(in: 0..<1, using: &random) }
        func grid(_ range: ClosedRange<Int>) -> Double { Double(Int.random(in: range, using: &random)) }
        let odd: [Double] = [.nan, .infinity, -.infinity, -0.0]
        return (0..<count).map { _ in
            let raw = (0..<objectives).map { _ in
                switch kind {
                case .cloud, .sphere, .simplex: unit()
                case .lattice: grid(0...4)
                case .wild: unit() < 0.1 ? odd.randomElement(using: &random) ?? 0 : grid(-2...2)
                }
            }
            switch kind {
            case .sphere:
                let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
                return ObjectiveVector(raw.map { $0 / length })
            case .simplex:
                let sum = raw.reduce(0, +)
                return ObjectiveVector(raw.map { $0 / sum })
            case .cloud, .lattice, .wild: return ObjectiveVector(raw)
            }
        }
    }
}

/// The definitions themselves, for any number of objectives.
enum SlowVectors {
    static func nonDominated(_ vectors: [ObjectiveVector]) -> [Int] {
        vectors.indices.filter { index in
            vectors[index].isFinite && !vectors.contains { $0.dominates(vectors[index]) }
        }
    }

    static func ranks(_ vectors: [ObjectiveVector]) -> [Int] {
        var ranks = [Int?](repeating: nil, count: vectors.count)
        var rank = 0
        while true {
            let left = vectors.indices.filter { ranks[$0] == nil && vectors[$0].isFinite }
            if left.isEmpty { return ranks.map { $0 ?? rank } }
            for place in nonDominated(left.map { vectors[$0] }) { ranks[left[place]] = rank }
            rank += 1
        }
    }

    /// Cuts the box along every value that occurs in any objective and adds up the cells that some vector dominates.
    static func hypervolume(_ vectors: [ObjectiveVector], reference: ObjectiveVector) -> Double {
        func volume(_ inside: [ObjectiveVector], from objective: Int) -> Double {
            guard !inside.isEmpty else { return 0 }
            guard objective < reference.count else { return 1 }
            let cuts = Set(inside.map { $0[objective] } + [reference[objective]]).sorted()
            return zip(cuts, cuts.dropFirst()).reduce(0) { sum, slab in
                sum + (slab.1 - slab.0)
                    * volume(inside.filter { $0[objective] <= slab.0 }, from: objective + 1)
            }
        }
        return volume(vectors.filter { $0.strictlyDominates(reference) }, from: 0)
    }

    /// By inclusion and exclusion: the boxes, less what pairs share, and so on.
    static func inclusionExclusion(_ vectors: [ObjectiveVector], reference: ObjectiveVector) -> Double {
        let inside = vectors.filter { $0.strictlyDominates(reference) }
        var volume = 0.0
        for subset in 1..<(1 << inside.count) {
            let members = inside.indices.filter { subset & (1 << $0) != 0 }
            let box = reference.values.indices.reduce(1.0) { product, objective in
                product * (reference[objective] - (members.map { inside[$0][objective] }.max() ?? 0))
            }
            volume += members.count % 2 == 1 ? box : -box
        }
        return volume
    }

    static func mean(
        found: [ObjectiveVector], trueFront: [ObjectiveVector], plus: Bool
    ) -> Double? {
        let distances = trueFront.filter(\.isFinite).map { target in
            found.filter(\.isFinite).map { place in
                zip(place.values, target.values)
                    .map { plus ? max($0 - $1, 0) : $0 - $1 }
                    .reduce(0) { $0 + $1 * $1 }.squareRoot()
            }.min() ?? .infinity
        }
        let mean = distances.reduce(0, +) / Double(distances.count)
        return mean.isFinite ? mean : nil
    }
}
