#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// One step of a compiled expression. Its operands are other nodes, by their numbers in the program; what
/// else the four numbers mean stands beside each operation.
struct ExpressionNode: Sendable {
    enum Operation: UInt8, Sendable {
        /// `number`.
        case constant
        /// The value at position `first`.
        case position
        /// The value at one of the `second` positions from `first` on, numbered from 1 by node `third`.
        case element
        /// The same of the constants' table.
        case table
        /// The local variable in slot `first`.
        case local
        case add, subtract, multiply, divide, power, negate
        case less, lessOrEqual, greater, greaterOrEqual, equal, unequal
        case and, or, not, choose
        case least, most, round, floor, ceiling, log2, squareRoot, absolute
        /// From node `first` to node `second` of node `third`, in slot `fourth`; `number` is what a turn costs.
        case sum
        /// How many of the `second` positions from `first` on have the value `number`.
        case count
        /// Another expression, whose root is `first`; `number` is what it costs.
        case reference
    }

    var operation: Operation
    var first: Int32 = 0
    var second: Int32 = 0
    var third: Int32 = 0
    var fourth: Int32 = 0
    var number = 0.0
}

/// All compiled expressions of a space, in one array of nodes that they share.
struct ExpressionProgram: Sendable {
    var nodes: [ExpressionNode] = []
    /// Local variables, one for each `sum` of the space and the first for `index`.
    var slots = 1
    var tables: [Double] = []
    /// Values of all choices, variable by variable. Texts are numbered.
    var values: [Double] = []
    /// Where the values of a position's choices begin.
    var starts: [Int32] = []

    /// Nodes that one evaluation may visit in loops and by way of other expressions.
    static let budget = 1_000_000.0

    /// Lends a run over choices, which the body may change between two evaluations.
    func running<Result>(
        _ choices: inout [UInt8], _ body: (inout ExpressionRun, UnsafeMutableBufferPointer<UInt8>) -> Result
    ) -> Result {
        choices.withUnsafeMutableBufferPointer { choices in
            running(UnsafeBufferPointer(choices)) { run in body(&run, choices) }
        }
    }

    func running<Result>(
        _ choices: UnsafeBufferPointer<UInt8>, _ body: (inout ExpressionRun) -> Result
    ) -> Result {
        nodes.withUnsafeBufferPointer { nodes in
            tables.withUnsafeBufferPointer { tables in
                values.withUnsafeBufferPointer { values in
                    starts.withUnsafeBufferPointer { starts in
                        withUnsafeTemporaryAllocation(of: Double.self, capacity: slots) { locals in
                            locals.initialize(repeating: 0)
                            var run = ExpressionRun(
                                nodes: nodes, tables: tables, values: values, starts: starts,
                                choices: choices, locals: locals)
                            return body(&run)
                        }
                    }
                }
            }
        }
    }
}

/// Evaluates expressions over one architecture's choices: 0 for a variable that is not there, else the
/// choice's number from 1.
///
/// What has no value is not a number: a variable that is not there, an index beyond a list, too long a loop. It
/// passes through all arithmetic, equals nothing, and so ends as a condition that does not hold or a measure
/// that is missing.
struct ExpressionRun {
    let nodes: UnsafeBufferPointer<ExpressionNode>
    let tables: UnsafeBufferPointer<Double>
    let values: UnsafeBufferPointer<Double>
    let starts: UnsafeBufferPointer<Int32>
    let choices: UnsafeBufferPointer<UInt8>
    let locals: UnsafeMutableBufferPointer<Double>
    private var budget = ExpressionProgram.budget

    init(
        nodes: UnsafeBufferPointer<ExpressionNode>, tables: UnsafeBufferPointer<Double>,
        values: UnsafeBufferPointer<Double>, starts: UnsafeBufferPointer<Int32>,
        choices: UnsafeBufferPointer<UInt8>, locals: UnsafeMutableBufferPointer<Double>
    ) {
        (self.nodes, self.tables, self.values) = (nodes, tables, values)
        (self.starts, self.choices, self.locals) = (starts, choices, locals)
    }

