import Foundation
import Testing

@testable import Files

struct FileErrorTests {
    @Test func itTellsThePathTheActionAndWhatTheSystemSaid() {
        let error = FileError(path: "runs/a/niches.jsonl", action: "open", code: EACCES)
        #expect(error.description == "runs/a/niches.jsonl: cannot open: Permission denied")
    }

    @Test(arguments: [(ENOENT, true), (ENOTDIR, true), (EACCES, false), (EISDIR, false), (0, false)])
    func missingIsWhatIsNotThere(_ code: Int32, _ expected: Bool) {
        #expect(FileError(path: "", action: "open", code: code).isMissing == expected)
    }

    @Test func anInterruptedCallIsMadeAgain() throws {
        var calls = 0
        let result = try retrying("read", "file") {
            calls += 1
            if calls == 3 { return 42 }
            errno = EINTR
            return -1
        }
        #expect(result == 42)
        #expect(calls == 3)
    }

    @Test func anyOtherFailureIsThrownAtOnce() {
        var calls = 0
        let error = refusal { () throws(FileError) in
            try retrying("read", "file") {
                calls += 1
                errno = EIO
                return -1
            }
        }
        #expect(error == FileError(path: "file", action: "read", code: EIO))
        #expect(calls == 1)
    }
}
