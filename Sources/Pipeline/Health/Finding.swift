internal import LanguageModel
public import Records

/// What one check found, and what to do about it.
public struct Finding: Sendable, Equatable {
    public enum Verdict: String, Sendable {
        case ok
        /// It works, and could be better or may surprise.
        case hint
        /// Something will not work until it is mended.
        case trouble
    }

    public var check: String
    public var verdict: Verdict
    public var found: String
    /// What to do; nil where there is nothing.
    public var advice: String?

    init(_ verdict: Verdict, _ check: String, _ found: String, _ advice: String? = nil) {
        self.check = check
        self.verdict = verdict
        // Paths and variables are in there, which may hold anything.
        self.found = PlainText.oneLine(found, limit: 500)
        self.advice = advice.map { PlainText.oneLine($0, limit: 500) }
    }

    public var json: JSON {
        JSON(object: [
            ("check", .string(check)), ("verdict", .string(verdict.rawValue)), ("found", .string(found)),
            ("advice", JSON(advice)),
        ])
    }
}
