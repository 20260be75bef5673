/// What the lines of one kind of file hold: the one description that reading, writing, `verify` and the
/// shipped JSON Schemas all follow.
public struct RecordSchema: Sendable, Equatable {
    /// "candidate/1": the first member of every record. The number grows when a field changes meaning.
    public var name: String
    /// One sentence on what a line says.
    public var title: String
    public var fields: [Field]

    public struct Field: Sendable, Equatable {
        public var name: String
        public var kind: Kind
        /// Whether null may stand there: "unknown" or "does not apply", as the description says.
        public var isNullable: Bool
        /// Whether it may be absent: a field that files written before it lack.
        public var isOptional: Bool
        public var description: String

        public init(
            _ name: String, _ kind: Kind, nullable: Bool = false, optional: Bool = false,
            _ description: String
        ) {
            self.name = name
            self.kind = kind
            isNullable = nullable
            isOptional = optional
            self.description = description
        }
    }

    public enum Kind: Sendable, Equatable {
        case string
        /// One of a few words.
        case choice([String])
        case integer(least: Int, most: Int = .max)
        case number
        case boolean
        case strings
        case numbers
        /// Names to anything.
        case object
    }

    public init(name: String, title: String, fields: [Field]) {
        self.name = name
        self.title = title
        self.fields = fields
    }
}

/// What is wrong with a record: the field, what was found and what was expected.
public struct RecordError: Error, Equatable, CustomStringConvertible {
    public var field: String
    public var message: String

    public init(field: String, message: String) {
        self.field = field
        self.message = message
    }

    public var description: String { "field '\(field)': \(message)" }
}

extension RecordSchema {
    /// Checks a record against this schema. Fields it does not name are let through: programs of the
    /// user's may add their own.
    public func check(_ record: JSON) throws(RecordError) {
        guard let members = record.members else {
            throw RecordError(field: "schema", message: "found \(record.kindName), expected an object")
        }
        guard record["schema"]?.string == name else {
            let found = record["schema"].map(Self.quote) ?? "nothing"
            throw RecordError(field: "schema", message: "found \(found), expected \"\(name)\"")
        }
        // Our own files hold the fields in the schema's order behind "schema", but for those that may be absent. Where
        // every member found its field so, and only such are left, there is nothing to search for.
        var place = 1
        var isWhole = true
        for index in fields.indices {
            if place < members.count, members[place].name == fields[index].name {
                try fields[index].check(members[place].value)
                place += 1
            } else if !fields[index].isOptional {
                isWhole = false
            }
        }
        if isWhole, place == members.count { return }
        for field in fields {
            if let value = record[field.name] {
                try field.check(value)
            } else if !field.isOptional {
                throw RecordError(field: field.name, message: "is missing, expected \(field.expectation)")
            }
        }
    }

    /// A value as a message shows it: bounded in length.
    static func quote(_ value: JSON) -> String {
        let text = value.text
        return text.utf8.count > 240 || text.count > 60
            ? "\(value.kindName) (\(String(text.unicodeScalars.prefix(40)))…)" : text
    }
}

extension RecordSchema.Field {
    fileprivate func check(_ value: JSON) throws(RecordError) {
        guard accepts(value) else {
            throw RecordError(
                field: name, message: "found \(RecordSchema.quote(value)), expected \(expectation)")
        }
    }

    var expectation: String {
        let base =
            switch kind {
            case .string: "a string"
            case .choice(let words): "one of \(words.joined(separator: ", "))"
            case .integer(let least, .max): "a whole number of at least \(least)"
            case .integer(let least, let most): "a whole number from \(least) to \(most)"
            case .number: "a number"
            case .boolean: "true or false"
            case .strings: "a list of strings"
            case .numbers: "a list of numbers"
            case .object: "an object"
            }
        return isNullable ? base + " or null" : base
    }

    func accepts(_ value: JSON) -> Bool {
        if value.isNull { return isNullable }
        return switch kind {
        case .string: value.string != nil
        case .choice(let words): value.string.map(words.contains) ?? false
        case .integer(let least, let most): value.integer.map { $0 >= least && $0 <= most } ?? false
        case .number: value.number != nil
        case .boolean: value.bool != nil
        case .strings: value.strings != nil
        case .numbers: value.array?.allSatisfy { $0.number != nil } ?? false
        case .object: value.members != nil
        }
    }
}
