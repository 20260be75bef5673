import Files
import StageKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program run to its end with its standard output thrown away, as cheaply as can be.
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
    func seconds() throws -> Double {
        let words = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
        #else
            var actions: posix_spawn_file_actions_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        var process: pid_t = 0
        var status: Int32 = 0
        let begin = Clock.monotonicSeconds()
        let code = posix_spawn(&process, arguments[0], &actions, nil, words, environ)
        guard code == 0 else { throw FileError(path: arguments[0], action: "start", code: code) }
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw FileError(path: arguments[0], action: "wait for", code: errno) }
        }
        let seconds = Clock.monotonicSeconds() - begin
        guard status == 0 else {
            throw StageFailure(.failed, "\(arguments.joined(separator: " ")) failed (status \(status))")
        }
        return seconds
    }
}
