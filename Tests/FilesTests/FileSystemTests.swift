import Foundation
import Testing

@testable import Files

struct FileSystemTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    // MARK: - Looking

    @Test func aFileADirectoryAndALinkAreToldApart() throws {
        let file = try folder.write("file", "")
        let directory = try folder.makeFolder("directory")
        let link = try folder.link("link", to: "directory")
        let dangling = try folder.link("dangling", to: "nowhere")
        #expect(
            [file, directory, link, dangling, folder("no")].map(FileSystem.exists) == [
                true, true, true, false, false,
            ])
        #expect([file, directory, link, dangling].map(FileSystem.isDirectory) == [false, true, true, false])
        #expect(
            [file, directory, link, dangling].map(FileSystem.isSymbolicLink) == [false, false, true, true])
    }

    @Test func namesStandInByteOrder() throws {
        let long = String(repeating: "n", count: 255)
        for name in ["é", "b", "a", "B", ".hidden", "generation-10", "generation-02", long] {
            try folder.write(name, "")
        }
        #expect(
            FileSystem.names(in: folder.path)
                == [".hidden", "B", "a", "b", "generation-02", "generation-10", long, "é"])
    }

    @Test func whereThereIsNoDirectoryThereAreNoNames() throws {
        #expect(FileSystem.names(in: folder.path) == [])
        #expect(FileSystem.names(in: folder("nowhere")) == [])
        #expect(FileSystem.names(in: try folder.write("file", "")) == [])
    }

    // MARK: - Making and removing

    @Test(arguments: ["a", "a/b/c/d", "a/b/", "a//b", "./a/./b"])
    func aDirectoryIsMadeWithThoseAbove(_ path: String) throws {
        try FileSystem.makeDirectory(folder(path))
        var isDirectory: ObjCBool = false
        #expect(FileManager.default.fileExists(atPath: folder(path), isDirectory: &isDirectory))
        #expect(isDirectory.boolValue)
        try FileSystem.makeDirectory(folder(path))
    }

    @Test func aFileInTheWayIsNamed() throws {
        let file = try folder.write("file", "precious")
        let itself = refusal { () throws(FileError) in try FileSystem.makeDirectory(file) }
        #expect(itself == FileError(path: file, action: "create the directory", code: EEXIST))
        let below = refusal { () throws(FileError) in try FileSystem.makeDirectory(file + "/below") }
        #expect(below == FileError(path: file + "/below", action: "create the directory", code: ENOTDIR))
        #expect(try folder.text("file") == "precious")
    }

    @Test func aLinkToADirectoryIsOneAndALinkToNothingIsNot() throws {
        _ = try folder.makeFolder("directory")
        try FileSystem.makeDirectory(folder.link("link", to: "directory"))
        try FileSystem.makeDirectory(folder("link/below"))
        #expect(FileManager.default.fileExists(atPath: folder("directory/below")))
        let dangling = try folder.link("dangling", to: "nowhere")
        let error = refusal { () throws(FileError) in try FileSystem.makeDirectory(dangling) }
        #expect(error?.code == EEXIST)
    }

    @Test func anEmptyPathNamesNoDirectory() {
        #expect(refusal { () throws(FileError) in try FileSystem.makeDirectory("") }?.code == ENOENT)
    }

    @Test func filesAndEmptyDirectoriesGo() throws {
        for path in [try folder.write("file", ""), try folder.makeFolder("directory"), folder("nowhere")] {
            try FileSystem.remove(path)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
        try FileSystem.remove(folder("nowhere/below"))
        try FileSystem.remove(try folder.write("file", "") + "/below")
        #expect(try folder.names == ["file"])
    }

    @Test func aFullDirectoryStays() throws {
        let directory = try folder.makeFolder("directory")
        try folder.write("directory/file", "precious")
        let error = refusal { () throws(FileError) in try FileSystem.remove(directory) }
        #expect(error == FileError(path: directory, action: "remove", code: ENOTEMPTY))
        #expect(try folder.text("directory/file") == "precious")
    }

    @Test func aLinkGoesAndWhatItPointsToStays() throws {
        try folder.write("file", "precious")
        _ = try folder.makeFolder("directory")
        for link in [
            try folder.link("a", to: "file"), try folder.link("b", to: "directory"),
            try folder.link("c", to: "nowhere"),
        ] {
            try FileSystem.remove(link)
        }
        #expect(try folder.names == ["directory", "file"])
        #expect(try folder.text("file") == "precious")
    }

    @Test func whatCannotEvenBeLookedAtIsNotTakenForGone() throws {
        try folder.link("loop", to: "loop")
        let error = refusal { () throws(FileError) in try FileSystem.remove(folder("loop/file")) }
        #expect(error == FileError(path: folder("loop/file"), action: "remove", code: ELOOP))
    }

    // MARK: - Paths

    @Test(arguments: [
        ("runs/a/front.jsonl", "runs/a", "front.jsonl"), ("front.jsonl", ".", "front.jsonl"),
        ("/front", "/", "front"),
        ("/", "/", ""), ("a/b/", "a/b", ""), ("", ".", ""), ("../é/ü", "../é", "ü"),
    ])
    func aPathIsItsDirectoryAndItsLastComponent(_ path: String, _ directory: String, _ last: String) {
        #expect(FileSystem.directory(of: path) == directory)
        #expect(FileSystem.lastComponent(of: path) == last)
    }

    @Test func anAbsolutePathBeginsAtTheRoot() {
        let here = FileManager.default.currentDirectoryPath
        #expect(FileSystem.absolute("/a/../b") == "/a/../b")
        #expect(FileSystem.absolute("runs/a") == (here == "/" ? "/runs/a" : here + "/runs/a"))
        #expect(FileSystem.absolute(".") == here)
        #expect(FileSystem.absolute("") == here)
    }
}
