internal import Records

/// Typed fields of a mapping. Each leaves its variable alone where the key is missing, so that defaults
/// stay where the settings have them.
extension MappingReader {
    func whole(_ key: String, in range: ClosedRange<Int>, into field: inout Int) {
        guard let node = value(key), let number = log.whole(node, in: range) else { return }
        field = number
    }

    /// The value, nil where there is none or it is null: a field that may be left open.
    func given(_ key: String) -> YAMLNode? {
        guard let node = value(key), !node.isNull else { return nil }
        return node
    }

    /// A number of which `isAllowed` holds; `expected` says the same in words.
    func number(
        _ key: String, _ expected: String, into field: inout Double, where isAllowed: (Double) -> Bool
    ) {
        guard let node = value(key), let number = log.number(node, expected, where: isAllowed) else { return }
        field = number
    }

    func flag(_ key: String, into field: inout Bool) {
        guard let node = value(key) else { return }
        if case .scalar(let scalar) = node.content, case .bool(let flag) = scalar.value {
            field = flag
        } else {
            log.expected("true or false", node)
        }
    }

    /// Returns the value's node where there is one.
    @discardableResult
    func choice<Choice>(_ key: String, into field: inout Choice) -> YAMLNode?
    where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
        guard let node = value(key) else { return nil }
        if let choice = log.choice(node, Choice.self) { field = choice }
        return node
    }

    func requiredChoice<Choice>(_ key: String, _ type: Choice.Type) -> Choice?
    where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
        required(key, choices(type)).flatMap { log.choice($0, type) }
    }
}

/// The choices in words: "one of a, b, c".
func choices<Choice>(_ type: Choice.Type) -> String
where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
    let names = type.allCases.map(\.rawValue)
    return names.count == 1 ? names.joined() : "one of \(names.joined(separator: ", "))"
}

/// Typed values of nodes: nil, and a diagnostic, where a value is of another kind or out of bounds.
extension DiagnosticLog {
    func expected(_ expected: String, _ node: YAMLNode, withKind: Bool = true, hint: String = "") {
        report("found \(node.found(withKind: withKind)); expected \(expected)\(hint)", at: node.location)
    }

    func whole(_ node: YAMLNode, in range: ClosedRange<Int>) -> Int? {
        guard case .scalar(let scalar) = node.content, case .integer(let number) = scalar.value else {
            expected(Self.words(range), node)
            return nil
        }
        guard range.contains(number) else {
            expected(Self.words(range), node, withKind: false)
            return nil
        }
        return number
    }

    static func words(_ range: ClosedRange<Int>) -> String {
        range.upperBound == .max
            ? "a whole number, \(range.lowerBound) or more"
            : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }

    func number(_ node: YAMLNode, _ words: String, where isAllowed: (Double) -> Bool) -> Double? {
        var number: Double?
        if case .scalar(let scalar) = node.content {
            if case .integer(let whole) = scalar.value { number = Double(whole) }
            if case .number(let value) = scalar.value { number = value }
        }
        guard let number, number.isFinite, isAllowed(number) else {
            expected(words, node, withKind: number == nil)
            return nil
        }
        return number
    }

    /// Text. Numbers, `true` and null are none: whoever means their text writes quotes.
    func text(_ node: YAMLNode, _ words: String = "a string", where isAllowed: (String) -> Bool) -> String? {
        guard case .scalar(let scalar) = node.content, scalar.value == .string else {
            var hint = ""
            if case .scalar(let scalar) = node.content, scalar.value != .null {
                hint = "; write it in quotes: \"\(printable(scalar.text))\""
            }
            expected(words, node, hint: hint)
            return nil
        }
        guard isAllowed(scalar.text) else {
            expected(words, node, withKind: false)
            return nil
        }
        return scalar.text
    }

    func choice<Choice>(_ node: YAMLNode, _ type: Choice.Type) -> Choice?
    where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
        guard case .scalar(let scalar) = node.content, scalar.value == .string else {
            expected(choices(type), node)
            return nil
        }
        if let choice = Choice(rawValue: scalar.text) { return choice }
        let nearest = NearestName.of(scalar.text, among: type.allCases.map(\.rawValue))
        expected(
            choices(type), node, withKind: false, hint: nearest.map { "; did you mean '\($0)'?" } ?? "")
        return nil
    }
}
