import Records
import Spaces
import StageKit
import Surrogate

/// What is answered to some questions, a line each, in their order.
struct Answers {
    static let value = "accuracy_percent"

    private(set) var bytes: [UInt8] = []

    /// Throws `LineError` where a line is no question at all, so that nobody waits for its answer.
    init(to lines: [[UInt8]], from first: Int, _ surrogate: TransformerSurrogate, _ threads: Int) throws {
        var ids: [String] = []
        var questions: [Result<VisionTransformer, Refusal>] = []
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
            questions.append(Self.transformer(question, surrogate.space))
        }
        let known = questions.compactMap { try? $0.get() }
        var predictions = try surrogate.predict(known, threads: threads)[...]
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

    private static func transformer(
        _ question: JSON, _ space: AutoFormerSpace
    ) -> Result<VisionTransformer, Refusal> {
        func refuse(_ words: String) -> Result<VisionTransformer, Refusal> { .failure(Refusal(words: words)) }
        if let schema = question["schema"], schema.string != "measure/1" {
            return refuse("schema is \(schema.text), expected \"measure/1\"")
        }
        guard question["values"]?.strings == [value] else {
            return refuse("values is \(question["values"]?.text ?? "missing"), expected [\"\(value)\"]")
        }
        guard question["space"]?.string == space.rawValue else {
            return refuse(
                "space is \(question["space"]?.text ?? "missing"), the model is of \(space.rawValue)")
        }
        guard let cell = question["cell"]?.string else { return refuse("cell is no text") }
        do {
            let transformer = try VisionTransformer(parsing: cell)
            guard transformer.depth <= space.deepest else {
                return refuse("depth is \(transformer.depth), \(space.rawValue) goes to \(space.deepest)")
            }
            return .success(transformer)
        } catch {
            return refuse("\(error)")
        }
    }
}
