import PipelineFile
public import Prompts
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
            for file in folder.files { texts[file.name] = String(decoding: file.bytes, as: UTF8.self) }
        }
        try self.init(texts: texts)
    }
}

extension PromptError: ExitCoded {
    public var exitCode: ExitCode { .badPipeline }
}
