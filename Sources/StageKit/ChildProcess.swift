internal import Files

#if canImport(Glibc)
    public import Glibc
#elseif canImport(Darwin)
    public import Darwin
#endif

/// Starts programs and waits for them: argument lists only, never a shell.
public enum ChildProcess {
    public enum Ending: Equatable, Sendable {
        case exited(Int32)
        case signalled(Int32)

        /// As a shell reports it: 128 and the signal's number.
        public var code: Int32 {
            switch self {
            case .exited(let code): code
            case .signalled(let signal): 128 + signal
            }
        }
    }

    /// Runs a program to its end, with this process's standard streams. `started` learns what to send
    /// signals to: the process, or, where it is to lead a group of its own, that group, with whatever the
    /// program starts in its turn; such a group may not read the terminal (it would be stopped), so its
    /// standard input is empty. Standard output may be discarded. A program named without a slash is looked for on the PATH.
    public static func run(
        _ command: [String], environment extra: [String: String] = [:], leadsGroup: Bool = false,
        discardsOutput: Bool = false, started: (pid_t) -> Void = { _ in }
    ) throws -> Ending {
        let process = try spawn(command, environment: extra, leadsGroup: leadsGroup) { actions in
            if leadsGroup {
                posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            }
            if discardsOutput {
                posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
            }
        }
        started(leadsGroup ? -process : process)
        return try wait(for: process, program: command.first ?? "")
    }

    /// Starts a program and leaves it at work, without input and output; what it says on standard error goes
    /// into a file.
    public static func start(_ command: [String], errorsInto path: String) throws -> pid_t {
        try spawn(command, environment: [:]) { actions in
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
            posix_spawn_file_actions_addopen(
                &actions, STDERR_FILENO, path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o666)
        }
    }

    /// Starts a program and leaves it at work with these descriptors for its standard streams, as the leader of a
    /// process group of its own: a signal to the negative of its number reaches whatever it starts, too.
    public static func start(
        _ command: [String], input: Int32, output: Int32, errors: Int32
    ) throws -> pid_t {
        try spawn(command, environment: [:], leadsGroup: true, endsWithPipe: true) { actions in
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
            posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
            posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
        }
    }

    /// Waits for any of the programs at work to end.
    public static func waitForAny() throws -> (process: pid_t, ending: Ending) {
        try waited(for: -1, program: "a program at work")
    }

    static func wait(for process: pid_t, program: String) throws -> Ending {
        try waited(for: process, program: program).ending
    }

    private static func waited(for process: pid_t, program: String) throws -> (process: pid_t, ending: Ending)
    {
        var status: Int32 = 0
        var ended = waitpid(process, &status, 0)
        while ended < 0 {
            guard errno == EINTR else { throw FileError(path: program, action: "wait for", code: errno) }
            ended = waitpid(process, &status, 0)
        }
        // WIFEXITED and its kin are macros that Swift does not import.
        let signal = status & 0x7F
        return (ended, signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal))
    }

    #if canImport(Glibc)
        typealias FileActions = posix_spawn_file_actions_t
    #else
        typealias FileActions = posix_spawn_file_actions_t?
    #endif

    /// Starts a program; `redirect` says what its standard streams are. With `endsWithPipe` it ends when it writes
    /// to nobody, though this process may ignore that.
    static func spawn(
        _ command: [String], environment extra: [String: String], leadsGroup: Bool = false,
        endsWithPipe: Bool = false, redirect: (inout FileActions) -> Void
    ) throws -> pid_t {
        guard let program = command.first else { throw StageFailure(.software, "an empty command") }
        let variables = Environment.variables.merging(extra) { $1 }
        return try withCStrings(command) { arguments in
            try withCStrings(variables.map { "\($0.key)=\($0.value)" }) { environment in
                var process: pid_t = 0
                #if canImport(Glibc)
                    var attributes = posix_spawnattr_t()
                    var actions = FileActions()
                #else
                    var attributes: posix_spawnattr_t?
                    var actions: FileActions
                #endif
                posix_spawnattr_init(&attributes)
                defer { posix_spawnattr_destroy(&attributes) }
                posix_spawn_file_actions_init(&actions)
                defer { posix_spawn_file_actions_destroy(&actions) }
                var flags = leadsGroup ? POSIX_SPAWN_SETPGROUP : 0
                if endsWithPipe {
                    var signals = sigset_t()
                    sigemptyset(&signals)
                    sigaddset(&signals, SIGPIPE)
                    posix_spawnattr_setsigdefault(&attributes, &signals)
                    flags |= POSIX_SPAWN_SETSIGDEF
                }
                if flags != 0 { posix_spawnattr_setflags(&attributes, Int16(flags)) }
                redirect(&actions)
                let status =
                    program.contains("/")
                    ? posix_spawn(&process, program, &actions, &attributes, arguments, environment)
                    : posix_spawnp(&process, program, &actions, &attributes, arguments, environment)
                guard status == 0 else { throw FileError(path: program, action: "start", code: status) }
                return process
            }
        }
    }

    /// Where a program lies: one without a slash in its name is looked for on the PATH.
    public static func find(_ program: String) -> String {
        guard !program.contains("/") else { return program }
        let folders = (Environment.variables["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(program)" }.first(where: isExecutable) ?? program
    }

    /// Whether this process may execute a file.
    public static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) throws -> Result
    ) throws -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
        pointers.append(nil)
        defer { pointers.forEach { free($0) } }
        return try pointers.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { throw StageFailure(.software, "an empty command") }
            return try body(base)
        }
    }
}
