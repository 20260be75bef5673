/// Whether what is shown belongs together.
enum CurrencyCheck {
    /// Labels that a sentence names at most.
    static let mostLabels = 4

    static func current(_ view: RunView) -> Diagnosis {
        let identifier = "not-current"
        let title = "Results of one and the same settings"
        guard let sentence = sentence(view) else {
            guard !view.contents.evaluations.isEmpty else {
                return Diagnosis(identifier, .unchecked, title, seen: "The run has no results.")
            }
            return Diagnosis(identifier, .fine, title, seen: "Every step of the run is current.")
        }
        return Diagnosis(
            identifier, .hint, title, seen: sentence,
            meaning: "Comparing this run with another would compare more than they differ by.",
            advice: "`pelnas status` says why each is not current; `pelnas run` redoes them and nothing else."
        )
    }

    /// What stands at the top of the page; nil where every step is current.
    static func sentence(_ view: RunView) -> String? {
        let labels = view.contents.staleSteps
        guard !labels.isEmpty else { return nil }
        let named = labels.prefix(mostLabels).joined(separator: ", ")
        return
            "\(NumberText.grouped(labels.count)) of the run's steps \(labels.count == 1 ? "is" : "are") not current "
            + "(\(named)\(labels.count > mostLabels ? ", …" : "")): figures may mix results of different settings; "
            + "run again."
    }
}
