import Conversation
import Foundation
import LanguageModel
import Records
import StageKit
import Testing

/// What is answered is kept, and counts for the very question it was given to.
@Suite struct AnswerBookTests {
    @Test func anAnswerOutlastsTheProcessThatGotIt() throws {
        let folder = try RunFolder()
        let book = try folder.book()
        #expect(try book.note(request("a"), isAccounted: false) == nil)
        try book.keep(response("a"))
        let again = try folder.book()
        #expect(try again.note(request("a"), isAccounted: false)?.line.text == response("a").line.text)
    }

    @Test func aQuestionThatChangedIsOpenAgainAndItsAnswerGone() throws {
        let folder = try RunFolder()
        let book = try folder.book()
        for id in ["a", "b"] {
            _ = try book.note(request(id), isAccounted: false)
            try book.keep(response(id))
        }
        let again = try folder.book()
        #expect(try again.note(request("a", "another"), isAccounted: true) == nil)
        #expect(try again.note(request("b"), isAccounted: true)?.line.text == response("b").line.text)
        #expect(!folder.read(again.responsesPath).contains("\"custom_id\":\"a\""))
        #expect(folder.read(again.requestsPath).contains("another"))
        #expect(
            !folder.read(again.requestsPath).contains(
                "\"hello\",\"role\":\"user\"}],\"model\":\"m\"},\"custom_id\":\"a\""))
    }

    /// Somebody tries another temperature and takes it back: what was paid for is there still.
    @Test func aQuestionThatComesBackHasItsAnswerBack() throws {
        let folder = try RunFolder()
        let book = try folder.book()
        _ = try book.note(request("a"), isAccounted: false)
        try book.keep(response("a", "first"))
        #expect(try folder.book().note(request("a", "another"), isAccounted: false) == nil)
        let third = try folder.book()
        try third.keep(response("a", "second"))
        for (text, answer) in [("hello", "first"), ("another", "second"), ("hello", "first")] {
            let book = try folder.book()
            let found = try book.note(request("a", text), isAccounted: true)
            #expect(found?.line.text == response("a", answer).line.text)
            #expect(folder.read(book.responsesPath).split(separator: "\n").count == 1)
        }
        #expect(try folder.book().note(request("a", "a third"), isAccounted: true) == nil)
    }

    /// With another setting, such as no repairs, some questions are not asked at all; with the old one they
    /// are again.
    @Test func whatWasNotAskedThisTimeIsSetAsideToo() throws {
        let folder = try RunFolder()
        let book = try folder.book()
        for id in ["a", "b"] {
            _ = try book.note(request(id), isAccounted: false)
            try book.keep(response(id))
        }
        for _ in 1...3 {
            let less = try folder.book()
            _ = try less.note(request("a"), isAccounted: true)
            try less.setAsideUnasked()
            let bytes = less.finalBytes(order: ["a"], keepingOthers: false)
            for (path, content) in [
                (less.requestsPath, bytes.requests), (less.responsesPath, bytes.responses),
            ] {
                try Data(content).write(to: URL(filePath: folder.run.path(path)))
            }
            #expect(!folder.read(less.responsesPath).contains("\"b\""))
            let more = try folder.book()
            #expect(try more.note(request("b"), isAccounted: true)?.line.text == response("b").line.text)
        }
        // Once is enough.
        #expect(folder.read("generation-03/children.superseded.jsonl").split(separator: "\n").count == 1)
    }

    /// The members of an object have no order, so a body that was written and read is the same question.
    @Test func theOrderOfABodysMembersDoesNotMatter() throws {
        let folder = try RunFolder()
        let book = try folder.book()
        _ = try book.note(request("a"), isAccounted: false)
        try book.keep(response("a"))
        var turned = request("a")
        turned.body = .object((turned.body.members ?? []).reversed())
        #expect(try folder.book().note(turned, isAccounted: false)?.line.text == response("a").line.text)
    }

    /// Without the file of questions nobody knows what an answer was given to, but for the ledger.
    @Test func aLostFileOfQuestionsCostsNothingWhereTheLedgerVouches() throws {
        for isAccounted in [true, false] {
            let folder = try RunFolder()
            let book = try folder.book()
            _ = try book.note(request("a"), isAccounted: false)
            try book.keep(response("a"))
            try FileManager.default.removeItem(atPath: folder.run.path(book.requestsPath))
            let answer = try folder.book().note(request("a"), isAccounted: isAccounted)
            #expect((answer != nil) == isAccounted)
        }
    }

    @Test func whatOnlySaysToTryAgainIsNoAnswerAndARefusalIsNotWritten() throws {
        let folder = try RunFolder()
        let book = try folder.book()
        for id in ["busy", "refused"] { _ = try book.note(request(id), isAccounted: false) }
        try folder.append(response("busy", "later", status: 429).line.text + "\n", to: book.responsesPath)
        let again = try folder.book()
        #expect(try again.note(request("busy"), isAccounted: false) == nil)
        try again.keep(response("refused", "too long", status: 400))
        #expect(try again.note(request("refused"), isAccounted: false) != nil)
        #expect(!folder.read(again.responsesPath).contains("too long"))
        // When the generation is complete it is written with the rest.
        let bytes = again.finalBytes(order: ["refused"], keepingOthers: false).responses
        #expect(String(decoding: bytes, as: UTF8.self).contains("too long"))
    }

    @Test func aTornLastQuestionIsPassedOverAndABrokenLineIsNamed() throws {
        let folder = try RunFolder()
        let book = try folder.book()
        _ = try book.note(request("a"), isAccounted: false)
        try folder.append(#"{"body":{"messages":[],"mod"#, to: book.requestsPath)
        let again = try folder.book()
        #expect(try again.note(request("b"), isAccounted: false) == nil)
        #expect(folder.read(again.requestsPath).split(separator: "\n").count == 2)
        try folder.append("no json\n", to: again.requestsPath)
        let error = #expect(throws: (any Error).self) { try folder.book() }
        #expect("\(try #require(error))".contains("children.requests.jsonl:3: "))
    }

    /// A crash leaves half a line, which counts for nothing; a person forgets the line break, and the answer
    /// counts, also when the next one is put behind it.
    @Test func aLastLineWithoutItsEndIsHalfOrWhole() throws {
        let folder = try RunFolder()
        let book = try folder.book()
        for id in ["a", "b"] { _ = try book.note(request(id), isAccounted: false) }
        try book.keep(response("a"))
        try folder.append(#"{"custom_id":"b","respo"#, to: book.responsesPath)
        #expect(try folder.book().note(request("b"), isAccounted: false) == nil)
        try folder.append(response("b").line.text, to: book.responsesPath)
        let again = try folder.book()
        try again.keep(response("a", "anew"))
        let last = try folder.book()
        #expect(try last.note(request("b"), isAccounted: false) != nil)
        #expect(try last.note(request("a"), isAccounted: false)?.line.text == response("a", "anew").line.text)
    }

    @Test func bothFilesEndInTheOrderOfTheQuestionsWithoutWhatWasNotAsked() throws {
        let folder = try RunFolder()
        let book = try folder.book()
        for id in ["c", "a", "b", "old"] {
            _ = try book.note(request(id), isAccounted: false)
            try book.keep(response(id))
        }
        let bytes = try folder.book()
        for id in ["c", "a", "b"] { _ = try bytes.note(request(id), isAccounted: false) }
        let final = bytes.finalBytes(order: ["a", "b", "c"], keepingOthers: false)
        let expected = ["a", "b", "c"].map { request($0).line.text + "\n" }.joined()
        #expect(String(decoding: final.requests, as: UTF8.self) == expected)
        let kept = bytes.finalBytes(order: ["a", "b", "c"], keepingOthers: true)
        #expect(String(decoding: kept.requests, as: UTF8.self) == request("old").line.text + "\n" + expected)
    }

    @Test func aBookThatMayNotWriteWritesNothing() throws {
        let folder = try RunFolder()
        let book = try folder.book(mayWrite: false)
        #expect(try book.note(request("a"), isAccounted: false) == nil)
        #expect(!FileManager.default.fileExists(atPath: folder.run.path("generation-03")))
    }

    @Test func answersToNothingAreNamed() throws {
        let folder = try RunFolder()
        let book = try folder.book()
        _ = try book.note(request("a"), isAccounted: false)
        try folder.append(response("z").line.text + "\n", to: book.responsesPath)
        #expect(try folder.book().strangers == ["z"])
    }
}
