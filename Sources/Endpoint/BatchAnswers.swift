internal import LanguageModel
internal import Records

/// Sorts out the lines of a batch's output and error files: each request's first line, nothing else.
struct BatchAnswers {
    private let known: Set<String>
    private let reading: ResponseReading
    private var taken: Set<String> = []
    /// In the order of the files.
    private(set) var responses: [ChatResponse] = []

    /// `customIDs` are those of every request in the batch.
    init(customIDs: some Sequence<String>, reading: ResponseReading) {
        known = Set(customIDs)
        self.reading = reading
    }

    /// Takes the lines of a file, without the key; returns what is wrong with those that are none of ours.
    mutating func take(_ bytes: [UInt8], file: String) -> [LineError] {
        var complaints: [LineError] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            var objection: String?
            do throws(RecordError) {
                switch reading.json(Array(line), deepest: JSONParser.maximumDepth) {
                case .json(let json): try take(json)
                case .tooDeep: objection = "is nested too deep"
                case .tooMany: objection = "has \(JSONParser.tooManyValues)"
                case .unreadable: objection = "is no JSON"
                }
            } catch {
                objection = "\(error)"
            }
            if let objection {
                complaints.append(LineError(file: file, line: index + 1, message: objection))
            }
        }
        return complaints
    }

    private mutating func take(_ line: JSON) throws(RecordError) {
        let response = try ChatResponse(line: line)
        guard known.contains(response.customID) else {
            throw RecordError(field: "custom_id", message: "\(response.customID) was not asked")
        }
        guard taken.insert(response.customID).inserted else {
            throw RecordError(field: "custom_id", message: "\(response.customID) has a line already")
        }
        responses.append(response)
    }

    /// Gives each of these requests that has no line one that says so: the batch came to its end without it.
    mutating func complete(_ customIDs: [String], of batch: BatchStatus) {
        let code =
            switch batch.status {
            case "expired": "batch_expired"
            case "cancelled": "batch_cancelled"
            default: "batch_incomplete"
            }
        let message = "batch \(batch.id) is \(batch.status), without a line for this request"
        for customID in customIDs where taken.insert(customID).inserted {
            responses.append(
                ChatResponse(
                    customID: customID, statusCode: nil, body: nil,
                    failure: .init(code: code, message: reading.told(message))))
        }
    }
}
