import PipelineFile
import Testing

struct YAMLNodeTests {
    @Test(arguments: [
        ("~", YAMLScalar.Value.null), ("", .null), ("Null", .null), ("nULL", .string), ("true", .bool(true)),
        ("FALSE", .bool(false)), ("yes", .string), ("no", .string), ("off", .string), ("12:30", .string),
        ("5", .integer(5)), ("-5", .integer(-5)), ("+5", .integer(5)), ("010", .integer(10)),
        ("0x1F", .integer(31)), ("0o17", .integer(15)), ("0x", .string), ("0o8", .string), ("-0x1", .string),
        ("0x-1", .string), ("1_000", .string), ("1.5", .number(1.5)), ("1.", .number(1)),
        (".5", .number(0.5)),
        (".", .string), ("-", .string), ("+", .string), ("1e3", .number(1000)), ("1e", .string),
        ("-.5E-1", .number(-0.05)), ("-.inf", .number(-.infinity)), ("inf", .string), ("nan", .string),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1e999", .number(.infinity)),
        ("5 ", .string), ("٣", .string), ("\u{0}", .string),
    ])
    func plainScalarsFollowTheCoreSchema(text: String, value: YAMLScalar.Value) {
        #expect(YAMLScalar.resolvingPlain(text).value == value)
    }

    @Test func quotesBlocksAndTagsMakeText() throws {
        let root = try #require(
            try YAMLNode.reading(
                "a: '5'\nb: \"true\"\nc: |\n  5\nd: >-\n  5\ne: !!str 5\nf: ! 5\ng: !!int '5'\nh: 5\ni: !!float 5"
            ))
        let found = "abcdefghi".map { scalar(root, String($0)) }
        let text = YAMLScalar(text: "5", value: .string)
        let five = YAMLScalar(text: "5", value: .integer(5))
        #expect(
            found == [
                text, YAMLScalar(text: "true", value: .string), YAMLScalar(text: "5\n", value: .string), text,
                text, text, five, five, five,
            ])
    }

    @Test func aliasesRepeatTheirValue() throws {
        let root = try #require(
            try YAMLNode.reading("a: &x {k: &y 5}\nb: *x\nc: *y\n? *y\n: key\nd: [*x, *y]\n"))
        #expect(root["b"]?["k"] == root["a"]?["k"])
        #expect(scalar(root, "c")?.value == .integer(5))
        #expect(scalar(root, "5")?.text == "key")
        #expect(root["b"]?.location == Location(file: "a.yaml", line: 1, column: 4))
    }

    /// What PyYAML 6.0.3 makes of the same texts.
    @Test(arguments: [
        ("b: &b {x: 1, y: 2}\nm: {<<: *b}", "x=1 y=2"),
        ("b: &b {x: 1, y: 2}\nm: {<<: *b, x: 9}", "x=9 y=2"),
        ("b: &b {x: 1, y: 2}\nm: {x: 9, <<: *b}", "x=9 y=2"),
        ("b: &b {x: 1}\nc: &c {x: 2, y: 3}\nm: {<<: [*b, *c]}", "x=1 y=3"),
        ("b: &b {x: 1}\nc: &c {x: 2, y: 3}\nm: {<<: [*c, *b]}", "x=2 y=3"),
        ("b: &b {x: 1, y: 1}\nc: &c {<<: *b, y: 2}\nm: {<<: *c, z: 3}", "x=1 y=2 z=3"),
        ("b: &b {x: 1, y: 1}\nc: &c {<<: *b, y: 2}\nm: {<<: [{x: 7}, *c]}", "x=7 y=2"),
        ("m: {<<: {x: 1}}", "x=1"), ("m: {<<: []}", ""), ("m: {'<<': 1}", "<<=1"),
    ])
    func mergeKeysMerge(text: String, expected: String) throws {
        let root = try #require(try YAMLNode.reading(text))
        guard case .mapping(let entries) = root["m"]?.content else {
            Issue.record("m is no mapping")
            return
        }
        let pairs = entries.map { "\($0.key)=\(scalar($0.value)?.text ?? "?")" }.sorted()
        #expect(pairs.joined(separator: " ") == expected)
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3", "3:1: duplicate key 'a'; it stands first at a.yaml:1:1"),
        ("{a: 1, \"a\": 2}", "1:8: duplicate key 'a'; it stands first at a.yaml:1:2"),
        ("b: &b {}\nm:\n  <<: *b\n  <<: *b", "4:3: duplicate key '<<'; it stands first at a.yaml:3:3"),
        ("m: {<<: 1}", "1:9: found 1, a whole number to merge; expected a mapping or a list of mappings"),
        ("m: {<<: [a]}", "1:10: found 'a', a string to merge; expected a mapping or a list of mappings"),
        ("a: &x 1\nb: &x 2", "2:4: the anchor 'x' stands twice; first at a.yaml:1:4"),
        ("a: &x [*x]", "1:8: the alias '*x' stands inside the value it names"),
        ("a: &x {<<: *x}", "1:12: the alias '*x' stands inside the value it names"),
        ("a: *y", "1:4: no value above has the anchor '&y' that this alias names"),
        ("? [a]\n: 1", "1:3: found a list as a key; expected a name"),
        ("? {a: 1}\n: 1", "1:3: found a mapping as a key; expected a name"),
        ("a: 1\n---\nb: 2", "2:1: a second document begins here; expected one document in the file"),
        ("a: !thing 5", "1:4: the tag '!thing' does not fit '5'"),
        ("a: !!int five", "1:4: the tag 'tag:yaml.org,2002:int' does not fit 'five'"),
        ("a: !!set {}", "1:4: the tag 'tag:yaml.org,2002:set' means nothing here"),
        (
            "a:\n\t- 1",
            """
            2:1: not YAML: found character that cannot start any token while scanning for the next token
            """
        ),
        (
            "a: [1",
            """
            2:1: not YAML: did not find expected ',' or ']' while parsing a flow sequence that begins \
            on line 1
            """
        ),
        (
            "a: 'x\nb: 2\n",
            """
            3:1: not YAML: found unexpected end of stream while scanning a quoted scalar that begins on \
            line 1
            """
        ),
        ("a: b: c", "1:5: not YAML: mapping values are not allowed in this context"),
        ("a: \u{7}", "1:4: not YAML: control characters are not allowed"),
        ("é: x\u{0}", "1:5: not YAML: control characters are not allowed"),
    ])
    func badYAMLIsNamedAtItsPlace(text: String, message: String) {
        let error = #expect(throws: PipelineFileError.self) { try YAMLNode.reading(text) }
        let found = error?.diagnostics.map { "\($0.location.line):\($0.location.column): \($0.message)" }
        #expect(found == [message])
    }

    @Test func invalidUTF8IsNamedAtItsPlace() {
        let bytes = Array("name: a\nspace: é".utf8) + [0xFF]
        let error = #expect(throws: PipelineFileError.self) { try PipelineFile.parse(bytes, file: "a.yaml") }
        #expect(
            error?.description == """
                a.yaml:2:9: not YAML: invalid leading UTF-8 octet
                    2 | space: é\u{FFFD}
                      |         ^
                """)
    }

    @Test func aByteOrderMarkIsNoText() throws {
        let root = try #require(try YAMLNode.reading("\u{FEFF}a: 5"))
        #expect(scalar(root, "a")?.value == .integer(5))
    }

    private func scalar(_ root: YAMLNode, _ key: String) -> YAMLScalar? { root[key].flatMap(scalar) }

    private func scalar(_ node: YAMLNode) -> YAMLScalar? {
        if case .scalar(let scalar) = node.content { scalar } else { nil }
    }
}
