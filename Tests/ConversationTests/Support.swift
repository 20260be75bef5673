import Conversation
import Foundation
import LanguageModel
import Records
import StageKit

/// A run directory of a test's own, gone when the test is.
final class RunFolder {
    let run: RunDirectory

    init() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "pelnas-\(UUID().uuidString)").path
        run = RunDirectory(path: path)
        try run.create()
    }

    deinit { try? FileManager.default.removeItem(atPath: run.root) }

    func book(_ kind: CallRecord.Kind = .children, mayWrite: Bool = true) throws -> AnswerBook {
        try AnswerBook(kind: kind, generation: 3, run: run, mayWrite: mayWrite)
    }

    func read(_ path: String) -> String {
        (try? String(contentsOfFile: run.path(path), encoding: .utf8)) ?? ""
    }

    func append(_ text: String, to path: String) throws {
        try (read(path) + text).write(toFile: run.path(path), atomically: true, encoding: .utf8)
    }
}

func request(_ id: String, _ text: String = "hello") -> ChatRequest {
    let message = JSON(object: [("role", .string("user")), ("content", .string(text))])
    return ChatRequest(
        customID: id, body: JSON(object: [("model", .string("m")), ("messages", .array([message]))]))
}

func response(_ id: String, _ text: String = "hi", status: Int = 200) -> ChatResponse {
    let message = JSON(object: [("role", .string("assistant")), ("content", .string(text))])
    let body =
        status == 200
        ? JSON(object: [("choices", .array([JSON(object: [("message", message)])]))])
        : JSON(object: [("error", JSON(object: [("message", .string(text))]))])
    return ChatResponse(customID: id, id: "x", statusCode: status, body: body)
}
