import StageKit
import Testing

/// A program started to hear what it says.
@Suite struct CapturedProcessTests {
    @Test func itsOutputAndCodeAreKept() throws {
        let process = try CapturedProcess(["sh", "-c", "echo out; echo err >&2; exit 3"], keepsErrors: true)
        let outcome = try process.finish(within: 10)
        #expect(outcome.ending == .exited(3))
        #expect(outcome.output == "out\nerr\n")
    }

    @Test func itsInputIsEmpty() throws {
        #expect(try CapturedProcess(["cat"], keepsErrors: true).finish(within: 10).ending == .exited(0))
    }

    @Test func oneThatDoesNotEndIsKilled() throws {
        let begin = ContinuousClock.now
        let process = try CapturedProcess(["sleep", "60"], keepsErrors: true)
        let outcome = try process.finish(within: 0.1)
        #expect(outcome.ending == nil)
        #expect(ContinuousClock.now - begin < .seconds(10))
    }

    @Test func oneThatSaysWithoutEndIsCutOff() throws {
        let process = try CapturedProcess(["yes"], keepsErrors: true)
        let outcome = try process.finish(within: 0.5, atMost: 1000)
        #expect(outcome.output.utf8.count == 1000)
        #expect(outcome.ending == nil)
    }

    @Test func muchMoreThanAPipeHoldsIsTaken() throws {
        let process = try CapturedProcess(["head", "-c", "1000000", "/dev/zero"], keepsErrors: false)
        let outcome = try process.finish(within: 30)
        #expect(outcome.ending == .exited(0))
        #expect(outcome.output.utf8.count == 1_000_000)
    }

    @Test func aProgramThatIsNotThereIsAnError() {
        #expect(throws: (any Error).self) {
            _ = try CapturedProcess(["/nowhere/at/all"], keepsErrors: true)
        }
    }
}
