public import Records

/// One choice of a value for each setting that a study varies.
public struct StudyVariation: Sendable, Equatable {
    /// A value for each setting, in the study's order of settings.
    public let values: [JSON]
    /// Equal for equal choices, in whatever order a record names them: 1 and 1.0 are one value.
    let key: String

    init(settings: [String], values: [JSON]) {
        self.values = values
        key = Self.key(.object(zip(settings, values).map { JSON.Member($0, $1) }))
    }

    /// All choices, the last setting varying fastest; a single one without values where nothing varies.
    static func all(_ settings: [(setting: String, values: [JSON])]) -> [StudyVariation] {
        var choices: [[JSON]] = [[]]
        for (_, values) in settings {
            choices = choices.flatMap { choice in values.map { choice + [$0] } }
        }
        return choices.map { StudyVariation(settings: settings.map(\.setting), values: $0) }
    }

    static func key(_ variation: JSON) -> String { plain(variation).text }

    /// Whole numbers as such, however they are written.
    private static func plain(_ value: JSON) -> JSON {
        switch value {
        case .number: value.integer.map { .integer($0) } ?? value
        case .array(let elements): .array(elements.map(plain))
        case .object(let members): .object(members.map { JSON.Member($0.name, plain($0.value)) })
        default: value
        }
    }

    /// A value as a table shows it: words without quotes, all else as JSON.
    public static func text(_ value: JSON) -> String {
        if let text = value.string { return text }
        return plain(value).text
    }
}
