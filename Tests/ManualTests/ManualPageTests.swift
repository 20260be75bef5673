import Manual
import Records
import Testing

/// A page says what the command said, whatever that looks like to a typesetter.
@Suite struct ManualPageTests {
    private func description(_ discussion: String, abstract: String = "Does it.") throws -> CommandDescription
    {
        let dump = JSON(object: [
            ("serializationVersion", .integer(0)),
            (
                "command",
                JSON(object: [
                    ("commandName", .string("tool")), ("abstract", .string(abstract)),
                    ("discussion", .string(discussion)),
                ])
            ),
        ])
        return try #require(CommandDescription(dump: dump))
    }

    private func page(_ discussion: String, abstract: String = "Does it.") throws -> String {
        let tool = try description(discussion, abstract: abstract)
        return ManualPage(tool, driver: tool, programs: [], version: "1.2.3", date: "May 1, 2026").text
    }

    @Test func aLineThatLooksLikeAMacroIsText() throws {
        let text = try page("First.\n.Sh FORGED\n\nExample:\n  .nf\n  'so /etc/passwd\n")
        #expect(!text.contains("\n.Sh FORGED"))
        #expect(!text.contains("\n.nf") && !text.contains("\n'so"))
        #expect(text.contains("\n\\&.nf\n"))
    }

    @Test func anEscapeIsShownAsItIs() throws {
        let text = try page("Say \\n or \\*[x].\n\nExample:\n  printf '\\n' | a~b \"c\"\n")
        #expect(text.contains("Say \\en or \\e*[x]."))
        #expect(text.contains("printf \\(aq\\en\\(aq | a\\(tib \\(dqc\\(dq"))
    }

    @Test func whatIsTypedKeepsItsDashes() throws {
        let text = try page("With --run-dir it is well-known.\n\nExample:\n  tool --run-dir a\n")
        #expect(text.contains("With \\-\\-run\\-dir it is well-known."))
        #expect(text.contains("\ntool \\-\\-run\\-dir a\n"))
    }

    @Test func eachSentenceBeginsALine() throws {
        let text = try page("One is here. Two (it says.) Three?")
        #expect(text.contains("\nOne is here.\nTwo (it says.)\nThree?\n"))
    }

    @Test func noLineOfRunningTextIsLong() throws {
        let text = try page(String(repeating: "word ", count: 500))
        #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 80 })
    }

    @Test func aCommandWithNothingToSayHasItsSectionsAllTheSame() throws {
        let text = try page("", abstract: "")
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS"] {
            #expect(text.contains(".Sh \(section)\n"), "\(section)")
        }
    }

    @Test func hiddenCommandsAndOptionsHaveNoPlace() throws {
        let hidden = JSON(object: [("commandName", .string("secret")), ("shouldDisplay", .bool(false))])
        let shown = JSON(object: [("commandName", .string("open")), ("shouldDisplay", .bool(true))])
        let option = JSON(object: [
            ("kind", .string("flag")), ("shouldDisplay", .bool(false)), ("valueName", .string("quietly")),
        ])
        let dump = JSON(object: [
            ("serializationVersion", .integer(0)),
            (
                "command",
                JSON(object: [
                    ("commandName", .string("tool")), ("subcommands", .array([hidden, shown])),
                    ("arguments", .array([option])),
                ])
            ),
        ])
        let tool = try #require(CommandDescription(dump: dump))
        #expect(tool.all.map(\.words) == [["tool"], ["tool", "open"]])
        #expect(tool.arguments.isEmpty)
    }

    @Test(arguments: [
        "null", "{}", "{\"serializationVersion\":0}", "{\"serializationVersion\":1,\"command\":{}}",
    ])
    func whatIsNoDescriptionIsRefused(_ text: String) throws {
        #expect(CommandDescription(dump: try JSONParser.parse(text)) == nil)
    }
}
