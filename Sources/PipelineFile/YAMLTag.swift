/// Tags: the few of YAML's core schema say what a value is; all others mean nothing here.
enum YAMLTag {
    struct Problem: Error {
        var message: String
    }

    private static let core = "tag:yaml.org,2002:"

    /// What a scalar means. Plain ones by the core schema, all others are text, unless a tag says
    /// otherwise: `!!int "5"` is 5, and `!!str 5` is text.
    static func resolve(_ text: String, isPlain: Bool, tag: String?) throws(Problem) -> YAMLScalar {
        let asText = YAMLScalar(text: text, value: .string)
        guard let tag else { return isPlain ? .resolvingPlain(text) : asText }
        let resolved = YAMLScalar.resolvingPlain(text)
        switch (tag, resolved.value) {
        case ("!", _), (core + "str", _): return asText
        case (core + "null", .null), (core + "bool", .bool), (core + "int", .integer): return resolved
        case (core + "float", .number), (core + "float", .integer): return resolved
        default: throw Problem(message: "the tag '\(printable(tag))' does not fit '\(printable(text))'")
        }
    }

    /// What is wrong with the tag of a list (`seq`) or a mapping (`map`); nil where nothing is.
    static func problem(_ tag: String?, kind: String) -> String? {
        guard let tag, tag != "!", tag != core + kind else { return nil }
        return "the tag '\(printable(tag))' means nothing here"
    }
}
