internal import Records

/// What a program said of one question. The line is a stranger's: bounded in length before it comes here, in depth
/// by the parser, and every value is checked.
enum MeasureAnswer: Equatable {
    /// What it says of each value asked for.
    case values([String: Reading])
    /// It could not, and says why.
    case failed(String)

    enum Reading: Equatable {
        case number(Double)
        /// Measured several times inside.
        case list([Double])
        /// The device cannot run the cell.
        case impossible
    }

    /// Samples that one answer may hold.
    static let mostSamples = 10_000

    /// Throws `Unreadable`, in words, where the line is no answer to this question.
    init(_ line: [UInt8], to id: String, asked quantities: [Quantity]) throws(Unreadable) {
        let json: JSON
        do {
            json = try JSONParser.parse(line)
        } catch {
            throw Unreadable("answered \(PrintableText.quoted(line)), which is no JSON: \(error)")
        }
        guard json.members != nil else {
            throw Unreadable("answered \(json.kindName), expected an object")
        }
        guard let found = json["id"]?.string else { throw Unreadable("its answer has no id") }
        guard found == id else {
            throw Unreadable("answered about \(PrintableText.quoted(Array(found.utf8))), asked about '\(id)'")
        }
        if let error = json["error"], !error.isNull {
            self = .failed(PrintableText.line(Array((error.string ?? error.text).utf8), limit: 300))
            return
        }
        var readings: [String: Reading] = [:]
        for quantity in quantities {
            guard let value = json[quantity.name] else {
                throw Unreadable("its answer has no \(quantity.name), and no error")
            }
            readings[quantity.name] = try Self.reading(value, quantity)
        }
        self = .values(readings)
    }

    private static func reading(_ value: JSON, _ quantity: Quantity) throws(Unreadable) -> Reading {
        if value.isNull { return .impossible }
        if let number = value.number {
            try check(number, quantity)
            return .number(number)
        }
        guard let elements = value.array, !elements.isEmpty, elements.count <= mostSamples else {
            throw Unreadable(
                "\(quantity.name) is \(value.kindName), expected a number, a list of 1 to \(mostSamples) of them, or null"
            )
        }
        var samples: [Double] = []
        for element in elements {
            guard let number = element.number else {
                throw Unreadable("\(quantity.name) holds \(element.kindName), expected numbers")
            }
            try check(number, quantity)
            samples.append(number)
        }
        return .list(samples)
    }

    private static func check(_ number: Double, _ quantity: Quantity) throws(Unreadable) {
        guard number.isFinite, quantity.range.contains(number) else {
            let (least, most) = (quantity.range.lowerBound, quantity.range.upperBound)
            let words =
                most == .greatestFiniteMagnitude ? "at least \(least)" : "\(least) to \(most)"
            throw Unreadable("\(quantity.name) is \(number), expected \(words)")
        }
    }

    /// Why a line is no answer.
    struct Unreadable: Error, Equatable {
        var words: String
        init(_ words: String) { self.words = words }
    }
}

/// A stranger's bytes as text for messages: one line, bounded, nothing that a terminal would act on.
enum PrintableText {
    static func line(_ bytes: [UInt8], limit: Int) -> String {
        let text = String(decoding: bytes.prefix(4 * limit), as: UTF8.self)
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if count == limit { return result + "…" }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
                result += " "
            default: result.unicodeScalars.append(scalar)
            }
            count += 1
        }
        return bytes.count > 4 * limit ? result + "…" : result
    }

    static func quoted(_ bytes: [UInt8]) -> String { "'\(line(bytes, limit: 60))'" }
}
