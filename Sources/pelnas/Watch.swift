import ArgumentParser
import Pipeline
import PipelineFile
import Records
import StageKit
import Terminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct Watch: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Follows a run that another process executes, without disturbing it.",
        discussion: """
            On a terminal the page is drawn anew in its place; elsewhere, and where TERM is dumb, a line is added
            for each generation.
            Ends with 0 when the run is complete, with 75 when nobody works on it and it is not.

            Example:
              pelnas watch --run-dir runs/a --interval 5
            """)

    @OptionGroup var directory: RunDirectoryOptions

    @Option(help: ArgumentHelp("Seconds between two looks.", valueName: "seconds"))
    var interval = 2.0

    @Flag(help: "Show the page once and end, with 0.")
    var once = false

    func run() throws {
        try reporting {
            guard interval >= 0.1, interval <= 86_400 else {
                throw StageFailure(.usage, "--interval \(interval): expected seconds from 0.1 to 86400")
            }
            Self.letInterruptsThrough()
            var watcher = try Watcher(directory)
            if once { return try watcher.showOnce() }
            try watcher.follow(every: interval)
        }
    }
}

extension Watch {
    /// An interrupt ends it, which is all there is to do: nothing is left half done. Whoever started it may have
    /// blocked signals; one that was ignored stays ignored.
    private static func letInterruptsThrough() {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
        sigprocmask(SIG_UNBLOCK, &signals, nil)
    }
}

/// Looks at a run again and again, and shows what it sees.
private struct Watcher {
    private let directory: RunDirectoryOptions
    private let follower: RunFollower
    private let run: RunDirectory
    private var file: PipelineFile
    private var plan: Plan
    private var linesShown = 0
    private var generationsTold: Set<Int> = []
    private var lastStep: String?

    init(_ directory: RunDirectoryOptions) throws {
        self.directory = directory
        (file, plan, run) = try directory.open()
        follower = RunFollower(run: run)
    }

    private var screen: Screen { Screen(descriptor: STDOUT_FILENO, environment: Environment.variables) }

    private mutating func look() throws -> RunFollower.Look {
        // A new run may have other settings, and then what was told is no longer what is there.
        let former = file.resolvedSettings
        (file, plan, _) = try directory.open()
        if file.resolvedSettings != former { generationsTold = [] }
        return try follower.look(file: file, plan: plan)
    }

    mutating func showOnce() throws {
        let look = try look()
        try StandardStreams.write(page(look).map { $0 + "\n" }.joined())
    }

    private func page(_ look: RunFollower.Look) -> [String] {
        WatchPage(look, settings: file.settings, run: run, screen: screen).lines
    }

    mutating func follow(every interval: Double) throws {
        var misses = 0
        var idle = 0
        var seen: RunFollower.Look?
        while true {
            let began = Clock.monotonicSeconds()
            do {
                seen = try look()
                misses = 0
            } catch {
                // A file may be on its way from one state to the next; what stays wrong is told.
                misses += 1
                if misses > 3 { throw error }
            }
            if misses == 0, let look = seen {
                try show(look)
                // Seen twice, for who runs stage after stage by hand holds the lock now and then only.
                idle = look.isAtWork ? 0 : idle + 1
                if idle > 1 || (idle > 0 && look.isComplete) { return try end(look) }
            }
            let took = Clock.monotonicSeconds() - began
            // Looking shall not become the work.
            Self.sleep(idle > 0 || misses > 0 ? min(interval, 1) : max(interval, 4 * took))
        }
    }

    private mutating func show(_ look: RunFollower.Look) throws {
        let screen = screen
        guard screen.hasCursor else { return try append(look) }
        let lines = page(look)
        var text = linesShown > 0 ? "\u{1B}[\(linesShown)A" : ""
        // Line by line, and only then what is left below: nothing flickers.
        text += lines.map { "\r\($0)\u{1B}[K\n" }.joined() + "\u{1B}[J"
        linesShown = lines.count
        try StandardStreams.write(text)
    }

    /// A line for what is new since the last look.
    private mutating func append(_ look: RunFollower.Look) throws {
        for generation in look.generations where generationsTold.insert(generation.number).inserted {
            try StandardStreams.write(WatchPage.line(generation) + "\n")
        }
        if look.isAtWork, let step = look.step, step != lastStep {
            lastStep = step
            try StandardStreams.write("at work: \(step)\n")
        }
    }

    private func end(_ look: RunFollower.Look) throws {
        if look.isComplete {
            if !screen.hasCursor { try StandardStreams.write("complete: \(look.steps) steps\n") }
            return
        }
        throw StageFailure(
            .tryAgain,
            "nobody works on \(run.root), and \(look.steps - look.stepsDone) of \(look.steps) steps are not "
                + "done; to go on: pelnas run --run-dir \(run.root)")
    }

    private static func sleep(_ seconds: Double) {
        var time = timespec()
        time.tv_sec = Int(seconds)
        time.tv_nsec = Int((seconds - seconds.rounded(.down)) * 1e9)
        nanosleep(&time, nil)
    }
}
