import LanguageModel
import Prompts
import Proposal
import Records
import Spaces
import StageKit

extension DefinedSpace: PromptSpace {
    /// As the space's file has it; a space without a template of its own may also be answered by an object of its
    /// variables.
    var encoding: ArchitectureEncoding<Architecture> {
        let space = definition
        return ArchitectureEncoding(
            read: { json throws(UnusableReply) in try ArchitectureReading.architecture(json, in: space) },
            write: \.description)
    }

    /// Nothing is known before it is measured.
    func latency(_ context: StageContext) throws -> ((Architecture) -> Double?)? { nil }
}
