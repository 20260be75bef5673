import LanguageModel
import Proposal
import Records
import Spaces
import Testing

@testable import Prompts

/// What a model is told of a space that a file defines, and what is read of its answers.
struct DefinedSpacePromptTests {
    static func space(written: String? = nil) throws -> SpaceDefinition {
        try SpaceDefinition(
            SpaceDraft(
                name: "towers", about: "Towers of blocks.",
                variables: [
                    .init(name: "depth", meaning: "how many blocks", choices: [.number(1), .number(2)]),
                    .init(
                        name: "kind", choices: [.text("plain"), .text("wide")], repeats: 2,
                        when: "index <= depth"),
                ],
                require: ["depth > 0"], measures: [.init(name: "params_m", expression: "3 * depth")],
                partitions: [
                    .init(
                        name: "by-depth",
                        niches: [
                            .init(name: "low", restrictions: [.init("depth", [.number(1)])]),
                            .init(name: "high", restrictions: [.init("depth", [.number(2)])]),
                        ])
                ], written: written))
    }

    static func state(_ space: SpaceDefinition) throws -> SearchState<Architecture> {
        let niches = try #require(space.niches(of: "by-depth"))
        let cell = try Architecture(parsing: "depth=2 kind=plain,wide", in: space)
        let evaluated = EvaluatedCell(
            id: "g00-high-c1", cell: cell, niche: "high", generation: 0, accuracyPercent: 71.5,
            latencyMilliseconds: 2.25, operation: "seed")
        let acceptance = Acceptance(novelty: .function, tried: [cell])
        let open = acceptance.openCounts(in: niches)
        #expect(open == [2, 3])
        return SearchState(
            dataset: "digits", device: "board", generation: 1, niches: niches, evaluated: [evaluated],
            archives: ["high": [evaluated]], accuracySource: "found by a program",
            openCells: Dictionary(uniqueKeysWithValues: zip(niches.map(\.name), open)))
    }

    private func prompt() throws -> String {
        let state = try Self.state(Self.space())
        let composer = try PromptComposer(
            templates: ShippedTemplates.read(), state: state,
            limits: PromptLimits(tokenCap: 6_000, ruleLimit: 20))
        return try composer.children(Scope(state.niches[1], operators: [.mutation])).text
    }

    @Test func theEncodingIsTheFilesOwn() throws {
        let prompt = try prompt()
        for line in [
            "- Towers of blocks.", "- depth: one of 1, 2 (how many blocks)",
            "- kind: one of plain, wide, a list of up to 2 values, there where index <= depth",
            "- Every architecture has depth > 0", "  * depth: 2", "depth=2 kind=plain,wide 71.50 2.25",
            "Still open: 3.",
        ] { #expect(prompt.contains(line), "\(line)\n\(prompt)") }
        for word in ["nor_conv", "13s-p3", " edge", "Allowed operations"] {
            #expect(!prompt.contains(word), "\(word)\n\(prompt)")
        }
    }

    /// The form that a model is shown can be answered as it stands.
    @Test func theExampleIsAnArchitectureOfTheNiche() throws {
        let space = try Self.space()
        let words = Architecture.words(of: try #require(space.niches(of: "by-depth"))[1])
        let example = try #require(words.encoding).example
        #expect(try Architecture(parsing: example, in: space).measure("params_m") == 6)
    }

    @Test(
        arguments: [
            #""depth=1 kind=wide""#, #"" `depth=1 kind=wide`""#, #"{"kind":["wide"],"depth":1}"#,
            #"{"depth":1,"kind":"wide"}"#,
        ])
    func answersAreRead(_ json: String) throws {
        let found = try ArchitectureReading.architecture(JSONParser.parse(json), in: Self.space())
        #expect(found.description == "depth=1 kind=wide")
    }

    @Test(
        arguments: [
            #""depth=3 kind=wide,wide,wide""#, #""depth=1 kind=wide,plain""#, #""""#, "7", "[]",
            #"{"depth":1}"#, #"{"depth":{"depth":1}}"#,
        ])
    func whatIsNoneIsRefusedInWords(_ json: String) throws {
        let error = #expect(throws: UnusableReply.self) {
            try ArchitectureReading.architecture(JSONParser.parse(json), in: Self.space())
        }
        #expect(try #require(error).message.count < 400)
    }

    @Test func repliesOfChildrenAreJudgedByTheSpace() throws {
        let space = try Self.space()
        let state = try Self.state(space)
        let reply = try ChildrenReply(
            JSONParser.parse(
                #"{"children":["depth=2 kind=plain,wide","depth=1 kind=wide","x","depth=2 kind=wide,wide"]}"#),
            asked: 4, encoding: .written(in: space))
        var acceptance = Acceptance(novelty: .function, tried: state.evaluated.map(\.cell))
        let scope = Scope<Architecture>(state.niches[1], operators: [.model, .model])
        var intake = ChildrenIntake(scope, niches: state.niches)
        let refused = intake.take(reply, &acceptance)
        #expect(refused.map(\.reason) == [.repeated, .outOfNiche, .unreadable])
        #expect(intake.accepted.map(\.child.cell.description) == ["depth=2 kind=wide,wide"])
    }
}
