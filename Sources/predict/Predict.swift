import ArgumentParser
import ComputedProxies
import Spaces
import StageKit
import Surrogate

/// Tells accuracies by a model, where the space is too large to predict all of it at once, or what the model is told
/// takes long to compute. Speaks as any program that `evaluate` asks: lines of questions in, lines of answers out.
@main
struct Predict: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Predicts accuracies, one architecture at a time: questions in, answers out, a line each.",
        discussion: """
            A question names a cell of the space and what is asked:

              {"schema":"measure/1","id":"g01-a-c1","space":"autoformer-tiny","values":["accuracy_percent"],
               "cell":"depth=12 embedding=192 mlp_ratio=4,3.5,… heads=3,4,…"}

            (on one line). Its answer is {"accuracy_percent":75.2,"id":"g01-a-c1"}, or says why there is none:
            {"error":"…","id":"…"}. An architecture gets the same answer each time, whatever else is asked and on
            any number of threads. Answers are written as soon as the questions that have come are predicted.

            A model of nas-bench-201 is one that a run has fit with evaluate.accuracy.proxies: computed. Proxies
            that --proxies or --keep have are read, others computed, and kept by --keep as soon as they are.

            Exit codes: 0 the input has ended; 65 a line is no question, or the model is none of the space's;
            66 there is no model; 64 usage.

            Examples:
              predict --space autoformer-tiny < questions.jsonl > answers.jsonl
              predict --space nas-bench-201 --model runs/a/predictor/model.ubj --keep proxies.jsonl \
                < questions.jsonl
            """,
        version: Program.versionLine("predict", libraries: XGBoostLibrary.version))

    @Option(
        help: ArgumentHelp(
            "The model, in XGBoost's format; the one that ships without it.", valueName: "file"),
        completion: .file(extensions: ["ubj"]))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "The space: "
                + ([CellModel.space] + AutoFormerSpace.allCases.map(\.rawValue)).joined(separator: ", ")
                + ".",
            valueName: "name"))
    var space: String

    @Option(
        help: ArgumentHelp("The data set that cells' proxies are computed for.", valueName: "name"))
    var dataset = Dataset.cifar10.rawValue

    @Option(
        help: ArgumentHelp("Images that cells' networks are shown in the place of noise.", valueName: "file"),
        completion: .file())
    var images: String?

    @Option(
        help: ArgumentHelp("A file of cells' proxies to look up, or a folder of such.", valueName: "path"),
        completion: .file())
    var proxies: [String] = []

    @Option(
        help: ArgumentHelp("A file to keep proxies in that are computed.", valueName: "file"),
        completion: .file(extensions: ["jsonl"]))
    var keep: String?

    @Option(help: ArgumentHelp("Threads to predict with, 1 to 256.", valueName: "n"))
    var threads = 1

    func run() throws {
        do {
            guard (1...256).contains(threads) else {
                throw StageFailure(.usage, "--threads \(threads): expected 1 to 256")
            }
            if space == CellModel.space { return try answer(try cellModel()) }
            guard let space = AutoFormerSpace(rawValue: space) else {
                let names = ([CellModel.space] + AutoFormerSpace.allCases.map(\.rawValue)).joined(
                    separator: ", ")
                throw StageFailure(.usage, "--space: '\(space)' is none of \(names)")
            }
            try answer(try TransformerModel(space, path: model))
        } catch {
            StandardStreams.tell("predict: \(error)")
            throw ArgumentParser.ExitCode(StageKit.ExitCode(for: error).rawValue)
        }
    }

    private func answer(_ model: some Answering) throws {
        var lines = InputLines()
        while let questions = try lines.next() {
            let answers = try Answers(to: questions.lines, from: questions.number, model, threads)
            try StandardStreams.write(answers.bytes)
        }
    }

    private func cellModel() throws -> CellModel {
        guard let model else {
            throw StageFailure(.usage, "--model: no model of \(space) ships; name one that a run has fit")
        }
        guard let dataset = Dataset(rawValue: dataset) else {
            let names = Dataset.allCases.map(\.rawValue).joined(separator: ", ")
            throw StageFailure(.usage, "--dataset: '\(dataset)' is none of \(names)")
        }
        let setup =
            if let images {
                try ProxySetup(dataset, images: try ImageFile(path: images, dataset: dataset))
            } else {
                ProxySetup(dataset)
            }
        let store = try ProxyStore(setup, keeping: keep)
        for path in proxies { try store.read(path) }
        return try CellModel(path: model, store)
    }
}
