/// Checks a draft piece by piece and compiles its expressions; what is wrong is collected, not thrown.
struct SpaceBuilder {
    static let mostVariables = 1_000
    static let mostPositions = 4_096
    static let mostMeasures = 1_000
    static let mostNiches = 1_000

    private(set) var variables: [SpaceDefinition.Variable] = []
    private(set) var positions: [SpaceDefinition.Position] = []
    private(set) var requirements: [Int32] = []
    private(set) var written = WrittenForm()
    private(set) var problems: [SpaceError.Problem] = []
    private(set) var compiler = ExpressionCompiler()
    private(set) var scope = ExpressionScope()

    mutating func build(_ draft: SpaceDraft) {
        guard (1...Self.mostVariables).contains(draft.variables.count) else {
            return report(
                "variables", "found \(draft.variables.count) variables; expected 1 to \(Self.mostVariables)")
        }
        for constant in draft.constants { add(constant) }
        for variable in draft.variables { add(variable) }
        guard draft.measures.count <= Self.mostMeasures, draft.require.count <= Self.mostMeasures else {
            return report("measures", "more than \(Self.mostMeasures) measures or requirements")
        }
        for measure in draft.measures { add(measure) }
        for (number, condition) in draft.require.enumerated() {
            let compiled = compile(condition, as: .condition, in: scope, path: "require.\(number)")
            if let compiled { requirements.append(compiled.root) }
        }
        check(draft.partitions)
        guard problems.isEmpty else { return }
        do throws(SpaceNotationError) {
            written = try WrittenForm(draft.written, variables: variables, positions: positions)
        } catch {
            report("written", error.description)
        }
    }

    private mutating func report(
        _ path: String, _ message: String, unknown: String? = nil, candidates: [String] = []
    ) {
        problems.append(
            SpaceError.Problem(path: path, message: message, unknown: unknown, candidates: candidates))
    }

    private mutating func compile(
        _ text: String, as kind: ExpressionCompiler.Kind, in scope: ExpressionScope, path: String
    ) -> CompiledExpression? {
        do throws(ExpressionProblem) {
            return try compiler.compile(text, as: kind, in: scope)
        } catch {
            report(
                path, "\(error.message) (at character \(error.column))", unknown: error.unknown,
                candidates: error.candidates)
            return nil
        }
    }

    // MARK: Names

    /// Whether a name is a word that nothing else has.
    private mutating func isFree(_ name: String, _ path: String) -> Bool {
        guard Self.isWord(name) else {
            report(
                path,
                "\(quoted(name)) is no name; expected a letter, then letters, digits and _, at most 64")
            return false
        }
        guard !ExpressionCompiler.reserved.contains(name) else {
            report(path, "'\(name)' is a word of the expressions; expected another name")
            return false
        }
        guard !scope.names.contains(name) else {
            report(path, "two things are called '\(name)'")
            return false
        }
        return true
    }

    private static func isWord(_ name: String) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
        guard let first = name.utf8.first, isLetter(first), name.utf8.count <= 64 else { return false }
        return name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    // MARK: Parts

    private mutating func add(_ constant: SpaceDraft.Constant) {
        let path = "constants.\(constant.name)"
        guard isFree(constant.name, path) else { return }
        guard (1...10_000).contains(constant.numbers.count), constant.numbers.allSatisfy(\.isFinite) else {
            return report(path, "expected a finite number, or a list of 1 to 10000 of them")
        }
        scope.constants[constant.name] = ExpressionScope.Constant(
            first: compiler.program.tables.count, count: constant.numbers.count, isList: constant.isList)
        compiler.program.tables += constant.numbers
    }

