public import LanguageModel

/// Who asks: the key and, where the user has several, the organisation and project.
public struct Credentials: Sendable {
    let key: String?
    let organization: String?
    let project: String?

    /// Takes what the environment holds; an empty variable counts as none. Errors name the variable, never
    /// its content.
    public init(environment: [String: String], keyVariable: String) throws(CredentialsError) {
        key = try Self.value(keyVariable, environment)
        organization = try Self.value("OPENAI_ORG_ID", environment)
        project = try Self.value("OPENAI_PROJECT_ID", environment)
    }

    public var hasKey: Bool { key != nil }

    /// Takes the key out of whatever leaves the process.
    public var redaction: SecretRedaction { SecretRedaction(secrets: key.map { [$0] } ?? []) }

    /// Header lines that say who asks.
    var headers: [String] {
        [
            key.map { "Authorization: Bearer \($0)" }, organization.map { "OpenAI-Organization: \($0)" },
            project.map { "OpenAI-Project: \($0)" },
        ].compactMap { $0 }
    }

    private static func value(
        _ variable: String, _ environment: [String: String]
    ) throws(CredentialsError) -> String? {
        guard let value = environment[variable], !value.isEmpty else { return nil }
        // A line break would begin a header of its own.
        guard value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw CredentialsError(variable: variable)
        }
        return value
    }
}

/// A variable whose content cannot be sent. The content is not told.
public struct CredentialsError: Error, Equatable, CustomStringConvertible {
    public var variable: String

    public var description: String {
        "\(variable): holds a space, a line break or another character that cannot stand in a header"
    }
}
