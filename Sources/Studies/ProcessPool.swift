internal import Files
internal import Pipeline
internal import StageKit

/// Runs commands, so many at a time; each keeps what it has to complain about in a file of its own, which
/// goes when it ends well.
struct ProcessPool {
    struct Command {
        var arguments: [String]
        /// Where its standard error goes.
        var log: String
    }

    var width: Int

    /// Takes commands from `next` until it gives none, and tells `ended` of each with its exit code. After a
    /// signal no more are begun, and those at work, which get the signal too, are waited for.
    func run(next: () throws -> (Int, Command)?, ended: (Int, Int32) -> Void) throws {
        var atWork: [Int32: (number: Int, log: String)] = [:]
        var isDrained = false
        var failure: (any Error)?
        while true {
            while !isDrained, atWork.count < width, SignalRelay.received == nil {
                do {
                    guard let (number, command) = try next() else {
                        isDrained = true
                        break
                    }
                    try FileSystem.makeDirectory(FileSystem.directory(of: command.log))
                    let process = try ChildProcess.start(command.arguments, errorsInto: command.log)
                    SignalRelay.relay(to: process)
                    atWork[process] = (number, command.log)
                } catch {
                    // What is at work is not left behind.
                    failure = error
                    isDrained = true
                }
            }
            guard !atWork.isEmpty else { break }
            let (process, ending) = try ChildProcess.waitForAny()
            SignalRelay.stop(process)
            guard let (number, log) = atWork.removeValue(forKey: process) else { continue }
            if ending == .exited(0) || FileSystem.size(of: log) == 0 { try? FileSystem.remove(log) }
            ended(number, ending.code)
        }
        if let failure { throw failure }
    }
}
