import LanguageModel
import Records
import Spaces
import Testing

@testable import Prompts
@testable import Proposal

struct PromptTemplatesTests {
    /// The shipped templates with one of them changed; nil takes it away.
    private func error(_ name: String, _ text: String?) throws -> String? {
        var texts = try ShippedTemplates.texts()
        texts[name] = text
        do throws(PromptError) {
            _ = try PromptTemplates(texts: texts)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func namesMayComeWithoutTheirExtension() throws {
        let texts = try ShippedTemplates.texts().map { name, text in (String(name.dropLast(9)), text) }
        _ = try PromptTemplates(texts: Dictionary(uniqueKeysWithValues: texts))
    }

    @Test(arguments: PromptTemplates.required)
    func everyTemplateMustBeThere(_ name: String) throws {
        #expect(try error("\(name).mustache", nil) == "\(name).mustache: the template is missing")
    }

    @Test func aMissingPartialIsNamedWhereItIsAskedFor() throws {
        #expect(
            try error("target.mustache", nil)
                == "children.mustache:2: there is no partial 'target.mustache'")
    }

    @Test(arguments: [
        ("one\n{{#archive.any}}two\n", "plain.mustache:3: a section is never closed"),
        ("{{#archive.any}}\n\n{{/archive.none}}", "plain.mustache:3: a section is closed by another's name"),
        ("one\n{{dataset\n", "plain.mustache:"),
        ("\n\n{{datset}}", "plain.mustache:3: no prompt has a value 'datset', did you mean 'dataset'?"),
        // A prompt that told how far the run goes would be another question in a longer run.
        ("{{generations}}", "plain.mustache:1: no prompt has a value 'generations', did you mean"),
        (
            "{{#archive.any}}{{archive.ranks}}{{/archive.any}}",
            "plain.mustache:1: no prompt has a value 'ranks'"
        ),
        ("{{> plain}}", "plain.mustache:1: the partial 'plain' includes itself"),
        ("{{> mine}}", "plain.mustache:1: there is no partial 'mine.mustache'"),
        ("{{=<% %>=}}", "plain.mustache:1: other brackets are not for prompts"),
        ("{{>*dataset}}", "plain.mustache:1: dynamic partials are not for prompts"),
        ("{{<target}}{{/target}}", "plain.mustache:1: inheritance are not for prompts"),
    ])
    func whatIsBrokenIsNamed(_ text: String, _ message: String) throws {
        let error = try #require(try error("plain.mustache", text))
        #expect(error.hasPrefix(message), "\(error)")
    }

    @Test func partialsThatIncludeEachOtherAreFound() throws {
        var texts = try ShippedTemplates.texts()
        texts["plain.mustache"] = "{{> a}}"
        texts["a.mustache"] = "\n{{> b}}"
        texts["b.mustache"] = "{{> a}}"
        #expect(
            throws: PromptError(
                file: "b.mustache", line: 1, message: "the partial 'a' includes itself")
        ) { try PromptTemplates(texts: texts) }
    }

    @Test func filesNobodyUsesAreNotLookedAt() throws {
        #expect(try error("notes.mustache", "{{#never") == nil)
    }

    @Test func deepSectionsAndLongFilesAreRefused() throws {
        let deep = String(repeating: "{{#knowledge}}", count: 50_000)
        #expect(try error("plain.mustache", deep)?.contains("bytes, the most is") == true)
        let nested = String(repeating: "{{#knowledge}}", count: 40)
        #expect(try error("plain.mustache", nested)?.contains("nested deeper than 32") == true)
    }

    /// Every beginning of every shipped template is compiled or refused, and nothing traps.
    @Test func cutTemplatesDoNoHarm() throws {
        let texts = try ShippedTemplates.texts()
        for (name, text) in texts {
            var cut = texts
            for end in stride(from: 0, to: text.count, by: 17) {
                cut[name] = String(text.prefix(end))
                _ = try? PromptTemplates(texts: cut)
            }
        }
    }

    /// The same with a character gone, one with another in its place.
    @Test(arguments: 1...12)
    func mistypedTemplatesDoNoHarm(_ seed: Int) throws {
        var random = RandomStream(seed: seed, "typing")
        var texts = try ShippedTemplates.texts()
        let name = random.pick(texts.keys.sorted()) ?? ""
        var letters = Array(texts[name] ?? "")
        for _ in 0..<3 where !letters.isEmpty {
            let place = random.below(letters.count)
            if let other = random.pick(["{", "}", "#", "/", ">", "(", ".", "\n", ""]) {
                letters.replaceSubrange(place...place, with: Array(other))
            }
        }
        texts[name] = String(letters)
        guard let templates = try? PromptTemplates(texts: texts) else { return }
        for proposer in ModelProposer.allCases {
            let composer = try PromptComposer(
                templates: templates, state: SearchState<Cell>.small(), proposer: proposer,
                limits: .usual)
            let prompt = try composer.children(Scope<Cell>(Niches.paper[2], operators: [.model]))
            #expect(prompt.messages.count > 0, "seed \(seed)")
        }
    }

    /// A user's own wording, with comments, transforms and partials of its own.
    @Test func aTemplateOfOnesOwnIsUsed() throws {
        var texts = try ShippedTemplates.texts()
        texts["plain.mustache"] =
            "{{! mine }}\nFor {{dataset}}:{{#bounds}} {{.}}{{^last()}},{{/last()}}{{/bounds}}{{> own}}\n\n"
        texts["own.mustache"] = " {{children}} & more"
        let composer = try PromptComposer(
            templates: PromptTemplates(texts: texts), state: SearchState<Cell>.small(),
            proposer: .plainPrompt,
            limits: .usual)
        let prompt = try composer.children(Scope<Cell>(Niches.paper[2], operators: [.model, .model]))
        #expect(
            prompt.messages == [
                RequestBody.Message(
                    .user, "For cifar10: exactly 1 × nor_conv_3x3, 0 to 5 × nor_conv_1x1 2 & more")
            ])
    }

    /// The list of names that templates may use is the list of those they can have.
    @Test func everyNameIsKnown() throws {
        var state = try SearchState<Cell>.small()
        state.objectives = [.accuracy, .latency, .energy]
        let facts = ScopeFacts<Cell>(Scope<Cell>(Niches.paper[2], operators: [.model]), state)
        let sections = facts.sections(ruleLimit: 20, knowledge: KnowledgeBase())
        #expect(Set(sections.map(\.name)) == Set(PromptWords.lists))
        #expect(Set(sections[0].context(archiveShown: 1).keys) == Set(PromptWords.listMembers))
        var known = Set(["left_out", "problem", "wanted"])
        // Spaces that files define have these; cells need none.
        known.formUnion(["encoding", "encoding_lines", "example", "example_parent"])
        for (name, value) in facts.context(ruleLimit: 20, hasKnowledge: true) {
            known.insert(name)
            if let inner = value as? [String: String] { known.formUnion(inner.keys) }
        }
        #expect(known == Set(PromptWords.values))
    }
}
