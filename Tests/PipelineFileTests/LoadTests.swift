import PipelineFile
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct LoadTests {
    @Test func aFileIsReadAsItIs() throws {
        let path = "/tmp/pipeline-file-test-\(getpid()).yaml"
        let text = Array(("# as given ${NOTHING}\r\n" + example).utf8)
        let file = try #require(fopen(path, "w"))
        #expect(fwrite(text, 1, text.count, file) == text.count)
        fclose(file)
        defer { unlink(path) }
        let loaded = try PipelineFile.load(path: path, overrides: ["prompt.children=3"])
        #expect(loaded.sourceBytes == text)
        #expect(loaded.path == path)
        #expect(loaded.settings.prompt.children == 3)
    }

    @Test(arguments: [
        ("/nowhere/a.yaml", "No such file or directory"), ("/tmp", "Is a directory"), ("", "that is no path"),
        ("a\u{0}b", "that is no path"),
    ])
    func whatCannotBeReadIsAnErrorOfItsOwn(path: String, reason: String) {
        let expected = PipelineFileError.unreadable(path: path, reason: reason)
        #expect(throws: expected) { try PipelineFile.load(path: path) }
        #expect(expected.description.hasSuffix(": cannot read the pipeline file: \(reason)"))
    }
}
