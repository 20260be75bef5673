public import Records

/// What a model is asked to answer with, as JSON Schemas in the strict form that structured output takes:
/// the root an object, every member required, no others.
public enum ReplySchema {
    /// `{"rules":[{"rule","replaces"}]}`.
    public static let knowledge = list(
        of: [("replaces", nullableString), ("rule", string)], named: "rules")

    /// `{"children":[{"child_id","operation","architecture_code","parents","rationale"}]}`.
    public static let children = list(
        of: [
            ("architecture_code", string), ("child_id", string),
            (
                "operation",
                JSON(object: [
                    ("enum", JSON(["crossover", "mutation"])), ("type", .string("string")),
                ])
            ),
            ("parents", JSON(object: [("items", string), ("type", .string("array"))])),
            ("rationale", string),
        ], named: "children")

    /// `{"strategy":"…"}`.
    public static let strategy = object([("strategy", string)])

    /// `{"trials":[{"code","rationale"}]}`.
    public static let trials = list(of: [("code", string), ("rationale", string)], named: "trials")

    /// Both: `{"strategy":"…","trials":[…]}`. Members are written by name, and an endpoint that holds a model to
    /// a schema may have it answer in that order: the list's name has it think before it names anything.
    public static let strategyAndTrials = object([
        ("strategy", string), ("trials", array(of: [("code", string), ("rationale", string)])),
    ])

    private static let string = JSON(object: [("type", .string("string"))])
    private static let nullableString = JSON(object: [("type", JSON(["string", "null"]))])

    private static func list(of members: [(String, JSON)], named name: String) -> JSON {
        object([(name, array(of: members))])
    }

    private static func array(of members: [(String, JSON)]) -> JSON {
        JSON(object: [("items", object(members)), ("type", .string("array"))])
    }

    private static func object(_ members: [(String, JSON)]) -> JSON {
        JSON(object: [
            ("additionalProperties", .bool(false)), ("properties", JSON(object: members)),
            ("required", JSON(members.map(\.0))), ("type", .string("object")),
        ])
    }
}
