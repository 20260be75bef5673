extension RecordSchema {
    /// The same as a JSON Schema (draft 2020-12), for jsonschema, editors and other programs.
    public var jsonSchema: JSON {
        var properties: [(String, JSON)] = [
            ("schema", JSON(object: [("const", .string(name))]))
        ]
        for field in fields {
            var members = field.kind.jsonSchema
            if field.isNullable { members = [("anyOf", .array([JSON(object: members), Self.null]))] }
            members.append(("description", .string(field.description)))
            properties.append((field.name, JSON(object: members)))
        }
        return JSON(object: [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("title", .string(name)),
            ("description", .string(title)),
            ("type", .string("object")),
            ("properties", JSON(object: properties)),
            ("required", JSON(["schema"] + fields.filter { !$0.isOptional }.map(\.name))),
        ])
    }

    private static let null = JSON(object: [("type", .string("null"))])
}

extension RecordSchema.Kind {
    fileprivate var jsonSchema: [(String, JSON)] {
        switch self {
        case .string: [("type", .string("string"))]
        case .choice(let words): [("enum", JSON(words))]
        case .integer(let least, let most):
            [("type", .string("integer")), ("minimum", .integer(least))]
                + (most == .max ? [] : [("maximum", .integer(most))])
        case .number: [("type", .string("number"))]
        case .boolean: [("type", .string("boolean"))]
        case .strings:
            [("type", .string("array")), ("items", JSON(object: [("type", .string("string"))]))]
        case .numbers:
            [("type", .string("array")), ("items", JSON(object: [("type", .string("number"))]))]
        case .object: [("type", .string("object"))]
        }
    }
}
