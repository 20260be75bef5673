import LanguageModel

/// Makes a prompt fit: lists are cut, one after the other, until it does.
struct PromptBudget {
    /// Tokens, by `TokenEstimate`.
    let cap: Int

    /// Cuts the lists in the order given, each as little as suffices; a list is emptied before the next is
    /// touched. Returns nil where the text without any of them is over the cap.
    func fit(_ sections: [PromptSection], render: ([PromptSection]) -> [RequestBody.Message]) -> Prompt? {
        var sections = sections
        var messages = render(sections)
        if !fits(messages) {
            for position in sections.indices where sections[position].shown > 0 {
                let most = sections[position].shown
                sections[position].shown = 0
                messages = render(sections)
                guard fits(messages) else { continue }
                // The longest list that fits lies between one that does and one that does not.
                var (good, bad) = (0, most)
                while bad - good > 1 {
                    sections[position].shown = good + (bad - good) / 2
                    let trial = render(sections)
                    if fits(trial) {
                        messages = trial
                        good = sections[position].shown
                    } else {
                        bad = sections[position].shown
                    }
                }
                sections[position].shown = good
                break
            }
        }
        guard fits(messages) else { return nil }
        let cuts = sections.filter { $0.shown < $0.total }.map {
            "\($0.title): \($0.shown) of \($0.total) shown"
        }
        return Prompt(messages: messages, cuts: cuts)
    }

    private func fits(_ messages: [RequestBody.Message]) -> Bool { TokenEstimate.of(messages) <= cap }
}
