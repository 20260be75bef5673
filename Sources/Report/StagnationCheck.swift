internal import Records

/// Whether the search still learns.
enum StagnationCheck {
    /// Three generations without a better front, of ten, are a third of the budget.
    static let generations = 3
    /// Partitioned evolution without a model ends above this on all but the hardest data set.
    static let goodHypervolume = 0.97
    /// Less than this is no progress: a thousandth of what runs differ by.
    static let progress = 1e-6
    /// Ten random seeds of one search differ by a few thousandths, so a hundredth is no chance.
    static let worsened = 0.01
    /// One rule that returns may be right the second time.
    static let cyclicRules = 3

    static func hypervolume(_ view: RunView) -> Diagnosis {
        let identifier = "stagnation"
        let title = "Progress of the hypervolume"
        let scores = hypervolumes(view)
        guard let last = scores.last, scores.count > generations else {
            return Diagnosis(
                identifier, .unchecked, title,
                seen:
                    "There are hypervolumes of \(NumberText.count(scores.count, "generation")), and more than "
                    + "\(generations) are needed.")
        }
        var best = -Double.infinity
        var since = 0
        for (number, score) in scores.enumerated() where score.value > best + progress {
            best = score.value
            since = number
        }
        let idle = scores.count - 1 - since
        let numbers =
            "The hypervolume (scaled by the space) is \(NumberText.fixed(last.value, 4)) after generation "
            + "\(last.generation); the best, \(NumberText.fixed(best, 4)), stood "
            + (idle == 0
                ? "first in the last generation." : "\(NumberText.count(idle, "generation")) before the end.")
        let isStuck = idle >= generations && best < goodHypervolume
        return Diagnosis(
            identifier, isStuck ? .problem : .fine, title, seen: numbers,
            meaning: "The search stopped improving while there was still room to the reference.",
            advice: "Let saturated niches hand on their children (prompt.allocation: adaptive), ask for more "
                + "(prompt.children), or raise prompt.model.temperature.")
    }

    static func worsening(_ view: RunView) -> Diagnosis {
        let identifier = "front-worsened"
        let title = "The last front against the best on the way"
        let scores = hypervolumes(view)
        guard let last = scores.last, let best = scores.max(by: { $0.value < $1.value }), scores.count > 1
        else {
            return Diagnosis(identifier, .unchecked, title, seen: "There are no hypervolumes to compare.")
        }
        let lost = best.value - last.value
        return Diagnosis(
            identifier, lost > worsened ? .hint : .fine, title,
            seen:
                "The hypervolume (scaled by the space) is \(NumberText.fixed(last.value, 4)) at the end and was "
                + "\(NumberText.fixed(best.value, 4)) after generation \(best.generation).",
            meaning: "By the reference's accuracies good cells gave way to others that "
                + (view.sources.isAccuracyPercentile
                    ? "score higher by the proxy."
                    : view.sources.isAccuracyPredicted
                        ? "were predicted too high." : "do better in validation than in the test."),
            advice: view.sources.accuracyAdvice
                + " Look at the archive of that generation before choosing a cell.")
    }

    private static func hypervolumes(_ view: RunView) -> [(generation: Int, value: Double)] {
        view.scores("space").compactMap { score in
            score.hypervolume.flatMap { $0.isFinite ? (score.generation, $0) : nil }
        }
    }

    static func knowledge(_ view: RunView) -> Diagnosis {
        let identifier = "knowledge-cyclic"
        let title = "Rules that return after their removal"
        let histories = KnowledgeHistory.all(view)
        guard !histories.isEmpty else {
            return Diagnosis(identifier, .unchecked, title, seen: "The run keeps no knowledge base.")
        }
        let cyclic = histories.filter { $0.returned > 0 }
        let returned = cyclic.reduce(0) { $0 + $1.returned }
        let numbers =
            "\(NumberText.count(returned, "rule")) came back in \(cyclic.count) of "
            + "\(NumberText.count(histories.count, "knowledge base"))"
            + (cyclic.isEmpty ? "." : ": \(cyclic.prefix(8).map(\.niche).joined(separator: ", ")).")
        return Diagnosis(
            identifier, returned == 0 ? .fine : returned >= cyclicRules ? .problem : .hint, title,
            seen: numbers, meaning: "The model goes in circles: it forgets why it took a rule away.",
            advice:
                "Lower the temperature of the revision, raise prompt.rules, or show more of what was tried "
                + "(prompt.prompt_tokens).")
    }
}
