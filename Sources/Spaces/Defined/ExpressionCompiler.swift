/// What an expression may name.
struct ExpressionScope {
    struct Variable {
        /// Its positions.
        var first: Int
        var count: Int
        var isList: Bool
        var isText: Bool
        var choices: [SpaceValue]
    }

    struct Constant {
        var first: Int
        var count: Int
        var isList: Bool
    }

    var variables: [String: Variable] = [:]
    var constants: [String: Constant] = [:]
    var measures: [String: CompiledExpression] = [:]
    /// Whether `index` is there: the number of the repeated variable that a condition is about.
    var hasIndex = false

    var names: [String] {
        (Array(variables.keys) + constants.keys + measures.keys + (hasIndex ? ["index"] : [])).sorted()
    }
}

struct CompiledExpression: Sendable {
    var root: Int32
    /// Nodes that it visits, those of its loops counted once.
    var size: Int
    var height: Int
    /// Positions that it may read, in order.
    var reads: [Int]
}

/// Compiles expressions into a program.
///
/// The language: numbers, 'texts', variables and constants, `name[i]` from 1, `+ - * / ^`, `== != < <= > >=`,
/// `and or not`, `if(condition, this, that)`, `min max round floor ceil log2 sqrt abs`, `sum(i, from, to,
/// expression)`, `count(variable, value)`, and the names of measures defined before. Kinds are checked here: a
/// number is no condition, and a text that is none of a variable's choices never equals it.
struct ExpressionCompiler {
    enum Kind: String {
        case number = "a number"
        case text = "a text"
        case condition = "a condition"
    }

    struct Operand {
        var node: Int32
        var kind: Kind
        var column: Int
        /// Of a text variable what it may be, for the text beside it; of a quoted text itself.
        var choices: [SpaceValue]?
        var literal: String?
    }

    static let functions: [String: (operation: ExpressionNode.Operation, operands: ClosedRange<Int>)] = [
        "min": (.least, 2...64), "max": (.most, 2...64), "round": (.round, 1...1), "floor": (.floor, 1...1),
        "ceil": (.ceiling, 1...1), "log2": (.log2, 1...1), "sqrt": (.squareRoot, 1...1),
        "abs": (.absolute, 1...1),
    ]
    static let reserved = Set(functions.keys).union(["and", "or", "not", "if", "sum", "count", "index"])
    /// Brackets in brackets, and the height of the tree: evaluation recurses as deep.
    static let deepest = 64
    static let highest = 400

    var program = ExpressionProgram()
    private var texts: [String: Double] = [:]
    private var heights: [Int] = []

    private(set) var scope = ExpressionScope()
    private(set) var tokens: [ExpressionScanner.Placed] = []
    private var place = 0
    private var depth = 0
    private var locals: [(name: String, slot: Int32)] = []
    private var reads: Set<Int> = []
    /// Nodes of other expressions that this one refers to.
    private var referred = 0

    /// The number that stands for a text.
    mutating func number(of text: String) -> Double {
        if let known = texts[text] { return known }
        texts[text] = Double(texts.count)
        return Double(texts.count - 1)
    }

    mutating func compile(
        _ text: String, as kind: Kind, in scope: ExpressionScope
    ) throws(ExpressionProblem) -> CompiledExpression {
        tokens = try ExpressionScanner.tokens(of: text)
        self.scope = scope
        (place, depth, locals, reads, referred) = (0, 0, [], [], 0)
        let start = program.nodes.count
        let root = try disjunction()
        guard token == .end else {
            throw problem("found \(token.inWords); expected an operator or the end")
        }
        try require(kind, root)
        return CompiledExpression(
            root: root.node, size: program.nodes.count - start + referred, height: heights[Int(root.node)],
            reads: reads.sorted())
    }

    // MARK: Tokens

    var token: ExpressionScanner.Token { tokens[place].token }
    var column: Int { tokens[place].column }

    mutating func advance() { place = min(place + 1, tokens.count - 1) }

    mutating func take(_ token: ExpressionScanner.Token) -> Bool {
        guard self.token == token else { return false }
        advance()
        return true
    }

