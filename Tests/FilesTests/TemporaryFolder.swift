import Foundation
import Testing

@testable import Files

/// A folder that is gone when the test is. What the tests check with is Foundation, never the code under test.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "files-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        try? FileManager.default.removeItem(atPath: path)
    }

    func callAsFunction(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: self(name)))
        return self(name)
    }

    @discardableResult
    func link(_ name: String, to destination: String) throws -> String {
        try FileManager.default.createSymbolicLink(atPath: self(name), withDestinationPath: destination)
        return self(name)
    }

    func makeFolder(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: self(name), withIntermediateDirectories: false)
        return self(name)
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: self(name))), as: UTF8.self)
    }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}

/// What a call was refused with; nil, and an issue recorded, where it was not.
func refusal(
    _ body: () throws(FileError) -> Void, sourceLocation: SourceLocation = #_sourceLocation
) -> FileError? {
    do throws(FileError) {
        try body()
        Issue.record("nothing was refused", sourceLocation: sourceLocation)
        return nil
    } catch {
        return error
    }
}

/// The administrator may write anywhere, so nothing can be refused for want of permission.
let isAdministrator = geteuid() == 0
