import Benchmarks
import PipelineFile
import Prompts
import Proposal
import Records
import Spaces
import StageKit

/// A space that children are proposed of.
protocol PromptSpace: StageSpace where Candidate: Promptable {
    /// How a model writes its architectures.
    var encoding: ArchitectureEncoding<Candidate> { get }

    /// What looks an architecture's latency up before it is evaluated; nil where that is not known.
    func latency(_ context: StageContext) throws -> ((Candidate) -> Double?)?
}

extension PromptSpace {
    /// What the run takes at this generation: new architectures under the limits.
    func acceptance(_ context: StageContext) throws -> Acceptance<Candidate> {
        let settings = context.settings
        let tried = try context.read(CandidateRecord.self, StageContract.prompt.reads[2]).map {
            try candidate($0, context)
        }
        var limit: (milliseconds: Double, latency: (Candidate) -> Double?)?
        if let bound = settings.target.latencyLimitMs, let latency = try latency(context) {
            limit = (bound, latency)
        }
        return Acceptance(
            novelty: settings.prompt.novelty == .text ? .text : .function, tried: tried, limit: limit,
            costs: settings.target.costLimits)
    }
}

extension CellSpace: PromptSpace {
    var encoding: ArchitectureEncoding<Cell> { .letters }

    func latency(_ context: StageContext) throws -> ((Cell) -> Double?)? {
        let latencies = try context.latencies()
        return { latencies.value(of: $0) }
    }
}
