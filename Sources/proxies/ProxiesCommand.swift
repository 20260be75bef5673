import ArgumentParser
import Files
import ProxyNetwork
import Records
import Spaces
import StageKit

/// Computes zero-cost proxies of cells of NAS-Bench-201, where no table has them.
@main
struct ProxiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proxies",
        abstract: "Computes zero-cost proxies of NAS-Bench-201 cells: cells in, proxies out, a line each.",
        discussion: """
            A line names a cell, {"cell":"|nor_conv_3x3~0|+|…|"}, and may have an id. Its answer has both and the
            thirteen proxies, null where one has no value. A cell gets the same answer each time, whatever else
            is asked and on any number of threads. The networks are untrained and see noise.

            Exit codes: 0 the input has ended; 65 a line is no cell; 64 usage.

            Example:
              proxies --threads 2 < candidates.jsonl > proxies.jsonl
            """,
        version: Program.versionLine("proxies"))

    @Option(help: ArgumentHelp("The data set the networks are built for.", valueName: "name"))
    var dataset = Dataset.cifar10.rawValue

    @Option(help: ArgumentHelp("Noise: white or octaves, which is more like photographs.", valueName: "name"))
    var noise = ProxyBatch.Noise.octaves.rawValue

    @Option(help: ArgumentHelp("Images shown, 2 to 1024.", valueName: "n"))
    var batch = NetworkShape().batch

    @Option(help: ArgumentHelp("Cells a stage, 1 to 20.", valueName: "n"))
    var cells = NetworkShape().cells

    @Option(help: ArgumentHelp("Channels of the first stage, 1 to 256.", valueName: "n"))
    var channels = NetworkShape().channels

    @Option(help: ArgumentHelp("The seed of weights and images.", valueName: "n"))
    var seed = 1

    @Option(help: ArgumentHelp("Threads to compute with, 1 to 256.", valueName: "n"))
    var threads = 1

    func run() throws {
        do {
            let computer = try computer()
            let lines = try CellLine.read()
            let progress = Progress(of: lines.count)
            try Workers(threads, making: computer).run(lines.map(\.cell)) { number, values in
                try StandardStreams.write(lines[number].answer(values))
                progress.done(number + 1)
            }
        } catch {
            StandardStreams.tell("proxies: \(error)")
            throw ArgumentParser.ExitCode(StageKit.ExitCode(for: error).rawValue)
        }
    }

    /// What makes a computer for each thread.
    private func computer() throws -> @Sendable () -> ProxyComputer {
        guard let dataset = Dataset(rawValue: dataset) else {
            let names = Dataset.allCases.map(\.rawValue).joined(separator: ", ")
            throw StageFailure(.usage, "--dataset: '\(dataset)' is none of \(names)")
        }
        guard let noise = ProxyBatch.Noise(rawValue: noise) else {
            throw StageFailure(.usage, "--noise: '\(noise)' is neither white nor octaves")
        }
        for (name, value, most) in [
            ("batch", batch, 1024), ("cells", cells, 20), ("channels", channels, 256),
            ("threads", threads, 256),
        ] where value < (name == "batch" ? 2 : 1) || value > most {
            throw StageFailure(.usage, "--\(name) \(value): expected \(name == "batch" ? 2 : 1) to \(most)")
        }
        var shape = NetworkShape(dataset)
        (shape.batch, shape.cells, shape.channels) = (batch, cells, channels)
        let (final, seed) = (shape, seed)
        let images = ProxyBatch(noise, final, seed: seed)
        return { ProxyComputer(dataset, final, batch: images, seed: seed) }
    }
}
