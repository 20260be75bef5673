internal import Files
public import LanguageModel
public import PipelineFile
public import Records
public import StageKit

/// Makes a recording of a run: its questions and answers without keys, and what made them.
public struct RecordingMaker {
    private let run: RunDirectory
    private var requests: [ChatRequest] = []
    private var responses: [ChatResponse] = []
    public private(set) var record: RecordingRecord

    /// Throws code 66 where the run has no answers.
    public init(run: RunDirectory, settings: PipelineSettings, secrets: SecretRedaction, note: String?) throws
    {
        self.run = run
        for (asked, answered) in Recording.pairs(ofRun: run.root) {
            let answers = try AnswerBook.responses(answered)
            let known = Set(answers.map(\.customID))
            requests += try AnswerBook.requests(asked).filter { known.contains($0.customID) }.map {
                ChatRequest(customID: $0.customID, body: secrets.json($0.body))
            }
            for answer in answers { responses.append(try ChatResponse(line: secrets.json(answer.line))) }
        }
        guard !responses.isEmpty else {
            throw StageFailure(.missingInput, "\(run.root): no model has answered in this run")
        }
        let ledger = try run.ledger.records().filter { $0.outcome == .answered }
        let finished = ledger.map(\.finished).sorted()
        // Where the endpoint lies is nobody's business but the one's who recorded.
        let hidden = ["base_url", "key_variable", "recording"]
        let model = settings.json(at: "prompt.model")?.members?.filter { !hidden.contains($0.name) } ?? []
        record = RecordingRecord(
            run: settings.name, proposer: settings.prompt.proposer.rawValue,
            models: Set(responses.compactMap { Reply(body: $0.body).model }).sorted(),
            parameters: secrets.json(.object(model)), transports: Set(ledger.map(\.transport)).sorted(),
            calls: responses.count, firstAnswer: finished.first, lastAnswer: finished.last,
            version: Program.version, note: note)
    }

    /// Throws code 73 where the folder holds a recording already.
    public func write(into folder: String) throws {
        guard !FileSystem.exists("\(folder)/\(Recording.responsesName)") else {
            throw StageFailure(
                .cannotCreate, "\(folder) holds a recording already; name another folder or remove it")
        }
        try FileSystem.makeDirectory(folder)
        try AtomicFile.publish(
            Array(requests.map { $0.line.text + "\n" }.joined().utf8),
            to: "\(folder)/\(Recording.requestsName)")
        try AtomicFile.publish(JSONLines.bytes(of: [record]), to: "\(folder)/\(Recording.recordName)")
        // Last: a folder that has it is complete.
        try AtomicFile.publish(
            Array(responses.map { $0.line.text + "\n" }.joined().utf8),
            to: "\(folder)/\(Recording.responsesName)")
    }
}
