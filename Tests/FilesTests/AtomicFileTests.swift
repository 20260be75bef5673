import Foundation
import Testing

@testable import Files

struct AtomicFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    // MARK: - Publishing

    @Test(arguments: ["", "a", "two\nlines\n", String(repeating: "0123456789abcdef", count: 1 << 16)])
    func whatIsPublishedIsRead(_ text: String) throws {
        try AtomicFile.publish(Array(text.utf8), to: folder("niches.jsonl"))
        #expect(try folder.text("niches.jsonl") == text)
        #expect(try folder.names == ["niches.jsonl"], "nothing is left aside")
    }

    @Test func publishingAgainReplacesTheWhole() throws {
        try AtomicFile.publish(Array("a long first content".utf8), to: folder("front.jsonl"))
        try AtomicFile.publish(Array("short".utf8), to: folder("front.jsonl"))
        #expect(try folder.text("front.jsonl") == "short")
    }

    @Test func whoeverReadsTheOldFileKeepsItWhole() throws {
        let path = try folder.write("front.jsonl", "the old content")
        let reader = try MappedFile(path: path)
        try AtomicFile.publish(Array("the new".utf8), to: path)
        #expect(reader.withBytes { String(decoding: $0, as: UTF8.self) } == "the old content")
        #expect(try folder.text("front.jsonl") == "the new")
    }

    @Test func aMissingDirectoryIsNamed() throws {
        let path = folder("nowhere/front.jsonl")
        let error = try #require(refusal { () throws(FileError) in try AtomicFile.publish([1], to: path) })
        #expect(error.isMissing)
        #expect(error.path == folder("nowhere/.front.jsonl.partial"))
        #expect(error.description == "\(error.path): cannot create: No such file or directory")
    }

    @Test func aFileWhereADirectoryShouldBeCountsAsMissing() throws {
        try folder.write("file", "")
        let error = refusal { () throws(FileError) in
            try AtomicFile.publish([1], to: folder("file/front.jsonl"))
        }
        #expect(error?.code == ENOTDIR)
        #expect(error?.isMissing == true)
    }

    @Test(.disabled(if: isAdministrator, "the administrator may write in any directory"))
    func aReadOnlyDirectoryRefusesAndKeepsTheOld() throws {
        let path = try folder.write("front.jsonl", "old")
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
        let error = refusal { () throws(FileError) in try AtomicFile.publish([1], to: path) }
        #expect(error?.code == EACCES)
        #expect(error?.isMissing == false)
        #expect(try folder.text("front.jsonl") == "old")
    }

    @Test func aDirectoryInThePlaceStaysAndNothingIsLeftAside() throws {
        let path = try folder.makeFolder("front.jsonl")
        let error = try #require(refusal { () throws(FileError) in try AtomicFile.publish([1], to: path) })
        #expect(error == FileError(path: path, action: "rename into place", code: EISDIR))
        #expect(try folder.names == ["front.jsonl"])
    }

    @Test func theTargetOfASymbolicLinkStays() throws {
        try folder.write("elsewhere", "precious")
        let path = try folder.link("front.jsonl", to: "elsewhere")
        try AtomicFile.publish(Array("new".utf8), to: path)
        #expect(try folder.text("elsewhere") == "precious")
        #expect(try folder.text("front.jsonl") == "new")
    }

    // MARK: - The file aside

    @Test(arguments: [
        ("front.jsonl", ".front.jsonl.partial"), ("runs/a/front.jsonl", "runs/a/.front.jsonl.partial"),
        ("/front.jsonl", "/.front.jsonl.partial"), ("./x", "./.x.partial"),
    ])
    func itStandsHiddenBesideTheTarget(_ path: String, _ aside: String) {
        #expect(AtomicFile.asidePath(for: path) == aside)
    }

    @Test func aStaleOneIsRemoved() throws {
        try folder.write(".front.jsonl.partial", "what a crash left, much longer than what comes")
        try AtomicFile.publish(Array("new".utf8), to: folder("front.jsonl"))
        #expect(try folder.text("front.jsonl") == "new")
        #expect(try folder.names == ["front.jsonl"])
    }

    @Test func aSymbolicLinkInItsPlaceIsNotFollowed() throws {
        try folder.write("elsewhere", "precious")
        _ = try folder.link(".front.jsonl.partial", to: "elsewhere")
        try AtomicFile.publish(Array("new".utf8), to: folder("front.jsonl"))
        #expect(try folder.text("elsewhere") == "precious")
        #expect(try folder.text("front.jsonl") == "new")
        #expect(try folder.names == ["elsewhere", "front.jsonl"])
    }

    /// As `share` leaves it when it is killed between its two steps.
    @Test func anotherFilesSecondNameInItsPlaceIsNotWrittenTo() throws {
        try folder.write("donor", "precious")
        try FileManager.default.linkItem(atPath: folder("donor"), toPath: folder(".front.jsonl.partial"))
        try AtomicFile.publish(Array("new".utf8), to: folder("front.jsonl"))
        #expect(try folder.text("donor") == "precious")
        #expect(try folder.text("front.jsonl") == "new")
    }

    // MARK: - Appending

    @Test func appendingMakesTheFileAndThenGrowsIt() throws {
        for line in ["first\n", "second\n", "", "third\n"] {
            try AtomicFile.append(Array(line.utf8), to: folder("journal.jsonl"))
        }
        #expect(try folder.text("journal.jsonl") == "first\nsecond\nthird\n")
        #expect(try folder.names == ["journal.jsonl"])
    }

    @Test func appendingNeverFollowsASymbolicLink() throws {
        try folder.write("elsewhere", "precious")
        let path = try folder.link("journal.jsonl", to: "elsewhere")
        let error = refusal { () throws(FileError) in try AtomicFile.append([1], to: path) }
        #expect(error == FileError(path: path, action: "open", code: ELOOP))
        #expect(try folder.text("elsewhere") == "precious")
    }

    @Test func appendingIntoAMissingDirectoryIsRefused() {
        let path = folder("nowhere/journal.jsonl")
        let error = refusal { () throws(FileError) in try AtomicFile.append([1], to: path) }
        #expect(error == FileError(path: path, action: "open", code: ENOENT))
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "this system has no /dev/full"))
    func aFullDiskIsTold() {
        let error = refusal { () throws(FileError) in try AtomicFile.append([1], to: "/dev/full") }
        #expect(error?.description == "/dev/full: cannot write: No space left on device")
    }

    @Test func writingToAClosedDescriptorIsTold() {
        let error = refusal { () throws(FileError) in try AtomicFile.writeAll([1], to: -1, path: "closed") }
        #expect(error == FileError(path: "closed", action: "write", code: EBADF))
    }
}
