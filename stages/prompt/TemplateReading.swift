import PipelineFile
public import Prompts
import Records
public import StageKit

extension PromptTemplates {
    /// The templates built in, and, in their place, those of the user's folder.
    init(_ context: StageContext) throws {
        var texts: [String: String] = [:]
        for (name, bytes) in Self.builtIn { texts[name] = String(decoding: bytes, as: UTF8.self) }
        if let path = context.settings.prompt.templates {
            let folder = try TemplateFolder(path: path)
            guard !folder.files.isEmpty else {
                throw StageFailure(
                    .missingInput,
                    "prompt.templates: \(path) holds no \(TemplateFolder.fileExtension) files; "
                        + "copy stages/prompt/templates and edit them")
            }
            context.noteInput(OutsideInput.templates.name, hash: folder.contentHash)
            for file in folder.files {
                guard let text = String(validating: file.bytes, as: UTF8.self), !text.isEmpty else {
                    throw PromptError(
                        file: "\(path)/\(file.name)", message: "the template is empty, or no UTF-8 text")
                }
                texts[file.name] = text
            }
            for file in folder.files where !Self.isUsed(file.name, among: texts) {
                let nearest = NearestName.of(file.name, among: Self.builtIn.keys.sorted())
                throw PromptError(
                    file: "\(path)/\(file.name)",
                    message: "no prompt uses a template of that name"
                        + (nearest.map { "; did you mean \($0)?" } ?? ""))
            }
        }
        try self.init(texts: texts)
    }
}

extension PromptTemplates {
    /// Whether a template is one of those built in, or a partial of another.
    private static func isUsed(_ name: String, among texts: [String: String]) -> Bool {
        if builtIn[name] != nil { return true }
        let partial = name.dropLast(fileExtension.count)
        return texts.values.contains { $0.contains("{{>\(partial)") || $0.contains("{{> \(partial)") }
    }
}

extension PromptError: ExitCoded {
    public var exitCode: ExitCode { .badPipeline }
}
