import PipelineFile
import Testing

struct InterpolationTests {
    private let environment = [
        "N": "9", "EMPTY": "", "DIR": "/data/a b", "YAML": "1, parents: 2", "LOOP": "${N}",
    ]

    private func value(_ text: String) throws -> YAMLScalar? {
        let root = try YAMLNode.reading("v: \(text)", environment: environment)
        guard case .scalar(let scalar) = root?["v"]?.content else { return nil }
        return scalar
    }

    @Test(arguments: [
        ("${N}", "9", YAMLScalar.Value.integer(9)), ("'${N}'", "9", .string), ("${N}0", "90", .string),
        ("a${N}", "a9", .string), ("${N}${N}", "99", .string), ("${M:-5}", "5", .integer(5)),
        ("${M:-}", "", .null), ("${EMPTY:-5}", "5", .integer(5)), ("${EMPTY}", "", .null),
        ("${M:-true}", "true", .bool(true)), ("${DIR}/x", "/data/a b/x", .string),
        ("$${N}", "${N}", .string), ("$$${N}", "$${N}", .string), ("$N", "$N", .string),
        ("a$", "a$", .string),
        ("${M:-a:-b}", "a:-b", .string), ("${LOOP}", "${N}", .string), ("!!int '${N}'", "9", .integer(9)),
        ("${M:-$}", "$", .string), ("${N}$", "9$", .string),
    ])
    func variablesArePutIn(text: String, expected: String, value: YAMLScalar.Value) throws {
        #expect(try self.value(text) == YAMLScalar(text: expected, value: value))
    }

    @Test func aVariableAddsNoStructureAndKeysAreLeftAlone() throws {
        let text = example.with("children: 5", "children: ${YAML}")
        #expect(
            headings(text, environment: environment)
                == ["a.yaml:14:13: found '1, parents: 2', a string; expected a whole number from 1 to 1000"])
        let root = try #require(try YAMLNode.reading("${N}: 1", environment: environment))
        #expect(root["${N}"] != nil)
    }

    @Test(arguments: [
        ("${M}", "the environment variable M is not set; set it, or write ${M:-default}"),
        ("${N", "found '${' without '}'; write '$${' for a plain '${'"),
        ("${}", "found '${}'; expected ${NAME} or ${NAME:-default}"),
        ("${1N}", "found '${1N}'; expected ${NAME} or ${NAME:-default}"),
        ("${N-5}", "found '${N-5}'; expected ${NAME} or ${NAME:-default}"),
        ("${É}", "found '${É}'; expected ${NAME} or ${NAME:-default}"),
    ])
    func mistakesAreNamedOnce(text: String, message: String) {
        let file = example.with("children: 5", "children: \(text)")
        #expect(headings(file, environment: environment) == ["a.yaml:14:13: \(message)"])
    }

    @Test func theCaretStandsUnderTheWholeVariable() {
        #expect(
            complaint(example.with("children: 5", "children: ${M}x # here")) == """
                a.yaml:14:13: the environment variable M is not set; set it, or write ${M:-default}
                   14 |   children: ${M}x # here
                      |             ^~~~~
                """)
    }

    @Test func quotesAreAdvisedWhereYAMLNeedsThem() throws {
        let heading = headings(least.with("tables: tables", "tables: ${DIR}"), environment: environment)
        #expect(heading.first?.hasSuffix("; inside { } and [ ] write \"${NAME}\" in quotes") == true)
        let quoted = least.with("tables: tables", "tables: \"${DIR}\"")
        #expect(try settings(quoted, environment: environment).data.tables == "/data/a b")
    }

    @Test func theEnvironmentCannotFillTheMemory() {
        let big = ["BIG": String(repeating: "x", count: 1 << 20)]
        let text = least.with("tables: tables", "tables: \"\(String(repeating: "${BIG}", count: 5))\"")
        #expect(
            headings(text, environment: big)
                == ["a.yaml:2:16: the environment puts more than 4 MiB into the file"])
    }
}
