internal import Files
public import LanguageModel
public import Records
public import StageKit

/// The questions of one kind in one generation and their answers: `children.requests.jsonl` and
/// `children.responses.jsonl`.
///
/// What is answered is kept: an answer counts for the very question it was given to, so a question that is
/// asked again unchanged is not sent again, and one that changed is. Every answer is on the disk before
/// anything is made of it. Answers may come in any order, and from any program; when the generation is
/// complete both files are written in the order of the questions.
public final class AnswerBook {
    /// Files within the run directory.
    public let requestsPath: String
    public let responsesPath: String
    /// Answers to questions that have since become others, each with its question: should the question come
    /// back, as when a setting is tried and taken back, nothing is asked again.
    private let supersededPath: String

    private let run: RunDirectory
    private let mayWrite: Bool
    private var requests: [String: ChatRequest] = [:]
    private var responses: [String: ChatResponse] = [:]
    private var order: [String] = []
    private var known: Set<String> = []
    private var unflushed: Set<String> = []
    /// nil until somebody asks for one.
    private var supersededAnswers: [String: ChatResponse]?

    /// Whether nothing was ever answered.
    var isEmpty: Bool { responses.isEmpty }

    /// Opens the book as it stands on the disk.
    public init(kind: CallRecord.Kind, generation: Int, run: RunDirectory, mayWrite: Bool) throws {
        self.run = run
        self.mayWrite = mayWrite
        (requestsPath, responsesPath, supersededPath) = Self.paths(kind, generation)
        for request in try Self.requests(run.path(requestsPath)) {
            requests[request.customID] = request
            order.append(request.customID)
        }
        if mayWrite { try Self.endLastLine(of: run.path(responsesPath)) }
        for response in try Self.responses(run.path(responsesPath)) {
            responses[response.customID] = response
        }
    }

    /// The files of a book, within the run directory.
    static func paths(
        _ kind: CallRecord.Kind, _ generation: Int
    ) -> (requests: String, responses: String, superseded: String) {
        let start = "\(PathPattern.folder(ofGeneration: generation))/\(kind.rawValue)"
        return ("\(start).requests.jsonl", "\(start).responses.jsonl", "\(start).superseded.jsonl")
    }

    /// Gives a last answer the line break that whoever wrote it forgot: the next one would be put behind it,
    /// and a line without its end counts as torn.
    private static func endLastLine(of path: String) throws {
        guard FileSystem.exists(path) else { return }
        let bytes = try FileSystem.read(path)
        guard let last = bytes.last, last != UInt8(ascii: "\n") else { return }
        let whole = wholeLines(bytes)
        try AtomicFile.publish(
            whole.last == UInt8(ascii: "\n") ? whole : whole + [UInt8(ascii: "\n")], to: path)
    }

    /// The bytes without half a line at their end, which a crash leaves; a whole answer that only lacks its
    /// line break stays.
    private static func wholeLines(_ bytes: [UInt8]) -> [UInt8] {
        let end = bytes.withUnsafeBytes(JSONLines.lengthOfWholeLines)
        guard end < bytes.count, (try? JSONParser.parse(Array(bytes[end...]))) == nil else { return bytes }
        return Array(bytes[..<end])
    }

    /// The requests of a file; none where there is no file. A torn last line, which a crash leaves, is passed
    /// over.
    static func requests(_ path: String) throws -> [ChatRequest] {
        guard FileSystem.exists(path) else { return [] }
        var requests: [ChatRequest] = []
        try FileSystem.read(path).withUnsafeBytes { bytes in
            let lines = UnsafeRawBufferPointer(rebasing: bytes[..<JSONLines.lengthOfWholeLines(bytes)])
            try JSONLines.forEach(in: lines, file: path) { line, value in
                do throws(RecordError) {
                    requests.append(try ChatRequest(line: value))
                } catch {
                    throw LineError(file: path, line: line, message: "\(error)")
                }
            }
        }
        return requests
    }

    /// The responses of a file, one for each question; none where there is no file.
    static func responses(_ path: String) throws -> [ChatResponse] {
        guard FileSystem.exists(path) else { return [] }
        return try ResponseFile(wholeLines(try FileSystem.read(path)), file: path).responses
    }

