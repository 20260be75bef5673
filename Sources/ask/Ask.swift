import ArgumentParser
import Endpoint
import StageKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@main
struct Ask: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Asks a language model: lines of requests in, lines of responses out.",
        discussion: """
            Standard input takes lines of OpenAI's Batch input format; standard output
            gives a line of its output format for each as soon as it is answered. Join
            them by custom_id. Any OpenAI-compatible endpoint will do: what it does not
            take (seed, temperature, a schema) is left out and listed in the line's
            ask.omitted, and a busy one is asked again.

            Environment: OPENAI_API_KEY, OPENAI_BASE_URL (or OPENAI_API_BASE),
            OPENAI_ORG_ID, OPENAI_PROJECT_ID, https_proxy, no_proxy. With a base URL
            the key is optional.

            With --batch nothing is written while the batch is at work (exit code 75;
            call again). Once it is over every request has its line; one that was not
            answered has the error batch_expired, batch_cancelled or batch_incomplete.
            A batch that failed as a whole, before anything was asked, has no line (69).
            Calls with the same file may ask a part of the requests again. Whoever has
            taken the lines removes the file, and what is asked next is a new batch.

            Exit codes: 0 every request has its answer, or its final refusal; 75 asking
            again may give more; 69 the endpoint cannot be used so (key, address,
            certificate, model); 65 a line is no request; 74 nobody reads the output;
            64 usage.

            Examples:
              ask < requests.jsonl > responses.jsonl
              ask --base-url http://localhost:8000/v1 < requests.jsonl > responses.jsonl
              ask --batch state.json --wait 3600 < requests.jsonl > responses.jsonl
            """,
        version: Program.versionLine("ask", libraries: CurlLibrary.version))

    @OptionGroup var options: AskOptions

    func run() throws {
        do {
            Self.letSignalsThrough()
            // A reader that went away is an error of the write, not the end of us in libcurl's midst.
            signal(SIGPIPE, SIG_IGN)
            try openStandardStreams()
            try work()
        } catch let error as EndpointError where error.kind == .readerGone {
            // Whoever started us has ended or has enough: there is nobody to tell.
            throw ArgumentParser.ExitCode(StageKit.ExitCode(asking: error).rawValue)
        } catch {
            StandardStreams.tell("ask: \(error)")
            throw ArgumentParser.ExitCode(StageKit.ExitCode(asking: error).rawValue)
        }
    }

    /// A program that starts us from a thread with signals blocked hands that down, and nobody could stop us.
    private static func letSignalsThrough() {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
        sigprocmask(SIG_UNBLOCK, &signals, nil)
    }

    /// Where a standard stream is closed its number would go to the next thing opened, a connection.
    private func openStandardStreams() throws {
        guard fcntl(STDOUT_FILENO, F_GETFD) >= 0 else {
            throw StageFailure(.fileTrouble, "standard output is closed: the answers would be lost")
        }
        for descriptor in [STDIN_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY)
        }
    }

    private func work() throws {
        let settings = try options.settings(Environment.variables)
        if let state = options.batch {
            try askBatch(state, settings)
        } else {
            try askLive(settings)
        }
    }

    private func askLive(_ settings: EndpointSettings) throws {
        var session = try LiveSession(
            settings: settings, input: STDIN_FILENO, output: STDOUT_FILENO, tell: Self.tell)
        let summary = try session.run()
        if let failure = StageFailure(summary) { throw failure }
    }

    private func askBatch(_ state: String, _ settings: EndpointSettings) throws {
        var session = try BatchSession(
            settings: settings, statePath: state, input: STDIN_FILENO, output: STDOUT_FILENO, tell: Self.tell)
        let summary = try session.run(wait: options.wait, poll: options.poll)
        if let failure = StageFailure(summary) { throw failure }
    }

    private static func tell(_ message: String) { StandardStreams.tell("ask: \(message)") }
}
