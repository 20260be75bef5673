internal import LanguageModel
internal import Records

/// Sorts out the lines of a batch's output and error files: each request's first line, nothing else.
struct BatchAnswers {
    private let known: Set<String>
    private var taken: Set<String> = []
    private let redaction: SecretRedaction

    init(customIDs: [String], redaction: SecretRedaction) {
        known = Set(customIDs)
        self.redaction = redaction
    }

    /// Requests without a line so far.
    var missing: Int { known.count - taken.count }

    /// The lines to pass on, without the key, and what is wrong with the others.
    mutating func lines(_ bytes: [UInt8], file: String) -> (lines: [String], complaints: [String]) {
        var lines: [String] = []
        var complaints: [String] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            do {
                lines.append(try self.line(Array(line)))
            } catch {
                complaints.append(LineError(file: file, line: index + 1, message: "\(error)").description)
            }
        }
        return (lines, complaints)
    }

    private mutating func line(_ bytes: [UInt8]) throws -> String {
        let json = redaction.json(try JSONParser.parse(bytes))
        let response = try ChatResponse(line: json)
        guard known.contains(response.customID) else {
            throw RecordError(field: "custom_id", message: "\(response.customID) was not asked")
        }
        guard taken.insert(response.customID).inserted else {
            throw RecordError(field: "custom_id", message: "\(response.customID) has a line already")
        }
        return json.text
    }
}
