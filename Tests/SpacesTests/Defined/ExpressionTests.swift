import Spaces
import Testing

/// Measures of one architecture, whose values are known.
@Suite("Expressions") struct ExpressionTests {
    private static let variables = [
        SpaceDraft.Variable(name: "depth", choices: [.number(3)]),
        SpaceDraft.Variable(name: "ratio", choices: [.number(3.5), .number(4)]),
        SpaceDraft.Variable(name: "kind", choices: [.text("conv"), .text("pool")]),
        SpaceDraft.Variable(
            name: "width", choices: [.number(1), .number(2), .number(4)], repeats: 5, when: "index <= depth"),
    ]

    private static func space(_ expression: String, as measure: String = "m") throws -> SpaceDefinition {
        try SpaceDefinition(
            SpaceDraft(
                name: "s",
                constants: [
                    SpaceDraft.Constant(name: "table", numbers: [10, 20, 30], isList: true),
                    SpaceDraft.Constant(name: "scale", numbers: [0.5], isList: false),
                ], variables: variables,
                measures: [
                    SpaceDraft.Measure(name: "twice", expression: "2 * ratio"),
                    SpaceDraft.Measure(name: measure, expression: expression),
                ]))
    }

    /// depth 3, ratio 3.5, kind pool, widths 1, 4, 4.
    private static func value(_ expression: String) throws -> Double? {
        let space = try space(expression)
        let architecture = try #require(Architecture(space, choices: [0, 0, 1, 0, 2, 2, 0, 0]))
        return architecture.measure("m")
    }

    private static func problem(_ expression: String) throws -> SpaceError.Problem {
        let error = #expect(throws: SpaceError.self) { try space(expression) }
        return try #require(error?.problems.first)
    }

    @Test(
        "are what one computes by hand",
        arguments: [
            ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("2^3^2", 512), ("-2^2", -4), ("2^-1", 0.5),
            ("7 - 4 - 2", 1),
            ("12 / 4 / 3", 1), ("- - 3", 3), ("1e3 + .5", 1000.5), ("depth", 3), ("ratio * 2", 7),
            ("width[1] + width[2]", 5), ("width[depth]", 4), ("table[2] * scale", 10), ("twice + 1", 8),
            ("min(3, 1, 2)", 1), ("max(3, 1, 2)", 3), ("round(2.5)", 3), ("floor(-0.5)", -1),
            ("ceil(0.2)", 1),
            ("log2(8)", 3), ("sqrt(16)", 4), ("abs(-2)", 2), ("if(depth == 3, 1, 2)", 1),
            ("if(kind == 'conv', 1, 2)", 2), ("if(kind != \"conv\" and not (ratio > 4), 1, 2)", 1),
            ("if(1 > 2 or 2 >= 2, 1, 2)", 1), ("sum(i, 1, depth, width[i])", 9), ("sum(i, 3, 1, i)", 0),
            ("sum(i, 1, 3, sum(j, 1, i, j))", 10), ("sum(i, 1, 3, i) + sum(k, 1, 3, table[k])", 66),
            ("count(width, 4)", 2), ("count(width, 2)", 0), ("count(kind, 'pool')", 1),
            ("if(if(depth > 2, kind, 'conv') == 'pool', 1, 0)", 1),
            ("sum(i, 1, depth, i * twice)", 42),
        ])
    func values(expression: String, expected: Double) throws {
        #expect(try Self.value(expression) == expected)
    }

    @Test(
        "without a finite value are missing, and nothing crashes",
        arguments: [
            "1 / 0", "0 / 0", "log2(0)", "sqrt(-1)", "(-1)^0.5", "10^400", "width[4]", "width[6]",
            "width[1.5]",
            "width[0]", "width[-1e300]", "table[4]", "sum(i, 1, 1e18, i)", "sum(i, 1e17, 1e17 + 64, i)",
            "sum(i, 1, 10000, sum(j, 1, 10000, i * j))", "sum(i, 1, 1 / 0, i)", "sum(i, 1, 5, width[i])",
            "min(1, 0 / 0)", "sum(i, 0.5, 2, i)",
        ])
    func missing(expression: String) throws {
        #expect(try Self.value(expression) == nil)
    }

