import ArgumentParser
import Benchmarks
import Files
import PipelineFile
import Records
import Spaces
import StageKit
import Surrogate

/// Fits the models that ship. A program of its own, because it needs XGBoost, which would slow the driver's
/// start; `pelnas fit` calls it.
@main
struct FitSurrogates: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit-surrogates",
        abstract: "Fits accuracy and latency of every data set and device on benchmark tables.",
        version: "fit-surrogates \(Program.version)")

    @Argument(help: ArgumentHelp("The folder of benchmark tables.", valueName: "tables"))
    var tables: String?

    @Option(help: ArgumentHelp("A file of published AutoFormer subnets.", valueName: "file"))
    var subnets: String?

    @Option(help: ArgumentHelp("The folder for models and cards.", valueName: "folder"))
    var into: String

    @Option(
        name: .customLong("random-seed"), help: ArgumentHelp("Draws the cells fit on.", valueName: "n"))
    var randomSeed = 1

    func run() throws {
        do {
            guard !into.isEmpty else { throw StageFailure(.usage, "--into: the path is empty") }
            try FileSystem.makeDirectory(into)
            guard tables != nil || subnets != nil else {
                throw StageFailure(.usage, "name a folder of benchmark tables, or --subnets, or both")
            }
            if let tables { try fitCells(tables) }
            if let subnets { try fitTransformers(subnets) }
        } catch {
            StandardStreams.tell("fit-surrogates: \(error)")
            throw ArgumentParser.ExitCode(StageKit.ExitCode(for: error).rawValue)
        }
    }

    private func fitCells(_ tables: String) throws {
        let folder = try TableFolder(path: tables)
        for dataset in Dataset.allCases {
            let accuracy = try folder.accuracy(dataset: dataset, split: .validation)
            try publish(.accuracy, accuracy, dataset, nil)
            for device in Device.allCases {
                let latency = try folder.latency(dataset: dataset, device: device)
                try publish(.latency, latency, dataset, device)
                if latency.column.missingCount > 0 {
                    try publish(.runs, latency, dataset, device)
                } else {
                    try remove(.runs, dataset, device)
                }
            }
        }
    }

    private func fitTransformers(_ file: String) throws {
        let subnets = try Subnets(path: file)
        for (space, known) in subnets.bySpace.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let fit = try SubnetFit(space, known, contentHash: subnets.contentHash, randomSeed: randomSeed)
            let name = SubnetFit.name(space)
            try AtomicFile.publish(fit.surrogate.model, to: "\(into)/\(name).ubj")
            try AtomicFile.publish(JSONLines.bytes(of: try fit.card()), to: "\(into)/\(name).jsonl")
            try StandardStreams.write(
                "\(name): \(known.count - fit.overall.cells) subnets; \(fit.spread); "
                    + "\(fit.surrogate.model.count) bytes\n")
        }
    }

    /// A model of an earlier fit that says nothing true any more.
    private func remove(_ quantity: CellSurrogate.Quantity, _ dataset: Dataset, _ device: Device) throws {
        let name = SurrogateFolder.name(
            .init(quantity), dataset: dataset.rawValue, device: device.rawValue)
        for suffix in [".ubj", ".jsonl"] where FileSystem.exists("\(into)/\(name)\(suffix)") {
            try FileSystem.remove("\(into)/\(name)\(suffix)")
        }
    }

    private func publish(
        _ quantity: CellSurrogate.Quantity, _ table: MeasuredColumn, _ dataset: Dataset, _ device: Device?
    ) throws {
        let name = SurrogateFolder.name(
            .init(quantity), dataset: dataset.rawValue, device: device?.rawValue)
        let fit: SurrogateFit
        do {
            fit = try SurrogateFit(quantity, table, name: name, randomSeed: randomSeed)
        } catch let error as XGBoostError {
            if case .invalidInput = error { throw StageFailure(.badData, "\(name): \(error)") }
            throw StageFailure(.failed, "\(name): \(error)")
        }
        let rows = fit.card(dataset: dataset, device: device)
        try AtomicFile.publish(fit.surrogate.model, to: "\(into)/\(name).ubj")
        try AtomicFile.publish(JSONLines.bytes(of: rows), to: "\(into)/\(name).jsonl")
        let all = fit.overall
        let words: [(String, Double?)] = [
            ("Spearman", all.spearman), ("Kendall", all.kendall), ("R2", all.rSquared),
            ("median relative error", all.medianRelativeError), ("agreement", all.agreement),
        ]
        let text = words.compactMap { word, value in value.map { "\(word) \(Self.rounded($0))" } }
        try StandardStreams.write(
            "\(name): \(fit.training.count) cells, on \(all.cells) others "
                + text.joined(separator: ", ") + "; \(fit.surrogate.model.count) bytes\n")
    }

    private static func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
}

extension SurrogateRecord.Quantity {
    init(_ quantity: CellSurrogate.Quantity) {
        switch quantity {
        case .accuracy: self = .accuracy
        case .latency: self = .latency
        case .runs: self = .runs
        }
    }
}
