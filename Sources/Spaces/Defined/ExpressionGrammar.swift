/// The grammar, one method a level, loosest first.
extension ExpressionCompiler {
    mutating func disjunction() throws(ExpressionProblem) -> Operand {
        try deeper { (compiler: inout ExpressionCompiler) throws(ExpressionProblem) in
            var left = try compiler.conjunction()
            while compiler.token == .name("or") {
                left = try compiler.joined(left, .or, .condition, .condition) {
                    (compiler: inout ExpressionCompiler) throws(ExpressionProblem) in
                    try compiler.conjunction()
                }
            }
            return left
        }
    }

    private mutating func conjunction() throws(ExpressionProblem) -> Operand {
        var left = try negation()
        while token == .name("and") {
            left = try joined(left, .and, .condition, .condition) {
                (compiler: inout ExpressionCompiler) throws(ExpressionProblem) in try compiler.negation()
            }
        }
        return left
    }

    private mutating func negation() throws(ExpressionProblem) -> Operand {
        let column = column
        guard take(.name("not")) else { return try comparison() }
        return try deeper { (compiler: inout ExpressionCompiler) throws(ExpressionProblem) in
            let operand = try compiler.negation()
            try compiler.require(.condition, operand)
            return try compiler.add(.not, [operand.node], kind: .condition, column: column)
        }
    }

    private static let comparisons: [String: ExpressionNode.Operation] = [
        "==": .equal, "!=": .unequal, "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual,
    ]

    private mutating func comparison() throws(ExpressionProblem) -> Operand {
        var left = try additive()
        guard case .sign(let sign) = token, let operation = Self.comparisons[sign] else { return left }
        let column = column
        advance()
        var right = try additive()
        if operation == .equal || operation == .unequal {
            guard left.kind == right.kind else {
                throw problem(
                    "\(left.kind.rawValue) beside \(right.kind.rawValue); they can never be equal", at: column
                )
            }
            left = try checked(left, beside: right)
            right = try checked(right, beside: left)
        } else {
            try require(.number, left)
            try require(.number, right)
        }
        if case .sign(let next) = token, Self.comparisons[next] != nil {
            throw problem("comparisons do not chain; write a < b and b < c")
        }
        return try add(operation, [left.node, right.node], kind: .condition, column: column)
    }

    /// A quoted text must be one of the choices of the variable beside it.
    private func checked(_ operand: Operand, beside other: Operand) throws(ExpressionProblem) -> Operand {
        guard let literal = operand.literal, let choices = other.choices else { return operand }
        guard choices.contains(.text(literal)) else { throw noChoice(literal, choices, operand.column) }
        return operand
    }

    private func noChoice(_ text: String, _ choices: [SpaceValue], _ column: Int) -> ExpressionProblem {
        ExpressionProblem(
            column: column, message: "\(quoted(text)) is none of the variable's choices", unknown: text,
            candidates: choices.map(\.description))
    }

    private mutating func additive() throws(ExpressionProblem) -> Operand {
        var left = try multiplicative()
        while token == .sign("+") || token == .sign("-") {
            left = try joined(left, token == .sign("+") ? .add : .subtract, .number, .number) {
                (compiler: inout ExpressionCompiler) throws(ExpressionProblem) in
                try compiler.multiplicative()
            }
        }
        return left
    }

    private mutating func multiplicative() throws(ExpressionProblem) -> Operand {
        var left = try signed()
        while token == .sign("*") || token == .sign("/") {
            left = try joined(left, token == .sign("*") ? .multiply : .divide, .number, .number) {
                (compiler: inout ExpressionCompiler) throws(ExpressionProblem) in try compiler.signed()
            }
        }
        return left
    }

    /// A sign binds looser than a power: -2^2 is -4.
    private mutating func signed() throws(ExpressionProblem) -> Operand {
        let column = column
        guard take(.sign("-")) else { return try power() }
        return try deeper { (compiler: inout ExpressionCompiler) throws(ExpressionProblem) in
            let operand = try compiler.signed()
            try compiler.require(.number, operand)
            return try compiler.add(.negate, [operand.node], column: column)
        }
    }

    private mutating func power() throws(ExpressionProblem) -> Operand {
        let base = try primary()
        guard token == .sign("^") else { return base }
        return try deeper { (compiler: inout ExpressionCompiler) throws(ExpressionProblem) in
            // Right to left: 2^3^2 is 2^9.
            try compiler.joined(base, .power, .number, .number) {
                (compiler: inout ExpressionCompiler) throws(ExpressionProblem) in try compiler.signed()
            }
        }
    }

    private mutating func joined(
        _ left: Operand, _ operation: ExpressionNode.Operation, _ operands: Kind, _ result: Kind,
        _ read: (inout ExpressionCompiler) throws(ExpressionProblem) -> Operand
    ) throws(ExpressionProblem) -> Operand {
        let column = column
        advance()
        try require(operands, left)
        let right = try read(&self)
        try require(operands, right)
        return try add(operation, [left.node, right.node], kind: result, column: column)
    }

