/// What one check of a run found.
public struct Diagnosis: Sendable, Equatable {
    public enum Level: String, Sendable, CaseIterable {
        /// The result should not be trusted, or is likely worse than need be.
        case problem
        case hint
        /// Nothing found.
        case fine
        /// The run lacks what the check would need; `seen` says what.
        case unchecked
    }

    /// Stable, for programs: "front-clustered".
    public let identifier: String
    public let level: Level
    /// What was looked at, in a few words.
    public let title: String
    /// What was seen, with its numbers.
    public let seen: String
    /// What that means; empty where nothing was found.
    public let meaning: String
    /// What to do about it; empty where nothing was found.
    public let advice: String

    init(
        _ identifier: String, _ level: Level, _ title: String, seen: String, meaning: String = "",
        advice: String = ""
    ) {
        self.identifier = identifier
        self.level = level
        self.title = title
        self.seen = seen
        // Meaning and advice belong to a finding.
        let isFinding = level == .problem || level == .hint
        self.meaning = isFinding ? meaning : ""
        self.advice = isFinding ? advice : ""
    }

    /// What a search for accuracy alone is not to be judged by.
    private static let aboutFronts: Set = [
        "front-clustered", "children-clustered", "stagnation", "front-worsened", "niches-exhausted",
        "niches-absent",
    ]

    private var notAsked: Diagnosis {
        Diagnosis(
            identifier, .unchecked, title, seen: "The search is for accuracy alone, not for a front.")
    }

    /// All checks of a run, findings first, each kind in a fixed order.
    static func all(_ view: RunView) -> [Diagnosis] {
        let found = [
            CurrencyCheck.current(view), ClusteringCheck.front(view), ClusteringCheck.children(view),
            ReplyCheck.rejected(view),
            ReplyCheck.calls(view), StagnationCheck.hypervolume(view), StagnationCheck.worsening(view),
            StagnationCheck.knowledge(view),
            PredictorCheck.heldOut(view), PredictorCheck.front(view), PredictorCheck.training(view),
            NicheCheck.exhausted(view), NicheCheck.absent(view),
        ]
        .map { view.contents.isForAccuracy && aboutFronts.contains($0.identifier) ? $0.notAsked : $0 }
        return Level.allCases.flatMap { level in found.filter { $0.level == level } }
    }
}
