import StageKit
import Terminal
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("The lock of a run directory")
struct RunLockTests {
    /// An empty folder, gone after the body.
    private func withFolder(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/pelnas-lock-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { rmdir(folder) }
        try body(folder)
    }

    @Test func isTakenAlthoughSomebodyLooksAtItThatVeryMoment() throws {
        try withFolder { folder in
            // What looking does, for longer than it takes.
            let looking = open(folder, O_RDONLY | O_DIRECTORY)
            try #require(looking >= 0 && flock(looking, LOCK_SH | LOCK_NB) == 0)
            let ticker = Ticker(every: 0.015) { flock(looking, LOCK_UN) }
            defer {
                ticker.stop()
                close(looking)
            }
            #expect(throws: Never.self) { _ = try RunLock(directory: folder) }
        }
    }

    @Test func isRefusedSoonWhereAnotherRunHasIt() throws {
        try withFolder { folder in
            let held = try RunLock(directory: folder)
            #expect(RunLock.isHeld(folder))
            let began = Clock.monotonicSeconds()
            let failure = #expect(throws: StageFailure.self) { try RunLock(directory: folder) }
            #expect("\(try #require(failure))".contains("another run is writing here"))
            #expect(Clock.monotonicSeconds() - began < 5)
            withExtendedLifetime(held) {}
        }
        try withFolder { #expect(!RunLock.isHeld($0)) }
    }
}
