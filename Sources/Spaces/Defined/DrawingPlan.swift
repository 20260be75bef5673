#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How to draw uniformly, and count, among choices that conditions bind together, without listing them.
///
/// Positions fall into parts that no condition joins; parts are drawn apart, and their counts multiply. Within a
/// part, the positions that conditions read, its controllers, are drawn jointly: each of their assignments by
/// the number of ways to complete it, which is a product, for the others depend on controllers alone. That is
/// exact up to `mostRows` assignments; beyond, controllers are drawn one by one, and the count is Knuth's
/// estimate ("Estimating the efficiency of backtrack programs", 1975). Whether architectures meet the space's
/// requirements and a niche's bounds is not looked at here.
final class DrawingPlan: Sendable {
    struct Part: Sendable {
        /// Positions, in order.
        var controllers: [Int]
        var others: [Int]
        /// Assignments of the controllers, one after the other; empty where they are too many.
        var rows: [UInt8] = []
        /// The share of the part's members up to and with each row.
        var shares: [Double] = []
        var count = 0.0
        var isExact = true
    }

    static let mostRows = 100_000
    /// Conditions asked while rows are counted: fewer rows where a part has hundreds of positions.
    static let mostSteps = 20_000_000

    let space: SpaceDefinition
    /// By position, choices from 1.
    let allowed: [[UInt8]]
    let parts: [Part]
    let count: Double
    var isExact: Bool { parts.allSatisfy(\.isExact) }

    init(_ space: SpaceDefinition, allowed: [[UInt8]]) {
        self.space = space
        self.allowed = allowed
        var counter = PartCounter(space, allowed)
        let parts = Self.split(space).map { counter.counted($0) }
        self.parts = parts
        count = parts.reduce(1.0) { $0 * $1.count }
    }

    /// 0, for a variable that is not there, is always allowed.
    func isAllowed(_ choice: UInt8, at position: Int) -> Bool {
        choice == 0 || allowed[position].count == Int(space.positions[position].choices)
            || allowed[position].contains(choice)
    }

    /// Positions joined by conditions, by union and find.
    private static func split(_ space: SpaceDefinition) -> [Part] {
        var parents = Array(space.positions.indices)
        func root(_ position: Int) -> Int {
            var position = position
            while parents[position] != position {
                parents[position] = parents[parents[position]]
                position = parents[position]
            }
            return position
        }
        for position in space.gated {
            for read in space.positions[position].when?.reads ?? [] {
                let (one, other) = (root(read), root(position))
                parents[max(one, other)] = min(one, other)
            }
        }
        var parts: [Int: Part] = [:]
        for position in space.positions.indices {
            var part = parts[root(position)] ?? Part(controllers: [], others: [])
            if space.isController[position] {
                part.controllers.append(position)
            } else {
                part.others.append(position)
            }
            parts[root(position)] = part
        }
        return parts.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Choices drawn uniformly within the restrictions, canonical.
    func draw(_ random: inout RandomStream) -> [UInt8] {
        var choices = [UInt8](repeating: 0, count: space.positions.count)
        space.program.running(&choices) { run, choices in
            for part in parts { draw(part, choices, &run, &random) }
        }
        return choices
    }

    private func draw(
        _ part: Part, _ choices: UnsafeMutableBufferPointer<UInt8>, _ run: inout ExpressionRun,
        _ random: inout RandomStream
    ) {
        func pick(_ position: Int) {
            guard space.isThere(position, &run) else { return }
            let allowed = allowed[position]
            choices[position] = allowed[random.below(allowed.count)]
        }
        if part.shares.isEmpty {
            part.controllers.forEach(pick)
        } else {
            let share = random.unit()
            var (low, high) = (0, part.shares.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if part.shares[middle] > share { high = middle } else { low = middle + 1 }
            }
            let start = low * part.controllers.count
            for (offset, position) in part.controllers.enumerated() {
                choices[position] = part.rows[start + offset]
            }
        }
        part.others.forEach(pick)
    }

    /// Visits every member once, in order, until the body says stop. For spaces that are known to be small.
    func forEach(_ body: ([UInt8]) -> Bool) {
        var choices = [UInt8](repeating: 0, count: space.positions.count)
        func visit(_ position: Int) -> Bool {
            guard position < choices.count else { return body(choices) }
            choices[position] = 0
            guard isThere(position, choices) else { return visit(position + 1) }
            for choice in allowed[position] {
                choices[position] = choice
                if !visit(position + 1) { return false }
            }
            choices[position] = 0
            return true
        }
        _ = visit(0)
    }

    private func isThere(_ position: Int, _ choices: [UInt8]) -> Bool {
        guard space.positions[position].when != nil else { return true }
        return choices.withUnsafeBufferPointer { choices in
            space.program.running(choices) { run in space.isThere(position, &run) }
        }
    }
}

/// Counts the members of a part, with its controllers' assignments as rows.
private struct PartCounter {
    private let space: SpaceDefinition
    private let allowed: [[UInt8]]
    private var choices: [UInt8]