    private mutating func primary() throws(ExpressionProblem) -> Operand {
        let column = column
        switch token {
        case .number(let number):
            advance()
            return try add(.constant, number: number, column: column)
        case .text(let text):
            advance()
            var operand = try add(.constant, number: number(of: text), kind: .text, column: column)
            operand.literal = text
            return operand
        case .name(let name):
            advance()
            return take(.sign("(")) ? try call(name, column) : try named(name, column)
        case .sign("("):
            advance()
            let operand = try disjunction()
            try expect(")", "to close the bracket")
            return operand
        default:
            throw problem("found \(token.inWords); expected a number, a name or a bracket")
        }
    }

    // MARK: Names

    private mutating func named(_ name: String, _ column: Int) throws(ExpressionProblem) -> Operand {
        if let slot = local(name) {
            let operand = try add(.local, column: column)
            program.nodes[Int(operand.node)].first = slot
            return operand
        }
        if name == "index", scope.hasIndex { return try add(.local, column: column) }
        if let variable = scope.variables[name] {
            let kind: Kind = variable.isText ? .text : .number
            var operand: Operand
            if variable.isList {
                let index = try index(of: name, variable.count)
                operand = try addReading(
                    .element, variable.first, variable.count, index: index, kind: kind, column: column)
            } else {
                operand = try addReading(.position, variable.first, 1, kind: kind, column: column)
            }
            operand.choices = variable.choices
            return operand
        }
        if let constant = scope.constants[name] {
            guard constant.isList else {
                return try add(.constant, number: program.tables[constant.first], column: column)
            }
            let index = try index(of: name, constant.count)
            return try addReading(.table, constant.first, constant.count, index: index, column: column)
        }
        if let measure = scope.measures[name] { return try addReference(measure, column: column) }
        throw ExpressionProblem(
            column: column, message: "there is no \(quoted(name)) here; texts are written in quotes",
            unknown: name, candidates: scope.names)
    }

    private mutating func index(of name: String, _ count: Int) throws(ExpressionProblem) -> Int32 {
        guard take(.sign("[")) else {
            throw problem("\(name) has \(count) values; expected \(name)[i] with i from 1 to \(count)")
        }
        return try operand(.number, "]").node
    }

    private mutating func call(_ name: String, _ column: Int) throws(ExpressionProblem) -> Operand {
        switch name {
        case "sum": return try sum(column)
        case "count": return try count(column)
        case "if":
            let condition = try operand(.condition, ",")
            let first = try disjunction()
            try expect(",", "and what holds otherwise")
            let second = try operand(first.kind, ")")
            return try add(
                .choose, [condition.node, first.node, second.node], kind: first.kind, column: column)
        default: break
        }
        guard let function = Self.functions[name] else {
            throw ExpressionProblem(
                column: column, message: "there is no function \(quoted(name))", unknown: name,
                candidates: (Array(Self.functions.keys) + ["if", "sum", "count"]).sorted())
        }
        var operands = [try disjunction()]
        while take(.sign(",")) { operands.append(try disjunction()) }
        try expect(")", "behind the values of \(name)")
        for operand in operands { try require(.number, operand) }
        guard function.operands.contains(operands.count) else {
            let wanted = function.operands.lowerBound
            throw problem(
                "\(name) has \(operands.count) values; expected \(wanted == 1 ? "one" : "two or more")",
                at: column)
        }
        if operands.count == 1 { return try add(function.operation, [operands[0].node], column: column) }
        var result = operands[0]
        for operand in operands.dropFirst() {
            result = try add(function.operation, [result.node, operand.node], column: column)
        }
        return result
    }

    /// `count(variable, value)`: how many of a variable have that value, from the bracket on.
    private mutating func count(_ column: Int) throws(ExpressionProblem) -> Operand {
        guard case .name(let name) = token, let variable = scope.variables[name] else {
            throw ExpressionProblem(
                column: self.column, message: "found \(token.inWords); expected a variable to count in",
                unknown: nil, candidates: scope.variables.keys.sorted())
        }
        advance()
        try expect(",", "and the value to count")
        let place = self.column
        let wanted: Double
        switch token {
        case .text(let text) where variable.isText:
            guard variable.choices.contains(.text(text)) else {
                throw noChoice(text, variable.choices, place)
            }
            wanted = number(of: text)
        case .number(let number) where !variable.isText:
            let value = SpaceValue.number(number)
            guard variable.choices.contains(value) else {
                throw noChoice(value.description, variable.choices, place)
            }
            wanted = number
        default:
            throw problem("found \(token.inWords); expected one of the choices of \(name), texts in quotes")
        }
        advance()
        try expect(")", "behind the value")
        return try addReading(.count, variable.first, variable.count, number: wanted, column: column)
    }
}
