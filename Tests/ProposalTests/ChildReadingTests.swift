import LanguageModel
import Records
import Spaces
import Testing

@testable import Prompts
@testable import Proposal

struct ChildReadingTests {
    @Test(arguments: [
        "13s-p3", "  13s-p3\n", "`13s-p3`", "\"13s-p3\"", "'13s-p3'",
        "|nor_conv_1x1~0|+|nor_conv_3x3~0|skip_connect~1|+|none~0|avg_pool_3x3~1|nor_conv_3x3~2|",
        " | nor_conv_1x1~0 | +\n|nor_conv_3x3~0|skip_connect~1|+|none~0|avg_pool_3x3~1|nor_conv_3x3~2|`",
    ])
    func everyWrittenFormIsRead(_ text: String) throws {
        #expect(try ChildReading.cell(text) == Cell("13s-p3"))
    }

    @Test(arguments: [
        #"["nor_conv_1x1","nor_conv_3x3","skip_connect","none","avg_pool_3x3","nor_conv_3x3"]"#,
        #"["1","3","s","-","p","3"]"#,
        #"{"2->3":"3","0->1":"nor_conv_1x1","(0,2)":"3","2<-1":"s","0-3":"none","1-3":"avg_pool_3x3"}"#,
    ])
    func listsAndEdgesAreRead(_ text: String) throws {
        #expect(try ChildReading.cell(JSONParser.parse(text)) == Cell("13s-p3"))
    }

    @Test func everyCellIsReadBack() throws {
        for cell in Cell.all {
            #expect(try ChildReading.cell(cell.letters) == cell)
            #expect(try ChildReading.cell(cell.description) == cell)
        }
    }

    @Test(arguments: [
        ("", "the architecture code is empty"), ("`` ''", "the architecture code is empty"),
        ("13s-p", "'13s-p' has 5 letters, expected six"),
        ("13s-p33", "'13s-p33' has 7 letters, expected six"),
        ("13S-p3", "'13S-p3' is not six letters of - s 1 3 p, nor the written form"),
        ("13s0p3", "'13s0p3' is not six letters of - s 1 3 p, nor the written form"),
        (
            "|conv~0|",
            "'conv' is no operation; it is one of none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3 (at character 2)"
        ),
    ])
    func whatIsNoCellIsTold(_ text: String, _ reason: String) {
        #expect(throws: UnusableReply(reason)) { try ChildReading.cell(text) }
    }

    @Test(arguments: [
        "null", "true", "7", "[]", "{}", #"["none"]"#, #"[1,2,3,4,5,6]"#, #"["x","3","s","-","p","3"]"#,
        #"["1","3","s","-","p","3","3"]"#, #"["1","3","s","-","p","3",null]"#,
        #"{"0->1":"s","0->1 ":"s","0->2":"s","1->2":"s","0->3":"s","1->3":"s"}"#,
        #"{"0->1":"s","0->2":"s","1->2":"s","0->3":"s","1->3":"s","2->3":"s","3->4":"s"}"#,
    ])
    func otherValuesAreNoCells(_ text: String) throws {
        let json = try JSONParser.parse(text)
        #expect(throws: UnusableReply.self) { try ChildReading.cell(json) }
    }

    /// Random texts of the letters and near them: a cell, or a reason of bounded length without controls.
    @Test(arguments: 1...40)
    func anyTextIsReadOrRefused(_ seed: Int) {
        var random = RandomStream(seed: seed, "codes")
        let pieces = [
            "1", "3", "s", "-", "p", "|", "+", "~0", "none", "\u{1B}", "\u{301}", "\u{202E}", " ", "e\u{301}",
        ]
        for _ in 0..<50 {
            let text = (0..<random.below(300)).compactMap { _ in random.pick(pieces) }.joined()
            do throws(UnusableReply) {
                _ = try ChildReading.cell(text)
            } catch {
                #expect(error.message.unicodeScalars.count <= 200, "seed \(seed)")
                #expect(!error.message.unicodeScalars.contains { $0.value < 0x20 }, "seed \(seed)")
            }
        }
    }

    // MARK: - Schemas

    /// What strict structured output demands: objects closed, all their members required.
    @Test(arguments: [
        ReplySchema.children, ReplySchema.knowledge, ReplySchema.strategy, ReplySchema.trials,
        ReplySchema.strategyAndTrials,
    ])
    func theSchemasAreStrict(_ schema: JSON) {
        func check(_ schema: JSON) {
            if schema["type"]?.string == "object" {
                #expect(schema["additionalProperties"] == .bool(false))
                let names = (schema["properties"]?.members ?? []).map(\.name)
                #expect(schema["required"]?.strings == names && !names.isEmpty)
            }
            for member in schema["properties"]?.members ?? [] { check(member.value) }
            if let items = schema["items"] { check(items) }
        }
        #expect(schema["type"] == .string("object"))
        check(schema)
    }

    /// The example a prompt ends with is read by what reads the answers.
    @Test func theExamplesOfThePromptsAreReplies() throws {
        let state = try SearchState<Cell>.small()
        let composer = try PromptComposer(templates: ShippedTemplates.read(), state: state, limits: .usual)
        let scope = Scope<Cell>(Niches.paper[2], operators: [.model])
        func example(_ prompt: Prompt) throws -> JSON {
            let line = try #require(prompt.messages.last?.content.split(separator: "\n").last)
            return try JSONParser.parse(String(line))
        }
        let children = try ChildrenReply(example(composer.children(scope)), asked: 1).children
        #expect(try children.map(\.cell) == [Cell("13s-p3")])
        let rules = try KnowledgeReply(example(composer.knowledgeUpdate(scope))).rules
        #expect(rules.map(\.replaces) == ["r1", nil])
    }
}
