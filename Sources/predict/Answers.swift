import Records
import Spaces
import StageKit

/// A model that answers questions about architectures of one space.
protocol Answering {
    associatedtype Architecture

    var spaceName: String { get }
    /// Reads an architecture's written form; throws with the reason where it is none of the space.
    func architecture(_ text: String) throws -> Architecture
    /// Percent, one an architecture.
    func accuracies(of architectures: [Architecture], threads: Int) throws -> [Double]
}

/// What is answered to some questions, a line each, in their order.
struct Answers {
    static let value = "accuracy_percent"

    private(set) var bytes: [UInt8] = []

    /// Throws `LineError` where a line is no question at all, so that nobody waits for its answer.
    init<Model: Answering>(to lines: [[UInt8]], from first: Int, _ model: Model, _ threads: Int) throws {
        var ids: [String] = []
        var questions: [Result<Model.Architecture, Refusal>] = []
        for (number, line) in lines.enumerated() {
            func fault(_ message: String) -> LineError {
                LineError(file: "standard input", line: first + number, message: message)
            }
            let question: JSON
            do {
                question = try JSONParser.parse(line)
            } catch {
                throw fault("\(error)")
            }
            guard let id = question["id"]?.string else { throw fault("expected an object with a text 'id'") }
            ids.append(id)
            questions.append(Self.architecture(question, model))
        }
        let known = questions.compactMap { try? $0.get() }
        var predictions = try model.accuracies(of: known, threads: threads)[...]
        var writer = JSONWriter()
        for (id, question) in zip(ids, questions) {
            switch question {
            case .failure(let refusal):
                writer.write(members: [.init("error", .string(refusal.words)), .init("id", .string(id))])
            case .success:
                writer.write(members: [
                    .init(Self.value, JSON(predictions.popFirst())), .init("id", .string(id)),
                ])
            }
            writer.endLine()
        }
        bytes = writer.bytes
    }

    struct Refusal: Error {
        var words: String
    }

    private static func architecture<Model: Answering>(
        _ question: JSON, _ model: Model
    ) -> Result<Model.Architecture, Refusal> {
        func refuse(_ words: String) -> Result<Model.Architecture, Refusal> {
            .failure(Refusal(words: words))
        }
        if let schema = question["schema"], schema.string != "measure/1" {
            return refuse("schema is \(schema.text), expected \"measure/1\"")
        }
        guard question["values"]?.strings == [value] else {
            return refuse("values is \(question["values"]?.text ?? "missing"), expected [\"\(value)\"]")
        }
        guard question["space"]?.string == model.spaceName else {
            return refuse(
                "space is \(question["space"]?.text ?? "missing"), the model is of \(model.spaceName)")
        }
        guard let cell = question["cell"]?.string else { return refuse("cell is no text") }
        do {
            return .success(try model.architecture(cell))
        } catch {
            return refuse("\(error)")
        }
    }
}
