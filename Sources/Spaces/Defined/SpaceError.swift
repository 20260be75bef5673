/// Everything that keeps a draft from being a space.
public struct SpaceError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Problem: Sendable, Equatable {
        /// Where in the draft: "variables.depth.when", "partitions.by-depth.S1".
        public var path: String
        public var message: String
        /// A name that does not exist, and those that do: whoever shows the problem can say which was meant.
        public var unknown: String?
        public var candidates: [String]

        public init(path: String, message: String, unknown: String? = nil, candidates: [String] = []) {
            self.path = path
            self.message = message
            self.unknown = unknown
            self.candidates = candidates
        }
    }

    public var problems: [Problem]

    public init(problems: [Problem]) { self.problems = problems }

    public var description: String {
        problems.map { problem in
            var line = "\(problem.path): \(problem.message)"
            if !problem.candidates.isEmpty {
                line += " (there are \(problem.candidates.joined(separator: ", ")))"
            }
            return line
        }.joined(separator: "\n")
    }
}

/// Why a text is no architecture of a space, and at which character (counted from 1).
public struct SpaceNotationError: Error, Equatable, Sendable, CustomStringConvertible {
    public var column: Int
    public var message: String

    public init(column: Int, message: String) {
        self.column = column
        self.message = message
    }

    public var description: String { "\(message) (at character \(column))" }
}

/// A text from outside as it may stand in a message: short, without control characters.
func quoted(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars
    let plain = scalars.prefix(40).map {
        $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? "\u{FFFD}" : $0
    }
    return "'" + String(String.UnicodeScalarView(plain)) + (scalars.count > 40 ? "…'" : "'")
}