    /// An expression's value; `index` is the number of the repeated variable it is a condition of.
    mutating func evaluate(_ root: Int32, index: Int = 0) -> Double {
        budget = ExpressionProgram.budget
        locals[0] = Double(index)
        return value(root)
    }

    mutating func holds(_ root: Int32, index: Int = 0) -> Bool { evaluate(root, index: index) == 1 }

    /// How far a condition is from holding, 0 where it holds: what a repair climbs down.
    mutating func shortfall(_ root: Int32) -> Double {
        if holds(root) { return 0 }
        let node = nodes[Int(root)]
        switch node.operation {
        case .and: return shortfall(node.first) + shortfall(node.second)
        case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal:
            let (left, right) = (evaluate(node.first), evaluate(node.second))
            let distance = abs(left - right) / (1 + abs(left) + abs(right))
            return distance.isFinite ? 1e-6 + distance : 2
        default: return 1
        }
    }

    private func chosen(_ position: Int) -> Double {
        let choice = choices[position]
        return choice == 0 ? .nan : values[Int(starts[position]) + Int(choice) - 1]
    }

    private mutating func value(_ number: Int32) -> Double {
        let node = nodes[Int(number)]
        switch node.operation {
        case .constant: return node.number
        case .position: return chosen(Int(node.first))
        case .element, .table:
            let index = value(node.third)
            guard index >= 1, index <= Double(node.second), index == index.rounded() else { return .nan }
            let place = Int(node.first) + Int(index) - 1
            return node.operation == .element ? chosen(place) : tables[place]
        case .local: return locals[Int(node.first)]
        case .add: return value(node.first) + value(node.second)
        case .subtract: return value(node.first) - value(node.second)
        case .multiply: return value(node.first) * value(node.second)
        case .divide: return value(node.first) / value(node.second)
        case .power: return pow(value(node.first), value(node.second))
        case .negate: return -value(node.first)
        case .less: return value(node.first) < value(node.second) ? 1 : 0
        case .lessOrEqual: return value(node.first) <= value(node.second) ? 1 : 0
        case .greater: return value(node.first) > value(node.second) ? 1 : 0
        case .greaterOrEqual: return value(node.first) >= value(node.second) ? 1 : 0
        case .equal: return value(node.first) == value(node.second) ? 1 : 0
        case .unequal: return value(node.first) != value(node.second) ? 1 : 0
        case .and: return value(node.first) == 1 && value(node.second) == 1 ? 1 : 0
        case .or: return value(node.first) == 1 || value(node.second) == 1 ? 1 : 0
        case .not: return value(node.first) == 1 ? 0 : 1
        case .choose: return value(node.first) == 1 ? value(node.second) : value(node.third)
        case .least, .most:
            let (left, right) = (value(node.first), value(node.second))
            if left.isNaN || right.isNaN { return .nan }
            return node.operation == .least ? min(left, right) : max(left, right)
        case .round: return value(node.first).rounded()
        case .floor: return value(node.first).rounded(.down)
        case .ceiling: return value(node.first).rounded(.up)
        case .log2: return log2(value(node.first))
        case .squareRoot: return value(node.first).squareRoot()
        case .absolute: return abs(value(node.first))
        case .sum: return sum(node)
        case .count:
            var count = 0.0
            for place in Int(node.first)..<Int(node.first + node.second) where chosen(place) == node.number {
                count += 1
            }
            return count
        case .reference:
            budget -= node.number
            return budget < 0 ? .nan : value(node.first)
        }
    }

    private mutating func sum(_ node: ExpressionNode) -> Double {
        let (from, to) = (value(node.first), value(node.second))
        guard from.isFinite, to.isFinite, from == from.rounded() else { return .nan }
        var total = 0.0
        var turn = from
        while turn <= to {
            budget -= node.number
            guard budget >= 0 else { return .nan }
            locals[Int(node.fourth)] = turn
            total += value(node.third)
            turn += 1
        }
        return total
    }
}
