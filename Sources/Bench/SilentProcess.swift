import StageKit

/// A program run to its end with its standard output thrown away.
struct SilentProcess {
    private let arguments: [String]

    init(_ arguments: String...) { self.arguments = arguments }

    /// A program of ours: one beside this one, as the stages are.
    static func ours(_ name: String, _ arguments: String...) throws -> SilentProcess {
        try ours(name, arguments)
    }

    static func ours(_ name: String, _ arguments: [String]) throws -> SilentProcess {
        guard let path = Program.stagePath(name) else {
            throw StageFailure(
                .missingInput, "the program '\(name)' does not lie beside pelnas-bench: build all first")
        }
        return SilentProcess([path] + arguments)
    }

    private init(_ arguments: [String]) { self.arguments = arguments }

    /// Seconds from the call to the end of the process. Throws where that is not a good one.
    func seconds() throws -> Double { try seconds(environment: [:]) }

    /// The same with further environment variables, or others in the place of this process's.
    func seconds(environment: [String: String]) throws -> Double {
        let begin = Clock.monotonicSeconds()
        let ending = try ChildProcess.run(arguments, environment: environment, discardsOutput: true)
        let seconds = Clock.monotonicSeconds() - begin
        guard ending == .exited(0) else {
            throw StageFailure(.failed, "\(arguments.joined(separator: " ")) failed with code \(ending.code)")
        }
        return seconds
    }
}
