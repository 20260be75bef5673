import Records
import Spaces
import Testing

@testable import Proposal

struct KnowledgeTests {
    private let old = KnowledgeBase(
        rules: [
            .init(id: "r1", text: "Use skips.", since: 1), .init(id: "r3", text: "Avoid pools.", since: 2),
            .init(id: "r4", text: "Use 3x3 on 2->3.", since: 2),
        ], lastNumber: 6)

    private func reply(_ text: String) throws -> KnowledgeReply {
        try KnowledgeReply(JSONParser.parse(text))
    }

    private func revise(
        _ base: KnowledgeBase, by text: String, generation: Int
    ) throws -> KnowledgeRevision {
        try base.revised(by: reply(text), generation: generation, limit: 20)
    }

    // MARK: - Reading

    @Test(arguments: [
        #"{"rules":[{"rule":"A","replaces":null},{"rule":"B","replaces":null}]}"#,
        #"{"rules":["A","B"]}"#, #"["A","B"]"#, #"[{"rule_1":"A"},{"rule_2":"B"}]"#,
        #"{"Updated_Knowledge_Base":[{"rule_1":"A"},{"rule_2":"B"}]}"#, #"{"rule_1":"A","rule_2":"B"}"#,
        #"{"thoughts":"…","rules":[{"text":"A"},{"rule":"  B\n"}]}"#,
    ])
    func everyFormIsRead(_ text: String) throws {
        #expect(try reply(text).rules.map(\.text) == ["A", "B"])
        #expect(try reply(text).notes.isEmpty)
    }