    init(_ space: SpaceDefinition, _ allowed: [[UInt8]]) {
        self.space = space
        self.allowed = allowed
        choices = [UInt8](repeating: 0, count: space.positions.count)
    }

    mutating func counted(_ part: DrawingPlan.Part) -> DrawingPlan.Part {
        var part = part
        let (allowed, space) = (allowed, space)
        let mostRows = min(DrawingPlan.mostRows, DrawingPlan.mostSteps / max(1, part.others.count))
        var counts: [Double] = []
        // Logarithms too, for counts too large to be numbers.
        var weights: [Double] = []
        var isComplete = true
        space.program.running(&choices) { run, choices in
            for position in part.controllers + part.others { choices[position] = 0 }
            func logarithm() -> (Double, Double) {
                var (logarithm, count) = (0.0, 1.0)
                for position in part.others where space.isThere(position, &run) {
                    logarithm += log2(Double(allowed[position].count))
                    count *= Double(allowed[position].count)
                }
                return (logarithm, count)
            }
            func visit(_ number: Int) {
                guard isComplete else { return }
                guard number < part.controllers.count else {
                    guard weights.count < mostRows else {
                        isComplete = false
                        return
                    }
                    let (weight, count) = logarithm()
                    weights.append(weight)
                    counts.append(count)
                    part.count += count
                    for position in part.controllers { part.rows.append(choices[position]) }
                    return
                }
                let position = part.controllers[number]
                choices[position] = 0
                guard space.isThere(position, &run) else { return visit(number + 1) }
                for choice in allowed[position] {
                    choices[position] = choice
                    visit(number + 1)
                }
                choices[position] = 0
            }
            visit(0)
            for position in part.controllers { choices[position] = 0 }
        }
        guard isComplete else { return estimated(part) }
        if part.controllers.isEmpty {
            part.rows = []
            return part
        }
        let heaviest = weights.max() ?? 0
        // Products are the same on every machine; the library's logarithms need not be.
        let shares = part.count.isFinite ? counts : weights.map { exp2($0 - heaviest) }
        let total = shares.reduce(0, +)
        var sum = 0.0
        part.shares = shares.map { share in
            sum += share
            return sum / total
        }
        return part
    }

    /// The count by weighing draws, each by the inverse of its odds.
    private mutating func estimated(_ part: DrawingPlan.Part) -> DrawingPlan.Part {
        var part = part
        (part.rows, part.shares, part.count, part.isExact) = ([], [], 0, false)
        let (allowed, space) = (allowed, space)
        var random = RandomStream(seed: 0, "space", "count", space.name)
        let draws = 10_000
        space.program.running(&choices) { run, choices in
            for _ in 0..<draws {
                var weight = 1.0
                for position in part.controllers + part.others {
                    choices[position] = 0
                    guard space.isThere(position, &run) else { continue }
                    let allowed = allowed[position]
                    choices[position] = allowed[random.below(allowed.count)]
                    weight *= Double(allowed.count)
                }
                part.count += weight / Double(draws)
            }
            for position in part.controllers + part.others { choices[position] = 0 }
        }
        return part
    }
}
