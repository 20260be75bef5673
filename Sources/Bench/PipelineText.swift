import Files
import PipelineFile
import Records
import StageKit

/// The pipeline all searches here run: what `pipeline/hw-nas-bench.yaml` says, so that this program needs
/// no file beside it.
let pipelineText = PipelineText()

struct PipelineText {
    let text = """
        name: hw-nas-bench
        random_seed: 1
        space: nas-bench-201
        target:
          dataset: cifar10
          device: raspi4
        partition:
          scheme: conv3x3-count
        seed:
          per_niche: 10
        prompt:
          proposer: screened-evolution
          children: 5
        evaluate:
          accuracy:
            predictor: zero-cost+structure
            training_cells: 1000
          latency:
            source: table
        score:
          truth: table
        data:
          tables: ${PELNAS_TABLES:-tables}
        chain:
          - partition
          - fit
          - seed
          - evaluate
          - archive
          - repeat: {generations: 10, stages: [prompt, evaluate, archive]}
          - aggregate
          - score

        """

    /// The text as a file; its path.
    func write(in scratch: ScratchFolder) throws -> String {
        let path = "\(scratch.path)/pipeline.yaml"
        if !FileSystem.exists(path) { try AtomicFile.publish(Array(text.utf8), to: path) }
        return path
    }
}

/// Reading the two forms of the settings: the file a user writes, and the one each stage reads.
func pipelineFileFigures(in scratch: ScratchFolder) -> MeasurementGroup {
    MeasurementGroup([
        Measurement(
            timing: "pipeline/read", .microseconds, "a pipeline file of \(pipelineText.text.utf8.count) bytes"
        ) {
            let path = try pipelineText.write(in: scratch)
            return { Double(try PipelineFile.load(path: path).settings.seed.perNiche) }
        },
        Measurement(
            timing: "pipeline/read-resolved", .microseconds,
            "the same with every default, as JSON: each stage does it"
        ) {
            let resolved = try PipelineFile.load(path: pipelineText.write(in: scratch)).resolvedSettings
            let path = "\(scratch.path)/settings.json"
            try AtomicFile.publish(Array(resolved.fileText.utf8), to: path)
            return { Double(try PipelineFile.load(path: path).settings.seed.perNiche) }
        },
    ])
}
