import ArgumentParser
import Files
import Networks
import Pipeline
import PipelineFile
import Records
import Spaces
import StageKit

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes found cells as CSV, genotypes or ONNX networks; or a run or study as a workflow.",
        discussion: """
            Without more the run's front, as CSV, on standard output; where that comes from, and whether it is current, \
            is said on standard error. A genotype is JSON that NAS-Bench-201's own code \
            builds the network from. An ONNX network is whole but not trained, its weights are random: for measuring \
            it elsewhere. It has every edge that the benchmark builds and measures, dead ones too, but with --live.

            A workflow makes a run, or a study's searches, on several machines: by Snakemake, a rule for each stage and \
            generation or for each search, or as batch scripts for Slurm. --run-dir is then where it shall be made.

            Examples:
              pelnas export --run-dir runs/a > front.csv
              pelnas export --run-dir runs/a --format genotype --cell g03-S2-c1
              pelnas export --run-dir runs/a --format onnx --into networks
              pelnas export --snakemake pipeline/hw-nas-bench.yaml --run-dir runs/b --shards 4 --into workflow
              pelnas export --slurm pipeline/studies/table3.yaml --into batch
              pelnas export --cell '|nor_conv_3x3~0|+|none~0|none~1|+|none~0|skip_connect~1|none~2|' \\
                --dataset cifar10 --format onnx --into networks
              pelnas export --space autoformer-tiny --format onnx --compact --batch 1 --into networks \\
                --cell 'depth=12 embedding=192 mlp_ratio=4,4,4,4,4,4,4,4,4,4,4,4 heads=3,3,3,3,3,3,3,3,3,3,3,3'
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case csv
        case genotype
        case onnx
    }

    @Option(name: .customLong("run-dir"), help: ArgumentHelp("The run directory.", valueName: "dir"))
    var runDirectory: String?

    @Option(help: "What to write: csv, genotype or onnx.")
    var format: Format = .csv

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "These cells alone: written forms, or names of the run's candidates.", valueName: "cell"))
    var cell: [String] = []

    @Flag(help: "The run's front, of a run at work too; the default.")
    var front = false

    @Flag(help: "Every niche's archive after the last generation that has one.")
    var archives = false

    @Option(
        help: ArgumentHelp("The data set to build for, where there is no run to say so.", valueName: "name"))
    var dataset: String?

    @Option(
        help: ArgumentHelp(
            "The space that --cell is of, where there is no run to say so: \(TransformerExport.names); NAS-Bench-201 without it.",
            valueName: "name"))
    var space: String?

    @Option(help: ArgumentHelp("The folder to write into; - is standard output.", valueName: "dir"))
    var into: String?

    @Option(help: ArgumentHelp("What an ONNX network's weights are drawn by; 0 without it.", valueName: "n"))
    var seed: Int?

    @Option(
        help: ArgumentHelp("Images an ONNX network takes at once; any number without it.", valueName: "n"))
    var batch: Int?

    @Flag(help: "Leave dead edges out of an ONNX network.")
    var live = false

    @OptionGroup(title: "Workflows") var workflow: WorkflowOptions

    @Option(
        name: .customLong("image-size"),
        help: ArgumentHelp(
            "The side of a transformer's images, a multiple of 16; 224 without it.", valueName: "pixels"))
    var imageSize: Int?

    @Flag(
        help:
            "Write a transformer's large weights as the rule that draws them, which a runtime follows as it loads them."
    )
    var compact = false

    func run() throws {
        try reporting {
            if let transformers = try transformers() { return try transformers.write() }
            try check()
            if let file = workflow.file {
                return try workflow.write(file, runDirectory: runDirectory, into: into)
            }
            let cells: [ExportedCell]
            if let runDirectory {
                let (file, plan, run) = try RunDirectoryOptions.open(runDirectory)
                let source = try ExportSource(file: file, plan: plan, run: run)
                let found = try !cell.isEmpty ? source.cells(cell) : source.found(archives: archives)
                for remark in found.remarks { StandardStreams.tell("pelnas: \(remark)") }
                cells = found.cells
            } else {
                let dataset = try namedDataset()
                cells = try cell.map { ExportedCell(try ExportSource.parsed($0), on: dataset) }
            }
            try write(cells)
        }
    }

    /// Refuses options that contradict one another, or that would do nothing.
    private func check() throws {
        func refuse(_ isWrong: Bool, _ message: String) throws {
            if isWrong { throw StageFailure(.usage, message) }
        }
        try refuse(into?.isEmpty == true, "--into: the path is empty")
        try refuse(runDirectory?.isEmpty == true, "--run-dir: the path is empty")
        try workflow.check()
        if workflow.file != nil {
            let isOfCells =
                front || archives || !cell.isEmpty || dataset != nil || seed != nil || batch != nil || live
            return try refuse(
                isOfCells || format != .csv, "a workflow holds no cells: leave out what is for them")
        }
        try refuse(
            [front, archives, !cell.isEmpty].count(where: { $0 }) > 1,
            "--front, --archives and --cell exclude one another")
        try refuse(
            runDirectory == nil && cell.isEmpty,
            "name a run (--run-dir DIR), or cells (--cell) and a --dataset")
        try refuse(runDirectory == nil && dataset == nil, "without a run, name the --dataset to build for")
        try refuse(
            runDirectory != nil && dataset != nil,
            "the run says which data set it is for: --dataset is for cells without one")
        try refuse(
            format != .onnx && (seed != nil || batch != nil || live),
            "--seed, --batch and --live are for --format onnx")
        try refuse(
            format == .onnx && (into == nil || into == "-"),
            "--format onnx writes files: name a folder, --into DIR")
        if let batch { try refuse(!(1...65_536).contains(batch), "--batch: \(batch) is not in 1 to 65536") }
    }

    /// What to do where `--space` names one of transformers; nil where it names none.
    private func transformers() throws -> TransformerExport? {
        guard let space else {
            guard imageSize == nil, !compact else {
                throw StageFailure(
                    .usage, "--image-size and --compact are for transformers: name their --space")
            }
            return nil
        }
        guard runDirectory == nil, workflow.file == nil, dataset == nil, !front, !archives, !live,
            !cell.isEmpty
        else {
            throw StageFailure(
                .usage,
                "--space goes with --cell, and not with --run-dir, --dataset, --front, --archives or --live")
        }
        guard format == .onnx, let into, into != "-", !into.isEmpty else {
            throw StageFailure(
                .usage,
                "--space \(space): transformers are written with --format onnx into a folder, --into DIR")
        }
        return try TransformerExport(
            space: space, architectures: cell, imageSize: imageSize, seed: seed ?? 0, batch: batch,
            isCompact: compact, folder: into)
    }

    private func namedDataset() throws -> Dataset {
        guard let dataset, let known = Dataset(rawValue: dataset) else {
            let names = Dataset.allCases.map(\.rawValue).joined(separator: ", ")
            throw StageFailure(.usage, "--dataset: '\(dataset ?? "")' is none of \(names)")
        }
        return known
    }

    private func write(_ cells: [ExportedCell]) throws {
        let folder = into == "-" ? nil : into
        if let folder { try FileSystem.makeDirectory(folder) }
        func publish(_ bytes: [UInt8], _ name: String) throws {
            guard let folder else { return try StandardStreams.write(bytes) }
            let path = "\(folder)/\(name)"
            try AtomicFile.publish(bytes, to: path)
            try StandardStreams.write("\(path)\n")
        }
        if format == .csv {
            let name = !cell.isEmpty ? "cells" : archives ? "archives" : "front"
            return try publish(Array(CellCSV.text(cells).utf8), "\(name).csv")
        }
        for (exported, name) in zip(cells, ExportedCell.fileNames(of: cells)) {
            if format == .genotype {
                try publish(Array((Genotype.json(exported).text + "\n").utf8), "\(name).json")
            } else {
                let graph = NetworkGraph(exported.cell, on: exported.dataset, edges: live ? .live : .all)
                let model = ONNXModel(graph, seed: seed ?? 0, batch: batch.map { .fixed($0) } ?? .any)
                try publish(model.bytes, "\(name).onnx")
            }
        }
        if format == .onnx {
            StandardStreams.tell(
                "pelnas: \(cells.count) networks, not trained: their weights are random, by seed \(seed ?? 0)"
            )
        }
    }
}
