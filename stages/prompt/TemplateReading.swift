import Files
import PipelineFile
public import Prompts
public import StageKit

extension PromptTemplates {
    /// The templates built in, and, in their place, those of the user's folder.
    init(_ context: StageContext) throws {
        var texts: [String: String] = [:]
        for (name, bytes) in Self.builtIn { texts[name] = String(decoding: bytes, as: UTF8.self) }
        if let folder = context.settings.prompt.templates {
            let names = FileSystem.names(in: folder).filter { $0.hasSuffix(Self.fileExtension) }
            guard !names.isEmpty else {
                throw StageFailure(
                    .missingInput,
                    "prompt.templates: \(folder) holds no \(Self.fileExtension) files; copy stages/prompt/templates and edit them"
                )
            }
            for name in names {
                let bytes = try FileSystem.read("\(folder)/\(name)")
                context.noteInput(
                    OutsideInput.template(name).name, hash: ContentHash(of: bytes).description)
                texts[name] = String(decoding: bytes, as: UTF8.self)
            }
        }
        try self.init(texts: texts)
    }
}

extension PromptError: ExitCoded {
    public var exitCode: ExitCode { .badPipeline }
}
