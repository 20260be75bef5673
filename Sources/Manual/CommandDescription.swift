public import Records

/// A command as it describes itself: what swift-argument-parser prints for `--experimental-dump-help`
/// (serialization version 0, `ArgumentParserToolInfo`), as far as a manual page needs it.
public struct CommandDescription: Sendable {
    /// As typed: "pelnas", "run".
    public var words: [String]
    public var abstract: String
    public var discussion: String
    public var arguments: [Argument]
    /// Those shown to users, `help` left out.
    public var commands: [CommandDescription]

    public struct Argument: Sendable {
        public enum Kind: String, Sendable { case positional, option, flag }

        public var kind: Kind
        /// With their dashes, the preferred one first: "--help", "-h". None for a positional one.
        public var names: [String]
        public var valueName: String
        public var abstract: String
        public var defaultValue: String?
        /// What it may be, where that is a closed list.
        public var choices: [String]
        public var isOptional: Bool
        public var isRepeating: Bool
    }

    /// All the program says of itself; nil where that is no such description.
    public init?(dump: JSON) {
        guard dump["serializationVersion"]?.integer == 0, let command = dump["command"] else { return nil }
        self.init(command: command, above: [])
    }

    private init?(command: JSON, above: [String]) {
        guard let name = command["commandName"]?.string else { return nil }
        words = above + [name]
        abstract = command["abstract"]?.string ?? ""
        discussion = command["discussion"]?.string ?? ""
        arguments = (command["arguments"]?.array ?? []).compactMap(Argument.init)
        let words = words
        commands = (command["subcommands"]?.array ?? []).filter {
            $0["shouldDisplay"]?.bool != false && $0["commandName"]?.string != "help"
        }.compactMap { CommandDescription(command: $0, above: words) }
    }

    /// This command and all below it.
    public var all: [CommandDescription] { [self] + commands.flatMap(\.all) }

    public var takesRunDirectory: Bool { arguments.contains { $0.names.contains("--run-dir") } }

    public var takesPipeline: Bool {
        arguments.contains { $0.names.contains("--config") || $0.valueName == "pipeline.yaml" }
    }
}

extension CommandDescription.Argument {
    init?(_ json: JSON) {
        guard let kind = json["kind"]?.string.flatMap(Kind.init), json["shouldDisplay"]?.bool != false else {
            return nil
        }
        self.kind = kind
        let preferred = json["preferredName"].flatMap(Self.name)
        let others = (json["names"]?.array ?? []).compactMap(Self.name).filter { $0 != preferred }
        names = (preferred.map { [$0] } ?? []) + others
        valueName = json["valueName"]?.string ?? ""
        abstract = [json["abstract"]?.string, json["discussion"]?.string].compactMap { $0 }
            .joined(separator: "\n")
        defaultValue = json["defaultValue"]?.string
        choices = json["allValues"]?.strings ?? []
        isOptional = json["isOptional"]?.bool ?? true
        isRepeating = json["isRepeating"]?.bool ?? false
    }

    private static func name(_ json: JSON) -> String? {
        guard let name = json["name"]?.string else { return nil }
        return json["kind"]?.string == "long" ? "--\(name)" : "-\(name)"
    }
}
