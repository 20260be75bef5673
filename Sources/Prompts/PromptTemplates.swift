import Mustache
import Records

/// The texts that prompts are made from, compiled: Mustache templates, none of whose values is escaped or
/// read as a template itself.
public struct PromptTemplates: Sendable {
    /// The templates a composer renders; all others are partials of theirs, or unused and not looked at.
    public static let required = [
        "children", "children-system", "generator", "generator-repair", "generator-system", "knowledge",
        "knowledge-system", "latency", "navigator", "navigator-system", "plain", "repair", "single",
        "single-system",
    ]
    public static let fileExtension = ".mustache"

    private let library: MustacheLibrary
    /// Template to the values it uses, those of its partials included.
    private let words: [String: Set<String>]

    /// `texts` maps names, with or without ".mustache", to templates. Throws which file is broken and where:
    /// a template that is missing or no Mustache, a partial that nobody wrote or that includes itself, a
    /// value that no prompt has.
    public init(texts: [String: String]) throws(PromptError) {
        var files: [String: String] = [:]
        for (name, text) in texts {
            files[
                name.hasSuffix(Self.fileExtension) ? String(name.dropLast(Self.fileExtension.count)) : name] =
                text
        }
        var reading = Reading(files: files)
        for name in Self.required {
            guard files[name] != nil else {
                throw PromptError(file: name + Self.fileExtension, message: "the template is missing")
            }
            try reading.read(name, including: [])
        }
        library = MustacheLibrary(templates: reading.compiled)
        words = reading.words
    }

    /// The template filled in; nil where there is none of that name. No blank lines at its ends.
    func render(_ name: String, _ context: [String: Any]) -> String? {
        guard let text = library.render(context, withTemplate: name) else { return nil }
        let body = text.drop(while: \.isNewline)
        guard let last = body.lastIndex(where: { !$0.isNewline }) else { return "" }
        return String(body[...last])
    }

    /// Whether a template, or a partial of it, mentions a value.
    func uses(_ word: String, in name: String) -> Bool { words[name]?.contains(word) ?? false }
}

/// Reads templates and, through them, their partials.
private struct Reading {
    let files: [String: String]
    var compiled: [String: MustacheTemplate] = [:]
    var words: [String: Set<String>] = [:]

    mutating func read(_ name: String, including path: [String]) throws(PromptError) {
        guard words[name] == nil else { return }
        let file = name + PromptTemplates.fileExtension
        guard let text = files[name] else { return }
        let scan = try TemplateScan(text, file: file)
        for (word, line) in scan.words where !PromptWords.all.contains(word) {
            let near = NearestName.of(word, among: PromptWords.all.sorted()).map { ", did you mean '\($0)'?" }
            throw PromptError(
                file: file, line: line, message: "no prompt has a value '\(word.prefix(40))'\(near ?? "")")
        }
        let template = try compile(text, file: file)
        var found = Set(scan.words.map(\.word))
        for partial in scan.partials {
            guard files[partial.name] != nil else {
                throw PromptError(
                    file: file, line: partial.line,
                    message:
                        "there is no partial '\(partial.name.prefix(40))\(PromptTemplates.fileExtension)'")
            }
            guard partial.name != name, !path.contains(partial.name) else {
                throw PromptError(
                    file: file, line: partial.line, message: "the partial '\(partial.name)' includes itself")
            }
            try read(partial.name, including: path + [name])
            found.formUnion(words[partial.name] ?? [])
        }
        compiled[name] = template
        words[name] = found
    }

    private func compile(_ text: String, file: String) throws(PromptError) -> MustacheTemplate {
        do {
            // A prompt is plain text: without this first line values would be escaped for HTML, in partials
            // too, which do not inherit it.
            return try MustacheTemplate(string: "{{% CONTENT_TYPE: TEXT}}\n" + text)
        } catch let error as MustacheTemplate.ParserError {
            throw PromptError(
                file: file, line: max(1, error.context.lineNumber - 1), message: Self.words(for: error.error))
        } catch {
            throw PromptError(file: file, message: "no Mustache template: \(error)")
        }
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case MustacheTemplate.Error.sectionCloseNameIncorrect: "a section is closed by another's name"
        case MustacheTemplate.Error.expectedSectionEnd: "a section is never closed"
        case MustacheTemplate.Error.unfinishedName: "a tag is not closed by '}}'"
        default: "no Mustache template: \(error)"
        }
    }
}
