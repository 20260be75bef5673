import Testing

@testable import LanguageModel
@testable import Records

private func line(_ id: String, status: Int = 200, _ content: String = "x") -> String {
    #"{"id":null,"custom_id":"\#(id)","response":{"status_code":\#(status),"request_id":null,"body":{"choices":[],"content":"\#(content)"}},"error":null}"#
}

private func read(_ text: String) throws -> ResponseFile {
    try ResponseFile(Array(text.utf8), file: "children.responses.jsonl")
}

private func refusal(_ bytes: [UInt8]) -> String {
    do {
        _ = try ResponseFile(bytes, file: "children.responses.jsonl")
        return "accepted"
    } catch {
        return error.description
    }
}

struct ResponseFileTests {
    @Test func linesComeInTheFilesOrder() throws {
        let file = try read([line("b"), line("a"), line("c", status: 500)].joined(separator: "\n") + "\n")
        #expect(file.lines.map(\.customID) == ["b", "a", "c"])
        #expect(file.responses == file.lines)
    }

    @Test(arguments: ["", "\n", "\r\n\r\n", "\u{FEFF}", "\u{FEFF}\n", " \t \n"])
    func aFileOfNothingHasNoResponses(text: String) throws {
        #expect(try read(text).lines.isEmpty)
    }

    @Test func otherToolsLineEndsAreAccepted() throws {
        let text = "\u{FEFF}\(line("a"))\r\n\r\n  \n\(line("b"))\n\n\(line("c"))"
        #expect(try read(text).lines.map(\.customID) == ["a", "b", "c"])
    }

    @Test func aBrokenLineIsNamed() {
        #expect(
            refusal(Array("\(line("a"))\n\n{\"custom_id\":\n".utf8))
                == "children.responses.jsonl:3: the text ends where a value should stand at byte 14")
        #expect(
            refusal(Array("\(line("a"))\n{\"custom_id\":\"b\"}\n".utf8))
                == "children.responses.jsonl:2: field 'response': response and error are both null")
        #expect(refusal([0xFF, 0xFE, 0x7B, 0x00]).hasPrefix("children.responses.jsonl:1: "))
        #expect(refusal(Array(line("a").utf8.dropLast(3))).hasPrefix("children.responses.jsonl:1: "))
        #expect(
            refusal(Array(String(repeating: "[", count: 1_000_000).utf8)).contains("nested deeper than 64"))
        #expect(
            refusal([0x22, 0x5C, 0x75, 0x64, 0x38, 0x30, 0x30, 0x22]).contains("half of a surrogate pair"))
    }

    @Test func aLineIsBounded() {
        let long = [UInt8](repeating: UInt8(ascii: "["), count: ResponseFile.maximumLineBytes + 1)
        #expect(
            refusal(long)
                == "children.responses.jsonl:1: the line has 67108865 bytes, at most 67108864 are read")
    }

    /// A file grows: output, then the batch's error file, then another attempt.
    @Test func anAnswerIsNotUndone() throws {
        let text = [
            line("a", "first"), line("b", status: 500, "busy"), line("a", status: 429, "busy"),
            line("c", status: 500, "1"),
            line("b", "late"), line("c", status: 400, "2"), line("d", "old"), line("d", "new"),
        ].joined(separator: "\n")
        let file = try read(text)
        #expect(file.lines.count == 8)
        #expect(file.responses.map(\.customID) == ["a", "b", "c", "d"])
        #expect(file.responses.map { $0.body?["content"]?.string } == ["first", "late", "2", "new"])
    }
}
