import LanguageModel
public import Records
public import Spaces

/// Reads an architecture of a space that a file defines, as a model writes it.
public enum ArchitectureReading {
    /// Longer texts are none, and are not looked at.
    static let longestText = 4_000

    /// The written form, with white space, back quotes and quotation marks around it; or an object of the
    /// variables and their values, or lists of values. Throws why it is none, in words of bounded length.
    public static func architecture(
        _ json: JSON, in space: SpaceDefinition
    ) throws(UnusableReply) -> Architecture {
        switch json {
        case .string(let text): return try architecture(text, in: space)
        case .object(let members) where space.template == nil:
            return try architecture(text(of: members, in: space), in: space)
        default: throw UnusableReply("\(json.kindName) is no architecture code")
        }
    }

    private static func architecture(
        _ text: String, in space: SpaceDefinition
    ) throws(UnusableReply) -> Architecture {
        guard text.utf8.count <= longestText else {
            throw UnusableReply("a text of \(text.utf8.count) bytes is no architecture code")
        }
        func isAround(_ letter: Character) -> Bool { letter.isWhitespace || "`'\"".contains(letter) }
        var code = text[...]
        while let first = code.first, isAround(first) { code = code.dropFirst() }
        while let last = code.last, isAround(last) { code = code.dropLast() }
        do throws(SpaceNotationError) {
            return try Architecture(parsing: String(code), in: space)
        } catch {
            let message = PlainText.oneLine(error.message, limit: 200)
            throw UnusableReply("column \(error.column): \(message)")
        }
    }

    /// `{"depth": 12, "heads": [3, 4]}` as `depth=12 heads=3,4`, in the order of the file.
    private static func text(of members: [JSON.Member], in space: SpaceDefinition) -> String {
        func value(_ json: JSON) -> String { json.string ?? json.text }
        return space.variables.compactMap { variable in
            guard let member = members.first(where: { $0.name == variable.name }) else { return nil }
            let values = member.value.array ?? [member.value]
            return "\(variable.name)=" + values.prefix(5_000).map(value).joined(separator: ",")
        }.joined(separator: " ")
    }
}
