import Conversation
import Foundation
import LanguageModel
import PipelineFile
import Records
import StageKit
import Testing

@Suite struct RecordingTests {
    private func recorded() throws -> RunFolder {
        let folder = try RunFolder()
        let book = try folder.book()
        _ = try book.note(request("g03-S2-children-a0", "one\ntwo\nthree"), isAccounted: false)
        try book.keep(response("g03-S2-children-a0"))
        return folder
    }

    /// It reads all of the folder at once, which may be gone then.
    private func recording() throws -> Recording {
        let folder = try recorded()
        return try withExtendedLifetime(folder) { try Recording(folder: folder.run.root) }
    }

    private func failure(_ body: () throws -> Void) throws -> StageFailure {
        try #require(throws: StageFailure.self) { try body() }
    }

    @Test func aRunDirectoryIsARecording() throws {
        let recording = try recording()
        #expect(
            try recording.response(to: request("g03-S2-children-a0", "one\ntwo\nthree"))
                .line.text == response("g03-S2-children-a0").line.text)
    }

    @Test func whatItLacksIsNamed() throws {
        let recording = try recording()
        let failure = try failure { _ = try recording.response(to: request("g03-S3-children-a0")) }
        #expect(failure.code == .missingInput)
        #expect(failure.description.contains("no answer to g03-S3-children-a0"))
    }

    @Test func anotherQuestionOfTheSameNameIsNotAnsweredByIt() throws {
        let recording = try recording()
        let failure = try failure {
            _ = try recording.response(to: request("g03-S2-children-a0", "one\n2\nthree"))
        }
        #expect(failure.code == .badData)
        #expect(failure.description.contains("in line 2 it has \"two\", now there is \"2\""), "\(failure)")
    }

    @Test func aFolderOfSomethingElseIsNone() throws {
        let folder = try RunFolder()
        #expect(try failure { _ = try Recording(folder: folder.run.root) }.code == .missingInput)
        #expect(try failure { _ = try Recording(folder: "/nowhere") }.code == .missingInput)
    }

    @Test func aRecordingIsMadeOnceAndHoldsNoKey() throws {
        let folder = try recorded()
        let key = "sk-Abcdefghij0123456789"
        let book = try folder.book()
        _ = try book.note(request("g03-S4-children-a0", "my key is \(key)"), isAccounted: false)
        try book.keep(response("g03-S4-children-a0", "is it \(key)?"))
        let settings = PipelineSettings(
            name: "n", target: .init(dataset: .cifar10, device: .fpga),
            prompt: .init(proposer: .coEvolution, model: .init(baseURL: "http://private/v1")),
            data: .init(tables: "t"), chain: [])
        let maker = try RecordingMaker(
            run: folder.run, settings: settings, secrets: SecretRedaction(secrets: [key]), note: "a note")
        let target = folder.run.path("recording")
        try maker.write(into: target)
        #expect(try failure { try maker.write(into: target) }.code == .cannotCreate)
        for name in ["requests.jsonl", "responses.jsonl", "recording.jsonl"] {
            let text = try String(contentsOfFile: "\(target)/\(name)", encoding: .utf8)
            #expect(!text.contains("Abcdefghij") && !text.contains("private"), "\(name)")
        }
        #expect(
            maker.record.calls == 2 && maker.record.note == "a note"
                && maker.record.proposer == "co-evolution")
        let replayed = try Recording(folder: target)
        #expect(
            try replayed.response(to: request("g03-S2-children-a0", "one\ntwo\nthree"))
                .line.text == response("g03-S2-children-a0").line.text)
    }
}
