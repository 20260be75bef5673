import ArgumentParser
import Files
import Spaces
import StageKit
import Surrogate

/// Tells accuracies by a model that ships, where the space is too large to predict all of it at once. Speaks as any
/// program that `evaluate` asks: lines of questions in, lines of answers out.
@main
struct Predict: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Predicts accuracies of AutoFormer's transformers: questions in, answers out, a line each.",
        discussion: """
            A question names a cell of the space and what is asked:

              {"schema":"measure/1","id":"g01-a-c1","space":"autoformer-tiny","values":["accuracy_percent"],
               "cell":"depth=12 embedding=192 mlp_ratio=4,3.5,… heads=3,4,…"}

            (on one line). Its answer is {"accuracy_percent":75.2,"id":"g01-a-c1"}, or says why there is none:
            {"error":"…","id":"…"}. An architecture gets the same answer each time, whatever else is asked and on
            any number of threads. Answers are written as soon as the questions that have come are predicted.

            Exit codes: 0 the input has ended; 65 a line is no question, or the model is none of the space's;
            66 there is no model; 64 usage.

            Example:
              predict --space autoformer-tiny < questions.jsonl > answers.jsonl
            """,
        version: Program.versionLine("predict", libraries: XGBoostLibrary.version))

    @Option(
        help: ArgumentHelp(
            "The model, in XGBoost's format; the one that ships without it.", valueName: "file"),
        completion: .file(extensions: ["ubj"]))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "The space: " + AutoFormerSpace.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "name"))
    var space: String

    @Option(help: ArgumentHelp("Threads to predict with, 1 to 256.", valueName: "n"))
    var threads = 1

    func run() throws {
        do {
            guard let space = AutoFormerSpace(rawValue: space) else {
                let names = AutoFormerSpace.allCases.map(\.rawValue).joined(separator: ", ")
                throw StageFailure(.usage, "--space: '\(space)' is none of \(names)")
            }
            guard (1...256).contains(threads) else {
                throw StageFailure(.usage, "--threads \(threads): expected 1 to 256")
            }
            let surrogate = try surrogate(space)
            var lines = InputLines()
            while let questions = try lines.next() {
                let answers = try Answers(to: questions.lines, from: questions.number, surrogate, threads)
                try StandardStreams.write(answers.bytes)
            }
        } catch {
            StandardStreams.tell("predict: \(error)")
            throw ArgumentParser.ExitCode(StageKit.ExitCode(for: error).rawValue)
        }
    }

    private func surrogate(_ space: AutoFormerSpace) throws -> TransformerSurrogate {
        guard
            let path = model ?? Program.dataPath("surrogates").map({ "\($0)/accuracy-\(space.rawValue).ubj" })
        else {
            throw StageFailure(
                .missingInput, "the surrogates that ship (data/surrogates) are not there: name a --model")
        }
        do {
            return try TransformerSurrogate(space, model: try FileSystem.read(path))
        } catch let error as XGBoostError {
            throw StageFailure(.badData, "\(path): \(error)")
        }
    }
}
