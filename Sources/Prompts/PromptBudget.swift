import LanguageModel

/// Makes a prompt fit: lists are cut, one after the other, until it does.
struct PromptBudget {
    /// Tokens, by `TokenEstimate`.
    let cap: Int

    /// Cuts the lists in the order given, each as little as suffices; a list is emptied before the next is
    /// touched. Returns nil where the text without any of them is over the cap.
    func fit(
        _ sections: [PromptSection], render: ([PromptSection]) -> [RequestBody.Message]
    ) -> [RequestBody.Message]? {
        var sections = sections
        var messages = render(sections)
        if fits(messages) { return messages }
        for position in sections.indices where sections[position].shown > 0 {
            let most = sections[position].shown
            sections[position].shown = 0
            messages = render(sections)
            guard fits(messages) else { continue }
            // The longest list that fits lies between one that does and one that does not.
            var (good, bad) = (0, most)
            while bad - good > 1 {
                let middle = good + (bad - good) / 2
                sections[position].shown = middle
                let trial = render(sections)
                if fits(trial) {
                    messages = trial
                    good = middle
                } else {
                    bad = middle
                }
            }
            return messages
        }
        return nil
    }

    private func fits(_ messages: [RequestBody.Message]) -> Bool { TokenEstimate.of(messages) <= cap }
}