    /// Takes note that a question is asked; its answer, where the very same has been answered. A question
    /// that is new, or another than before, is on the disk when this returns. Where the file of questions is
    /// lost, the ledger vouches for an answer.
    public func note(_ request: ChatRequest, isAccounted: Bool) throws -> ChatResponse? {
        let id = request.customID
        known.insert(id)
        let earlier = requests.updateValue(request, forKey: id)
        // As text: an object's members have no order.
        if earlier?.body.text == request.body.text { return answer(id) }
        if earlier != nil || !isAccounted, let response = responses.removeValue(forKey: id) {
            // It answers another question. First it goes, then the question changes: whatever happens in
            // between, no answer stands beside a question it was not given to.
            if let earlier { try setAside(earlier, response) }
            try publish(lines(responses: responses.keys.sorted()), to: responsesPath)
        }
        if earlier == nil {
            order.append(id)
            if mayWrite {
                try FileSystem.makeDirectory(FileSystem.directory(of: run.path(requestsPath)))
                try AtomicFile.append(lines(requests: [id]), to: run.path(requestsPath), flushes: false)
                unflushed.insert(requestsPath)
            }
        } else {
            try publish(lines(requests: order), to: requestsPath)
        }
        if answer(id) == nil, let known = try superseded(request) { try keep(known) }
        return answer(id)
    }

    private func setAside(_ request: ChatRequest, _ response: ChatResponse) throws {
        guard mayWrite, response.verdict == .answered else { return }
        if try superseded(request)?.line.text == response.line.text { return }
        supersededAnswers?[request.line.text] = response
        let pair = JSON(object: [("request", request.line), ("response", response.line)])
        try AtomicFile.append(Array((pair.text + "\n").utf8), to: run.path(supersededPath))
    }

    /// An answer that was set aside when this very question became another.
    private func superseded(_ request: ChatRequest) throws -> ChatResponse? {
        guard mayWrite else { return nil }
        let answers = try supersededAnswers ?? Self.supersededAnswers(run.path(supersededPath))
        supersededAnswers = answers
        return answers[request.line.text]
    }

    /// What was set aside, by the question's line; of several answers the last.
    private static func supersededAnswers(_ path: String) throws -> [String: ChatResponse] {
        guard FileSystem.exists(path) else { return [:] }
        var answers: [String: ChatResponse] = [:]
        try wholeLines(try FileSystem.read(path)).withUnsafeBytes { bytes in
            try JSONLines.forEach(in: bytes, file: path) { _, pair in
                guard let request = pair["request"], let response = pair["response"] else { return }
                answers[request.text] = try ChatResponse(line: response)
            }
        }
        return answers
    }

    /// The answer, unless it says no more than to try again.
    private func answer(_ id: String) -> ChatResponse? {
        guard let response = responses[id] else { return nil }
        return response.verdict.isFinal ? response : nil
    }

    /// The questions on the disk that have no answer there, in their order.
    var unanswered: [ChatRequest] { order.filter { answer($0) == nil }.compactMap { requests[$0] } }

    /// Puts an answer on the disk, where it outlasts this process at once. A refusal is only remembered:
    /// should nothing come of this generation, it is asked again.
    public func keep(_ response: ChatResponse) throws {
        responses[response.customID] = response
        guard response.verdict == .answered else { return }
        try AtomicFile.append(
            Array((response.line.text + "\n").utf8), to: run.path(responsesPath), flushes: false)
        unflushed.insert(responsesPath)
    }

    /// Makes what was noted and kept outlast the machine too: questions first, for an answer without its
    /// question is worth nothing.
    public func flush() throws {
        for path in [requestsPath, responsesPath] where unflushed.remove(path) != nil {
            try AtomicFile.flush(run.path(path))
        }
    }

    /// Takes answers off the disk.
    public func forget(_ ids: [String]) throws {
        for id in ids { responses[id] = nil }
        try publish(lines(responses: responses.keys.sorted()), to: responsesPath)
    }

    /// Responses to nothing that was asked.
    public var strangers: [String] { responses.keys.filter { requests[$0] == nil }.sorted() }

    /// Sets answers aside that were not asked for this time: that was with other settings, and may be again.
    public func setAsideUnasked() throws {
        for id in order where !known.contains(id) {
            if let request = requests[id], let response = responses[id] { try setAside(request, response) }
        }
    }

    /// Both files as they are to stand: what was asked this time, in that order. Where only one niche was at
    /// work, the others' lines are kept before.
    public func finalBytes(
        order asked: [String], keepingOthers: Bool
    ) -> (requests: [UInt8], responses: [UInt8]) {
        let all = (keepingOthers ? order.filter { !known.contains($0) } : []) + asked
        return (lines(requests: all), lines(responses: all))
    }

    private func lines(requests ids: [String]) -> [UInt8] {
        var text = ""
        for id in ids { if let request = requests[id] { text += request.line.text + "\n" } }
        return Array(text.utf8)
    }

    private func lines(responses ids: [String]) -> [UInt8] {
        var text = ""
        for id in ids { if let response = responses[id] { text += response.line.text + "\n" } }
        return Array(text.utf8)
    }

    private func publish(_ bytes: [UInt8], to path: String) throws {
        guard mayWrite else { return }
        try FileSystem.makeDirectory(FileSystem.directory(of: run.path(path)))
        try AtomicFile.publish(bytes, to: run.path(path))
    }
}
