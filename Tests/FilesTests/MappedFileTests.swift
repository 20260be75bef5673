import Foundation
import Testing

@testable import Files

struct MappedFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func itsBytesAreTheFiles() throws {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = folder("bytes")
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let file = try MappedFile(path: path)
        #expect(file.count == 100_000)
        #expect(file.path == path)
        #expect(file.withBytes { Array($0) } == bytes)
        #expect(try FileSystem.read(path) == bytes)
    }

    @Test func anEmptyFileHasNoBytes() throws {
        let file = try MappedFile(path: folder.write("empty", ""))
        #expect(file.count == 0)
        #expect(file.withBytes { $0.count } == 0)
        #expect(try FileSystem.read(folder("empty")) == [])
    }

    @Test func aSymbolicLinkIsReadThrough() throws {
        try folder.write("file", "content")
        let file = try MappedFile(path: folder.link("link", to: "file"))
        #expect(file.withBytes { String(decoding: $0, as: UTF8.self) } == "content")
    }

    @Test func itsBytesOutliveTheName() throws {
        let path = try folder.write("file", "content")
        let file = try MappedFile(path: path)
        try FileManager.default.removeItem(atPath: path)
        #expect(file.withBytes { String(decoding: $0, as: UTF8.self) } == "content")
    }

    @Test func aMissingFileIsNamed() {
        let error = refusal { () throws(FileError) in _ = try MappedFile(path: folder("nowhere")) }
        #expect(error == FileError(path: folder("nowhere"), action: "open", code: ENOENT))
    }

    @Test func aDirectoryIsNoFile() {
        let error = refusal { () throws(FileError) in _ = try MappedFile(path: folder.path) }
        #expect(error == FileError(path: folder.path, action: "read", code: EISDIR))
    }

    /// Nobody writes to it: an ordinary `open` would wait for ever.
    @Test(.timeLimit(.minutes(1))) func aPipeIsRefusedWithoutWaiting() throws {
        let path = folder("pipe")
        try #require(mkfifo(path, 0o600) == 0)
        let error = refusal { () throws(FileError) in _ = try MappedFile(path: path) }
        #expect(error == FileError(path: path, action: "read", code: EINVAL))
    }

    @Test func aDeviceIsRefused() {
        let error = refusal { () throws(FileError) in _ = try FileSystem.read("/dev/null") }
        #expect(error == FileError(path: "/dev/null", action: "read", code: EINVAL))
    }

    @Test func theBodysErrorComesThrough() throws {
        struct Mine: Error {}
        let file = try MappedFile(path: folder.write("file", "content"))
        #expect(throws: Mine.self) { try file.withBytes { _ in throw Mine() } }
    }
}