    @Test func whatIsNoRuleCostsNoOtherItsPlace() throws {
        let reply = try reply(#"{"rules":[1,{"rule":"A","replaces":"r3"},null,{"rule":7},{},"",["x"]]}"#)
        #expect(reply.rules == [.init(text: "A", replaces: "r3")])
        #expect(reply.notes == ["6 of 7 elements of the reply were no rules"])
    }

    @Test(arguments: ["null", "1", "{}", #"{"rules":"A"}"#, #"{"rules":[1,2]}"#, "[[]]", #"{"rules":[{}]}"#])
    func whatHasNoRuleIsUnusable(_ text: String) throws {
        #expect(throws: UnusableReply.self) { try reply(text) }
    }

    @Test func aRuleIsOnePlainLineOfBoundedLength() throws {
        let long = JSON(object: [("rules", JSON([String(repeating: "é\u{1B}", count: 100_000)]))])
        let rule = try #require(try KnowledgeReply(long).rules.first)
        #expect(rule.text.unicodeScalars.count == KnowledgeBase.textLimit)
        #expect(!rule.text.unicodeScalars.contains("\u{1B}"))
        let many = JSON(object: [("rules", JSON((0..<10_000).map { "rule \($0)" }))])
        #expect(try KnowledgeReply(many).rules.count == 200)
        #expect(try KnowledgeReply(many).notes == ["the reply lists 10000 rules, the first 200 were read"])
    }

    // MARK: - Revising

    @Test func theReplyReplacesTheList() throws {
        let revision = try revise(
            old,
            by:
                #"{"rules":[{"rule":"New.","replaces":null},{"rule":"Avoid two pools.","replaces":"r3"},"Use skips."]}"#,
            generation: 5)
        #expect(
            revision.knowledge.rules == [
                .init(id: "r7", text: "New.", since: 5),
                .init(id: "r3", text: "Avoid two pools.", since: 2),
                .init(id: "r1", text: "Use skips.", since: 1),
            ])
        #expect(
            revision.changes == [
                .init(.added, revision.knowledge.rules[0]),
                .init(.revised, revision.knowledge.rules[1], previousText: "Avoid pools."),
                .init(.kept, old.rules[0]), .init(.removed, old.rules[2]),
            ])
        #expect(revision.knowledge.lastNumber == 7)
    }

    @Test func anIdIsNeverUsedAgain() throws {
        let first = try revise(KnowledgeBase(), by: #"["A","B"]"#, generation: 1).knowledge
        let second = try revise(first, by: #"["A"]"#, generation: 2).knowledge
        let third = try revise(second, by: #"["A","B"]"#, generation: 3).knowledge
        #expect(third.rules.map(\.id) == ["r1", "r3"])
    }

    @Test func aTextThatStaysKeepsItsIdWhoeverClaimsIt() throws {
        let revision = try revise(
            old,
            by:
                #"[{"rule":"Other.","replaces":"r1"},"Use skips.",{"rule":"Third.","replaces":"r3"},{"rule":"Fourth.","replaces":"r3"},{"rule":"Fifth.","replaces":"r99"}]"#,
            generation: 4)
        #expect(revision.knowledge.rules.map(\.id) == ["r7", "r1", "r3", "r8", "r9"])
    }

    @Test func echoedIdsAndRepetitionsAreSeenThrough() throws {
        let revision = try revise(
            old, by: #"["r1: Use skips.","[r3] Avoid big pools.","Use skips.","r99: Kept as it is."]"#,
            generation: 4)
        #expect(revision.knowledge.rules.map(\.id) == ["r1", "r3", "r7"])
        #expect(
            revision.knowledge.rules.map(\.text) == ["Use skips.", "Avoid big pools.", "r99: Kept as it is."])
        #expect(revision.changes.map(\.kind) == [.kept, .revised, .added, .removed])
    }

    @Test func beyondTheLimitTheFirstAreKeptAndItIsSaid() throws {
        let texts = JSON((1...25).map { "Rule number \($0)." })
        let revision = try KnowledgeBase().revised(by: KnowledgeReply(texts), generation: 1, limit: 20)
        #expect(revision.knowledge.rules.map(\.text).last == "Rule number 20.")
        #expect(revision.knowledge.rules.count == 20 && revision.changes.count == 20)
        #expect(revision.notes == ["the reply has 25 rules, the first 20 are kept"])
    }

    @Test func anEmptyListForgetsNothing() throws {
        #expect(throws: UnusableReply("the list is empty, which would remove all 3 rules")) {
            try revise(old, by: #"{"rules":[]}"#, generation: 2)
        }
        let none = try revise(KnowledgeBase(), by: #"{"rules":[]}"#, generation: 1)
        #expect(none.knowledge.rules.isEmpty && none.changes.isEmpty)
    }

    @Test func absurdIdsDoNoHarm() throws {
        let odd = KnowledgeBase(
            rules: ["r9223372036854775807", "", "r", "x1", "r-5", "r2"].map {
                .init(id: $0, text: "t\($0)", since: 1)
            }, lastNumber: Int.max)
        let revision = try revise(odd, by: #"["new"]"#, generation: 2)
        #expect(revision.knowledge.rules.map(\.id) == ["r1000001"])
    }

    /// Whatever is replied: each old rule is kept, revised or removed, each new list is what the changes
    /// say, and no id is met twice.
    @Test(arguments: 1...100)
    func theChangesTellTheWholeStory(_ seed: Int) throws {
        var random = RandomStream(seed: seed, "rules")
        var base = KnowledgeBase()
        var ever: Set<String> = []
        for generation in 1...12 {
            let proposed = (0..<random.below(9)).map { _ in
                KnowledgeReply.ProposedRule(
                    text: "t\(random.below(12))",
                    replaces: random.below(2) == 0 ? nil : "r\(random.below(15))")
            }
            guard
                let revision = try? base.revised(
                    by: KnowledgeReply(rules: proposed), generation: generation, limit: 6)
            else { continue }
            let standing = revision.changes.filter { $0.kind != .removed }.map(\.rule)
            #expect(standing == revision.knowledge.rules && standing.count <= 6, "seed \(seed)")
            #expect(Set(standing.map(\.id)).count == standing.count, "seed \(seed)")
            let touched = revision.changes.filter { $0.kind != .added }.map(\.rule.id)
            #expect(Set(touched) == Set(base.rules.map(\.id)), "seed \(seed)")
            for change in revision.changes where change.kind == .added {
                #expect(ever.insert(change.rule.id).inserted, "seed \(seed): \(change.rule.id) again")
            }
            base = revision.knowledge
        }
    }
}