    private mutating func add(_ draft: SpaceDraft.Variable) {
        let path = "variables.\(draft.name)"
        guard isFree(draft.name, path), let isText = kind(of: draft, path) else { return }
        let count = draft.repeats ?? 1
        guard (1...1_000).contains(count) else {
            return report("\(path).repeat", "found \(count); expected a whole number from 1 to 1000")
        }
        guard positions.count + count <= Self.mostPositions else {
            return report(
                path, "the variables are more than \(Self.mostPositions), repeated ones counted each")
        }
        var inner = scope
        inner.hasIndex = draft.repeats != nil
        let when = draft.when.flatMap { text in
            compile(text, as: .condition, in: inner, path: "\(path).when")
        }
        let first = positions.count
        let start = Int32(compiler.program.values.count)
        for choice in draft.choices {
            switch choice {
            case .number(let number): compiler.program.values.append(number)
            case .text(let text): compiler.program.values.append(compiler.number(of: text))
            }
        }
        for index in 1...count {
            positions.append(
                SpaceDefinition.Position(
                    variable: variables.count, index: index, choices: UInt8(draft.choices.count), when: when))
            compiler.program.starts.append(start)
        }
        variables.append(
            SpaceDefinition.Variable(
                name: draft.name, meaning: draft.meaning, choices: draft.choices, repeats: draft.repeats,
                when: draft.when, positions: first..<first + count, isText: isText))
        scope.variables[draft.name] = ExpressionScope.Variable(
            first: first, count: count, isList: draft.repeats != nil, isText: isText, choices: draft.choices)
    }

    /// Whether the choices are texts; nil, and a problem, where they are neither texts nor numbers, or bad.
    private mutating func kind(of draft: SpaceDraft.Variable, _ path: String) -> Bool? {
        let path = "\(path).choices"
        guard (1...255).contains(draft.choices.count) else {
            report(path, "found \(draft.choices.count) choices; expected 1 to 255")
            return nil
        }
        var seen: Set<String> = []
        var texts = 0
        for choice in draft.choices {
            guard seen.insert(choice.description).inserted else {
                report(path, "the choice \(quoted(choice.description)) stands twice")
                return nil
            }
            switch choice {
            case .number(let number):
                guard number.isFinite else {
                    report(path, "found \(number); expected a finite number")
                    return nil
                }
            case .text(let text):
                texts += 1
                guard WrittenForm.isLabel(text) else {
                    report(
                        path,
                        "\(quoted(text)) is no choice; expected 1 to 64 characters, no space, none of , = { } "
                            + "' \" and not - alone")
                    return nil
                }
            }
        }
        guard texts == 0 || texts == draft.choices.count else {
            report(path, "found numbers and texts; expected one kind (numbers in quotes are texts)")
            return nil
        }
        return texts > 0
    }

    private mutating func add(_ measure: SpaceDraft.Measure) {
        let path = "measures.\(measure.name)"
        let parts = measure.name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 {
            // Of one data set: other expressions cannot name it.
            guard Self.isWord(String(parts[0])), Self.isNicheName(String(parts[1])) else {
                return report(path, "\(quoted(measure.name)) is no name of a measure")
            }
            guard scope.measures[measure.name] == nil else {
                return report(path, "two measures are called '\(measure.name)'")
            }
        } else {
            guard isFree(measure.name, path) else { return }
        }
        scope.measures[measure.name] = compile(measure.expression, as: .number, in: scope, path: path)
    }

    private mutating func check(_ partitions: [SpaceDraft.Partition]) {
        var names: Set<String> = []
        for partition in partitions {
            let path = "partitions.\(partition.name)"
            if !Self.isNicheName(partition.name) {
                report(path, "\(quoted(partition.name)) is no name; \(Self.nicheNames)")
            }
            if !names.insert(partition.name).inserted {
                report(path, "two partitions are called '\(partition.name)'")
            }
            guard (1...Self.mostNiches).contains(partition.niches.count) else {
                report(path, "found \(partition.niches.count) niches; expected 1 to \(Self.mostNiches)")
                continue
            }
            var niches: Set<String> = []
            for (number, niche) in partition.niches.enumerated() {
                if !niches.insert(niche.name).inserted {
                    report("\(path).\(number)", "two niches are named \(quoted(niche.name))")
                }
            }
        }
    }

    static let nicheNames = "expected 1 to 32 of A-Z a-z 0-9 _ - (and not 'all', which is the whole space)"

    static func isNicheName(_ name: String) -> Bool {
        (1...32).contains(name.utf8.count) && name != "all"
            && name.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
                    || byte == 0x2D
            }
    }
}
