import Records

/// What became of a knowledge base.
public struct KnowledgeRevision: Sendable, Equatable {
    public var knowledge: KnowledgeBase
    /// One for each rule that is or was there: first those that stand now, in order, then the removed ones.
    public var changes: [KnowledgeBase.Change]
    /// What a reader should know besides, in words.
    public var notes: [String]
}

extension KnowledgeBase {
    /// The rules after a reply, which replaces the list.
    ///
    /// A rule with the text of one that stands keeps its id; one that `replaces` a standing rule takes its
    /// id over; all others get new ids. A rule that is not mentioned is removed. Beyond `limit` the first
    /// ones are kept, and the notes say so.
    ///
    /// An empty list is unusable unless there was no rule before: a model that takes back every rule at once
    /// has more likely failed than learnt, and what generations gathered would be gone without a reason.
    public func revised(
        by reply: KnowledgeReply, generation: Int, limit: Int
    ) throws(UnusableReply) -> KnowledgeRevision {
        guard !reply.rules.isEmpty || rules.isEmpty else {
            throw UnusableReply("the list is empty, which would remove all \(rules.count) rules")
        }
        var notes = reply.notes
        let proposed = distinct(reply.rules)
        let limit = max(1, limit)
        if proposed.count > limit {
            notes.append("the reply has \(proposed.count) rules, the first \(limit) are kept")
        }
        return KnowledgeRevision(
            proposed.prefix(limit), of: self, generation: generation, notes: notes)
    }

    /// The rules without repetitions, ids that stand in front of a text taken as what it replaces.
    private func distinct(_ proposed: [KnowledgeReply.ProposedRule]) -> [KnowledgeReply.ProposedRule] {
        var seen: Set<String> = []
        return proposed.map(unnumbered).filter { !$0.text.isEmpty && seen.insert($0.text).inserted }
    }

    /// Models echo the ids they were shown: "r3: Use …", "[r3] Use …".
    private func unnumbered(_ proposed: KnowledgeReply.ProposedRule) -> KnowledgeReply.ProposedRule {
        for rule in rules {
            for form in ["\(rule.id): ", "[\(rule.id)] "] where proposed.text.hasPrefix(form) {
                return .init(
                    text: String(proposed.text.dropFirst(form.count)), replaces: proposed.replaces ?? rule.id)
            }
        }
        return proposed
    }
}

extension KnowledgeRevision {
    fileprivate init(
        _ proposed: ArraySlice<KnowledgeReply.ProposedRule>, of old: KnowledgeBase, generation: Int,
        notes: [String]
    ) {
        // Texts that stay claim their ids before any rewording does, wherever they stand in the reply.
        let staying = Set(proposed.map(\.text))
        var claimed = Set(old.rules.filter { staying.contains($0.text) }.map(\.id))
        var lastNumber = old.lastNumber
        var changes: [KnowledgeBase.Change] = []
        for rule in proposed {
            if let same = old.rules.first(where: { $0.text == rule.text }) {
                changes.append(.init(.kept, same))
            } else if var other = old.rules.first(where: { $0.id == rule.replaces }),
                claimed.insert(other.id).inserted
            {
                let previous = other.text
                other.text = rule.text
                changes.append(.init(.revised, other, previousText: previous))
            } else {
                lastNumber += 1
                changes.append(
                    .init(.added, .init(id: "r\(lastNumber)", text: rule.text, since: generation)))
            }
        }
        let standing = changes.map(\.rule)
        knowledge = KnowledgeBase(rules: standing, lastNumber: lastNumber)
        let ids = Set(standing.map(\.id))
        changes += old.rules.filter { !ids.contains($0.id) }.map { .init(.removed, $0) }
        self.changes = changes
        self.notes = notes
    }
}