    mutating func expect(_ sign: String, _ purpose: String) throws(ExpressionProblem) {
        guard take(.sign(sign)) else {
            throw problem("found \(token.inWords); expected '\(sign)' \(purpose)")
        }
    }

    func problem(_ message: String, at column: Int? = nil) -> ExpressionProblem {
        ExpressionProblem(column: column ?? self.column, message: message)
    }

    func require(_ kind: Kind, _ operand: Operand) throws(ExpressionProblem) {
        guard operand.kind == kind else {
            throw problem("found \(operand.kind.rawValue); expected \(kind.rawValue)", at: operand.column)
        }
    }

    // MARK: Nodes

    mutating func add(
        _ operation: ExpressionNode.Operation, _ operands: [Int32] = [], slot: Int32 = 0, number: Double = 0,
        kind: Kind = .number, column: Int
    ) throws(ExpressionProblem) -> Operand {
        let height = 1 + (operands.map { heights[Int($0)] }.max() ?? 0)
        guard height <= Self.highest else {
            throw problem("the expression is deeper than \(Self.highest) operations", at: column)
        }
        var node = ExpressionNode(operation: operation, number: number)
        if operands.count > 0 { node.first = operands[0] }
        if operands.count > 1 { node.second = operands[1] }
        if operands.count > 2 { node.third = operands[2] }
        node.fourth = slot
        program.nodes.append(node)
        heights.append(height)
        return Operand(node: Int32(program.nodes.count - 1), kind: kind, column: column)
    }

    /// A node that reads `count` positions, or constants, from `first` on; by the index where there is one.
    mutating func addReading(
        _ operation: ExpressionNode.Operation, _ first: Int, _ count: Int, index: Int32? = nil,
        number: Double = 0, kind: Kind = .number, column: Int
    ) throws(ExpressionProblem) -> Operand {
        if operation != .table { reads.formUnion(first..<first + count) }
        let operand = try add(operation, number: number, kind: kind, column: column)
        program.nodes[Int(operand.node)].first = Int32(first)
        program.nodes[Int(operand.node)].second = Int32(count)
        if let index {
            program.nodes[Int(operand.node)].third = index
            heights[Int(operand.node)] = 1 + heights[Int(index)]
        }
        return operand
    }

    mutating func addReference(
        _ measure: CompiledExpression, column: Int
    ) throws(ExpressionProblem) -> Operand {
        reads.formUnion(measure.reads)
        // Measures that refer twice to one another double; far beyond the budget one size is as good as another.
        referred = min(referred + measure.size, 1_000_000_000)
        return try add(.reference, [measure.root], number: Double(measure.size), column: column)
    }

    // MARK: Scopes

    func local(_ name: String) -> Int32? { locals.last { $0.name == name }?.slot }

    /// `sum(i, from, to, expression)`, from the bracket on.
    mutating func sum(_ column: Int) throws(ExpressionProblem) -> Operand {
        guard case .name(let name) = token else {
            throw problem("found \(token.inWords); expected the name that counts, as in sum(i, 1, 3, i * i)")
        }
        guard !Self.reserved.contains(name), local(name) == nil, !scope.names.contains(name) else {
            throw problem("\(quoted(name)) means something already; expected a new name to count with")
        }
        advance()
        try expect(",", "behind the name")
        let from = try operand(.number, ",")
        let to = try operand(.number, ",")
        let slot = Int32(program.slots)
        program.slots += 1
        locals.append((name, slot))
        let start = program.nodes.count
        let body = try operand(.number, ")")
        locals.removeLast()
        return try add(
            .sum, [from.node, to.node, body.node], slot: slot,
            number: Double(max(1, program.nodes.count - start)), column: column)
    }

    mutating func operand(_ kind: Kind, _ sign: String) throws(ExpressionProblem) -> Operand {
        let operand = try disjunction()
        try require(kind, operand)
        try expect(sign, "behind it")
        return operand
    }

    mutating func deeper(
        _ read: (inout ExpressionCompiler) throws(ExpressionProblem) -> Operand
    ) throws(ExpressionProblem) -> Operand {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw problem("more than \(Self.deepest) brackets and signs in one another")
        }
        return try read(&self)
    }
}
