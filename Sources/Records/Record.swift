/// A line of a JSONL file as a Swift value.
public protocol Record: Sendable {
    static var schema: RecordSchema { get }

    /// Reads a record whose fields the schema has already accepted.
    init(_ fields: RecordFields) throws(RecordError)

    /// Every field but `schema`, in any order.
    var members: [JSON.Member] { get }
}

extension Record {
    public static func read(_ json: JSON) throws(RecordError) -> Self {
        try schema.check(json)
        return try Self(RecordFields(json: json))
    }
}

/// The fields of one record, by name.
public struct RecordFields: Sendable {
    let json: JSON

    private func value<Value>(
        _ name: String, _ expected: @autoclosure () -> String, _ convert: (JSON) -> Value?
    ) throws(RecordError) -> Value {
        guard let found = json[name] else {
            throw RecordError(field: name, message: "is missing, expected \(expected())")
        }
        guard let value = convert(found) else {
            throw RecordError(
                field: name, message: "found \(RecordSchema.quote(found)), expected \(expected())")
        }
        return value
    }

    public func string(_ name: String) throws(RecordError) -> String {
        try value(name, "a string") { $0.string }
    }

    public func integer(_ name: String) throws(RecordError) -> Int {
        try value(name, "a whole number") { $0.integer }
    }

    public func number(_ name: String) throws(RecordError) -> Double {
        try value(name, "a number") { $0.number }
    }

    public func bool(_ name: String) throws(RecordError) -> Bool {
        try value(name, "true or false") { $0.bool }
    }

    public func strings(_ name: String) throws(RecordError) -> [String] {
        try value(name, "a list of strings") { $0.strings }
    }

    public func numbers(_ name: String) throws(RecordError) -> [Double] {
        try value(name, "a list of numbers") { json in
            json.array.flatMap { elements in
                let numbers = elements.compactMap(\.number)
                return numbers.count == elements.count ? numbers : nil
            }
        }
    }

    /// One of a few words.
    public func choice<Word>(_ name: String) throws(RecordError) -> Word
    where Word: CaseIterable & RawRepresentable, Word.RawValue == String {
        try value(name, "one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))") {
            $0.string.flatMap(Word.init(rawValue:))
        }
    }

    public func object(_ name: String) throws(RecordError) -> [JSON.Member] {
        try value(name, "an object") { $0.members }
    }

    /// Whether a field that may be absent is there.
    public func has(_ name: String) -> Bool { json[name] != nil }

    public func optionalString(_ name: String) -> String? { json[name]?.string }
    public func optionalNumber(_ name: String) -> Double? { json[name]?.number }
    public func optionalInteger(_ name: String) -> Int? { json[name]?.integer }
}
