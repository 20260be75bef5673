public import ArgumentParser
internal import Files
internal import LanguageModel
internal import Records

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A stage as a program: its contract, its work; options, files, journal and exit codes come from here.
public protocol StageProgram: ParsableCommand {
    static var contract: StageContract { get }
    var options: StageOptions { get }

    /// Does the work: reads through the context, publishes through it, returns one line that says what
    /// was done.
    func run(_ context: StageContext) throws -> String
}

extension StageProgram {
    /// The command's name, help and example, from the contract; `--version` names the libraries that the
    /// stage calls, such as "XGBoost 1.7.4", in brackets.
    public static func configuration(
        discussion: String, libraries: String? = nil
    ) -> CommandConfiguration {
        CommandConfiguration(
            commandName: contract.name, abstract: contract.summary, discussion: discussion,
            version: Program.versionLine(contract.name, libraries: libraries))
    }

    public func run() throws {
        let started = (clock: Clock.monotonicSeconds(), date: Clock.now())
        var context: StageContext?
        do {
            if options.contract {
                try StandardStreams.write(Self.contract.json.text + "\n")
                return
            }
            let opened = try StageContext(contract: Self.contract, options: options)
            context = opened
            let summary = try opened.settle() ?? run(opened)
            try opened.complete(started: started.date, seconds: Clock.monotonicSeconds() - started.clock)
            if !options.quiet {
                StandardStreams.tell("\(Self.contract.name): \(summary)")
            }
        } catch {
            context?.noteFailure(
                "\(error)", started: started.date, seconds: Clock.monotonicSeconds() - started.clock)
            StandardStreams.tell("\(Self.contract.name): \(error)")
            throw ArgumentParser.ExitCode(ExitCode(for: error).rawValue)
        }
    }
}

/// Data goes to standard output, talk to standard error.
public enum StandardStreams {
    public static func write(_ text: String) throws { try write(Array(text.utf8)) }

    public static func write(_ bytes: [UInt8]) throws {
        try AtomicFile.writeAll(bytes, to: STDOUT_FILENO, path: "standard output")
    }

    /// One message on standard error; with nobody there to read it, nothing is left to do. On a terminal
    /// it takes the place of a progress line that may stand there. What it quotes of a stranger's file or reply is
    /// shown, never obeyed.
    public static func tell(_ line: String) {
        send((hasCursor ? "\r\u{1B}[K" : "") + PlainText.shown(line) + "\n")
    }

    /// A line on a terminal that the next message takes the place of; nothing elsewhere.
    public static func showProgress(_ text: String) {
        if hasCursor { send("\r\u{1B}[K\(text)\r") }
    }

    /// Whether standard error is a terminal on which a line can be drawn anew in its place.
    public static let hasCursor =
        isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"

    private static func send(_ text: String) {
        try? AtomicFile.writeAll(Array(text.utf8), to: STDERR_FILENO, path: "standard error")
    }

    /// Whether somebody may still read standard output: false once the other end of a pipe is closed.
    public static var hasReader: Bool {
        var descriptor = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        return poll(&descriptor, 1, 0) <= 0 || descriptor.revents & Int16(POLLERR | POLLHUP | POLLNVAL) == 0
    }

    /// All of standard input.
    public static func readInput() throws -> [UInt8] {
        try FileSystem.readAll(STDIN_FILENO, path: "standard input")
    }
}
