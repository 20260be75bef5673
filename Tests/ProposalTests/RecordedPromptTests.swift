import Foundation
import LanguageModel
import Records
import Spaces
import Testing

@testable import Prompts
@testable import Proposal

/// Prompts as they are recorded in `Golden`.
struct RecordedPrompts {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    func check(_ prompt: Prompt, _ name: String) throws {
        let file = Self.folder.appending(path: name + ".txt")
        if ProcessInfo.processInfo.environment["RECORD"] != nil {
            try prompt.text.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name); run again without RECORD")
            return
        }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        #expect(prompt.text == recorded, "\(name) differs from what is recorded")
    }
}

/// The prompts of one small state, word for word: `RECORD=1` writes them anew, and never passes.
struct RecordedPromptTests {
    private func check(_ prompt: Prompt, _ name: String) throws { try RecordedPrompts().check(prompt, name) }

    private func composer(_ proposer: ModelProposer) throws -> PromptComposer<Cell> {
        try PromptComposer(
            templates: ShippedTemplates.read(), state: SearchState<Cell>.small(), proposer: proposer,
            limits: .usual)
    }

    private let scope = Scope<Cell>(Niches.paper[2], operators: [.crossover, .mutation, .crossover])

    @Test func revisingRules() throws {
        try check(composer(.coEvolution).knowledgeUpdate(scope), "knowledge")
    }

    @Test func makingChildren() throws {
        let knowledge = try #require(try SearchState<Cell>.small().knowledge["S2"])
        try check(composer(.coEvolution).children(scope, knowledge: knowledge), "children")
    }

    @Test func makingChildrenWithoutRules() throws {
        try check(composer(.noKnowledge).children(scope), "children-no-knowledge")
    }

    @Test func makingChildrenOfTheWholeSpace() throws {
        let whole = Scope<Cell>(wholeWith: [.model, .model])
        try check(composer(.unpartitioned).children(whole), "children-unpartitioned")
    }

    @Test func thePlainPrompt() throws {
        try check(composer(.plainPrompt).children(Scope<Cell>(wholeWith: [.model, .model])), "plain")
    }

    @Test func theLatencyPrompt() throws {
        try check(composer(.latencyPrompt).children(Scope<Cell>(wholeWith: [.model, .model])), "latency")
    }

    @Test func repairingChildren() throws {
        let composer = try composer(.plainPrompt)
        let prompt = try composer.children(Scope<Cell>(wholeWith: [.model, .model]))
        let rejected = [
            RejectedChild(id: "c1", niche: "all", text: "13s", reason: .unreadable, detail: "3 letters"),
            RejectedChild(id: "c2", niche: "all", text: "ssssss", reason: .repeated, detail: ""),
        ]
        try check(
            #require(
                composer.repair(prompt, reply: #"["13s","ssssss"]"#, rejected: rejected, wanted: 2)),
            "repair")
    }

    @Test func repairingAnUnusableReply() throws {
        let composer = try composer(.plainPrompt)
        let prompt = try composer.children(Scope<Cell>(wholeWith: [.model, .model]))
        try check(
            #require(
                composer.repair(
                    prompt, reply: "I cannot.", problem: "there is no JSON in it", wanted: 2)),
            "repair-unusable")
    }
}
