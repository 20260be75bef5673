internal import Files
public import LanguageModel
public import Records
public import StageKit

/// The questions of a run that wait for an answer, and the taking of answers that came by hand.
public struct OpenQuestions {
    public struct Open: Sendable {
        public var request: ChatRequest
        public var kind: CallRecord.Kind
        public var generation: Int
        /// The file its request stands in, within the run directory.
        public var file: String

        /// The niche, or "all", as the question's name has it.
        public var niche: String {
            let end = "-\(kind.rawValue)-a"
            let name = request.customID.drop { $0 != "-" }.dropFirst()
            guard let place = name.ranges(of: end).last else { return String(name) }
            return String(name[..<place.lowerBound])
        }
    }

    private let run: RunDirectory
    public let questions: [Open]

    public init(run: RunDirectory) throws {
        self.run = run
        var open: [Open] = []
        for generation in PathPattern.generations(in: run.root) {
            for kind in CallRecord.Kind.allCases {
                let book = try AnswerBook(kind: kind, generation: generation, run: run, mayWrite: false)
                open += book.unanswered.map {
                    Open(request: $0, kind: kind, generation: generation, file: book.requestsPath)
                }
            }
        }
        questions = open.sorted {
            ($0.generation, $0.file, $0.request.customID) < ($1.generation, $1.file, $1.request.customID)
        }
    }

    public func question(_ id: String) -> Open? { questions.first { $0.request.customID == id } }

    /// Whether a question is now what it was when these were listed.
    public func isUnchanged(_ id: String, since earlier: OpenQuestions) -> Bool {
        question(id)?.request.body.text == earlier.question(id)?.request.body.text
    }

    /// Puts answers beside their questions. Call with the run lock held.
    public func take(_ responses: [ChatResponse]) throws {
        for response in responses {
            guard let open = question(response.customID) else { continue }
            let book = try AnswerBook(kind: open.kind, generation: open.generation, run: run, mayWrite: true)
            try book.keep(response)
            try book.flush()
        }
    }

    /// A reply in plain text as the response it stands for.
    public static func response(to id: String, reply: String, model: String) -> ChatResponse {
        let message = JSON(object: [("role", .string("assistant")), ("content", .string(reply))])
        let choice = JSON(object: [
            ("index", .integer(0)), ("message", message), ("finish_reason", .string("stop")),
        ])
        return ChatResponse(
            customID: id, id: "hand-\(id)", statusCode: 200,
            body: JSON(object: [("model", .string(model)), ("choices", .array([choice]))]))
    }
}
