import ArgumentParser
import ComputedProxies
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
            is asked and on any number of threads. The networks are untrained and see noise, or images of yours.

            With --keep what is computed is appended to a file as soon as it is, and what is there is not computed
            again. With --all the whole space is computed, each of its 5,425 distinct networks once, into that file;
            a run that was stopped goes on by the same command.

            Exit codes: 0 the input has ended; 65 a line is no cell, or a file none of images; 66 a file is missing;
            64 usage.

            Examples:
              proxies --threads 2 < candidates.jsonl > proxies.jsonl
              proxies --all --keep proxies/cifar10.jsonl --threads 2
              proxies --images cifar-10-batches-bin/data_batch_1.bin < candidates.jsonl
            """,
        version: Program.versionLine("proxies"))

    @Option(help: ArgumentHelp("The data set the networks are built for.", valueName: "name"))
    var dataset = Dataset.cifar10.rawValue

    @Option(help: ArgumentHelp("Noise: white or octaves, which is more like photographs.", valueName: "name"))
    var noise = ProxyBatch.Noise.octaves.rawValue

    @Option(
        help: ArgumentHelp(
            "Images in the place of noise: CIFAR's binary files, or pickled batches of ImageNet16.",
            valueName: "file"),
        completion: .file())
    var images: String?

    @Option(help: ArgumentHelp("Images shown, 2 to 1024.", valueName: "n"))
    var batch = NetworkShape().batch

    @Option(help: ArgumentHelp("Cells a stage, 1 to 20.", valueName: "n"))
    var cells = NetworkShape().cells

    @Option(help: ArgumentHelp("Channels of the first stage, 1 to 256.", valueName: "n"))
    var channels = NetworkShape().channels

    @Option(help: ArgumentHelp("The seed of weights and images.", valueName: "n"))
    var seed = ProxySetup.standardSeed

    @Option(help: ArgumentHelp("Threads to compute with, 1 to 256.", valueName: "n"))
    var threads = 1

    @Option(
        help: ArgumentHelp("A file to keep what is computed in, and to look it up.", valueName: "file"),
        completion: .file(extensions: ["jsonl"]))
    var keep: String?

    @Flag(help: "Compute every network of the space, and read no cells.")
    var all = false

    func run() throws {
        do {
            let store = try ProxyStore(try setup(), keeping: keep)
            if all { try fill(store) } else { try answer(store) }
        } catch {
            StandardStreams.tell("proxies: \(error)")
            throw ArgumentParser.ExitCode(StageKit.ExitCode(for: error).rawValue)
        }
    }

    private func answer(_ store: ProxyStore) throws {
        var input = InputLines()
        while let next = try input.next() {
            let lines = try CellLine.parse(next.lines, from: next.number)
            try complete(store, lines.map(\.cell))
            for line in lines { try StandardStreams.write(line.answer(store[line.cell] ?? [])) }
        }
    }

    private func fill(_ store: ProxyStore) throws {
        guard let keep else { throw StageFailure(.usage, "--all: name a file to --keep the proxies in") }
        let computed = try complete(store, Cell.all)
        let networks = Set(Cell.all.map(\.networkForm)).count
        try StandardStreams.write("\(keep): \(networks) networks, \(computed) of them computed now\n")
    }

    @discardableResult
    private func complete(_ store: ProxyStore, _ cells: [Cell]) throws -> Int {
        let progress = Progress("proxies")
        return try store.complete(cells, threads: threads, progress: progress.done)
    }

    private func setup() throws -> ProxySetup {
        guard let dataset = Dataset(rawValue: dataset) else {
            let names = Dataset.allCases.map(\.rawValue).joined(separator: ", ")
            throw StageFailure(.usage, "--dataset: '\(dataset)' is none of \(names)")
        }
        guard let noise = ProxyBatch.Noise(rawValue: noise) else {
            throw StageFailure(.usage, "--noise: '\(noise)' is neither white nor octaves")
        }
        for (name, value, range) in [
            ("batch", batch, 2...1024), ("cells", cells, 1...20), ("channels", channels, 1...256),
            ("threads", threads, 1...256),
        ] where !range.contains(value) {
            throw StageFailure(
                .usage, "--\(name) \(value): expected \(range.lowerBound) to \(range.upperBound)")
        }
        var shape = NetworkShape(dataset)
        (shape.batch, shape.cells, shape.channels) = (batch, cells, channels)
        guard let images else { return ProxySetup(dataset, shape, noise: noise, seed: seed) }
        return try ProxySetup(
            dataset, shape, images: try ImageFile(path: images, dataset: dataset), seed: seed)
    }
}
