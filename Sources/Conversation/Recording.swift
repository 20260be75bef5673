internal import Files
public import LanguageModel
internal import Records
internal import StageKit

/// A recorded run's questions and answers: a folder that `pelnas record` made, or a run directory.
public struct Recording: Sendable {
    public let folder: String
    private var requests: [String: ChatRequest] = [:]
    private var responses: [String: ChatResponse] = [:]

    public static let requestsName = "requests.jsonl"
    public static let responsesName = "responses.jsonl"
    public static let recordName = "recording.jsonl"

    public init(folder: String) throws {
        var pairs = [("\(folder)/\(Self.requestsName)", "\(folder)/\(Self.responsesName)")]
        if !FileSystem.exists(pairs[0].1) { pairs = Self.pairs(ofRun: folder) }
        guard !pairs.isEmpty else {
            throw StageFailure(
                .missingInput,
                "\(folder) is no recording: it has neither \(Self.responsesName) nor a generation's responses"
            )
        }
        try self.init(folder: folder, pairs: pairs)
    }

    /// All questions of a run directory, answered or not.
    public init(questionsOf root: String) throws {
        try self.init(folder: root, pairs: Self.pairs(ofRun: root, asked: true))
    }

    private init(folder: String, pairs: [(requests: String, responses: String)]) throws {
        self.folder = folder
        for (asked, answered) in pairs {
            for request in try AnswerBook.requests(asked) { requests[request.customID] = request }
            for response in try AnswerBook.responses(answered) { responses[response.customID] = response }
        }
    }

    /// A question by its name, and its answer where there is one.
    public func exchange(_ id: String) -> (request: ChatRequest, response: ChatResponse?)? {
        requests[id].map { ($0, responses[id]) }
    }

    /// Files of requests and of responses of a run, generation by generation: those with responses, or with
    /// requests (`asked`).
    static func pairs(ofRun root: String, asked: Bool = false) -> [(requests: String, responses: String)] {
        PathPattern.generations(in: root).flatMap { generation in
            CallRecord.Kind.allCases.map { kind in
                let paths = AnswerBook.paths(kind, generation)
                return ("\(root)/\(paths.requests)", "\(root)/\(paths.responses)")
            }
        }.filter { FileSystem.exists(asked ? $0.0 : $0.1) }
    }

    /// The recorded answer. Throws code 66 where there is none, and 65 where it was given to another
    /// question: then the recording says nothing about this one.
    public func response(to request: ChatRequest) throws -> ChatResponse {
        guard let response = responses[request.customID] else {
            throw StageFailure(
                .missingInput, "\(folder): the recording has no answer to \(request.customID)")
        }
        let recorded = requests[request.customID]
        guard recorded?.body["messages"]?.text == request.body["messages"]?.text else {
            let why =
                recorded == nil
                ? "the recording has the answer to \(request.customID) and not the question"
                : "\(request.customID) was asked something else in the recording; \(Self.difference(recorded, request))"
            throw StageFailure(
                .badData,
                "\(folder): \(why). It can only be replayed with the settings, tables and templates it was made with"
            )
        }
        return response
    }

    /// The first line that differs, shown.
    private static func difference(_ recorded: ChatRequest?, _ asked: ChatRequest) -> String {
        func lines(_ request: ChatRequest?) -> [Substring] {
            (request?.messages ?? []).flatMap {
                $0.content.split(separator: "\n", omittingEmptySubsequences: false)
            }
        }
        let (left, right) = (lines(recorded), lines(asked))
        let place =
            zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            ?? min(left.count, right.count)
        func shown(_ lines: [Substring]) -> String {
            lines.indices.contains(place)
                ? "\"\(PlainText.oneLine(String(lines[place]), limit: 80))\"" : "nothing"
        }
        return "in line \(place + 1) it has \(shown(left)), now there is \(shown(right))"
    }
}