    @Test(
        "that mean nothing are refused where they stand",
        arguments: [
            ("", "expected a number"), ("1 +", "the end"), ("1 2", "expected an operator"), ("(1", "')'"),
            ("depht + 1", "'depht'"), ("width", "width[i]"), ("width[1", "']'"), ("sine(1)", "'sine'"),
            ("min(1)", "two or more"), ("abs(1, 2)", "expected one"), ("1 < 2", "expected a number"),
            ("if(1, 2, 3)", "expected a condition"), ("kind + 1", "found a text"),
            ("kind == 1", "never be equal"),
            ("if(kind == 'con', 1, 2)", "'con'"), ("1 = 2", "=="), ("sum(depth, 1, 2, 3)", "already"),
            ("sum(1, 2, 3)", "name that counts"), ("count(width, 3)", "none of the variable's"),
            ("count(widht, 1)", "a variable"), ("index", "no 'index'"), ("'open", "never closed"),
            ("1..2", "no number"),
            ("if(1 < 2 < 3, 1, 2)", "do not chain"), ("m", "no 'm'"), ("#", "means nothing"),
            ("and", "no 'and'"),
        ])
    func problems(expression: String, message: String) throws {
        let problem = try Self.problem(expression)
        #expect(problem.message.contains(message), "\(problem.message)")
        #expect(problem.path == "measures.m")
        #expect(problem.message.contains("at character"))
    }

    @Test("name the column, and what there is")
    func columns() throws {
        let problem = try Self.problem("1 + depht")
        #expect(problem.message.hasSuffix("(at character 5)"))
        #expect(problem.unknown == "depht")
        #expect(problem.candidates.contains("depth"))
    }

    @Test(
        "are bounded in length and depth",
        arguments: [
            String(repeating: "(", count: 5_000), String(repeating: "-", count: 5_000) + "1",
            String(repeating: "1+", count: 4_000) + "1", String(repeating: "1^", count: 1_000) + "1",
            String(repeating: "abs(", count: 500) + "1" + String(repeating: ")", count: 500),
            String(repeating: "1", count: 20_000),
            "if(" + String(repeating: "not ", count: 900) + "1 < 2, 1, 2)",
        ])
    func hostile(expression: String) throws {
        _ = try Self.problem(expression)
    }

    @Test("of measures that double one another end, without a value")
    func doubling() throws {
        var measures = [SpaceDraft.Measure(name: "m0", expression: "1")]
        for number in 1...100 {
            measures.append(
                SpaceDraft.Measure(name: "m\(number)", expression: "m\(number - 1) + m\(number - 1)"))
        }
        let space = try SpaceDefinition(
            SpaceDraft(name: "s", variables: Self.variables, measures: measures))
        let architecture = try #require(Architecture(space, choices: [0, 0, 0, 0, 0, 0, 0, 0]))
        #expect(architecture.measure("m10") == 1024)
        #expect(architecture.measure("m100") == nil)
    }

    @Test("random texts never crash the compiler", arguments: 1...20)
    func randomTexts(seed: Int) throws {
        let words = [
            "1", "2.5", "depth", "width", "[", "]", "(", ")", "+", "-", "*", "/", "^", "sum", "count", "if",
            ",",
            "'pool'", "kind", "==", "<", "and", "or", "not", "i", "table", "min", "twice",
        ]
        var random = RandomStream(seed: seed, "texts")
        for _ in 0..<200 {
            let text = (0..<(1 + random.below(12))).compactMap { _ in random.pick(words) }.joined(
                separator: " ")
            _ = try? Self.value(text)
        }
    }
}
