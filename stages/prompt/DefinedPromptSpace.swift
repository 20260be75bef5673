import Prompts
import Proposal
import Spaces
import StageKit

extension DefinedSpace: PromptSpace {
    /// As the space's file has it; a space without a template of its own may also be answered by an object of its
    /// variables.
    var encoding: ArchitectureEncoding<Architecture> {
        .written(in: definition)
    }

    /// Nothing is known before it is measured.
    func latency(_ context: StageContext) throws -> ((Architecture) -> Double?)? { nil }
}
