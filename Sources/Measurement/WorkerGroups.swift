internal import StageKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The process groups of the workers at work, so that a signal that ends this process ends them too: they lead
/// groups of their own, which a terminal's Ctrl-C does not reach. Killed outright, this process leaves them with
/// a closed input, by which they end.
enum WorkerGroups {
    private static let most = 1024

    // Read by the signal handler, which may do no more than load words and call `kill`: 0 where a place is free.
    nonisolated(unsafe) private static let groups: UnsafeMutablePointer<pid_t> = {
        let places = UnsafeMutablePointer<pid_t>.allocate(capacity: most)
        places.initialize(repeating: 0, count: most)
        return places
    }()
    nonisolated(unsafe) private static var isInstalled = false

    static func add(_ process: pid_t) {
        install()
        if let free = (0..<most).first(where: { groups[$0] == 0 }) { groups[free] = process }
    }

    /// To be called before somebody else's process can have that number.
    static func remove(_ process: pid_t) {
        for place in 0..<most where groups[place] == process { groups[place] = 0 }
    }

    private static func install() {
        guard !isInstalled else { return }
        isInstalled = true
        // Made before a signal can ask for it.
        _ = groups
        // A worker that ended early is seen by its output's end; writing to it shall not end this process.
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGINT, SIGTERM, SIGHUP] where !IgnoredSignals.contains(number) {
            signal(number, handler)
        }
    }

    private static let handler: @convention(c) (Int32) -> Void = { number in
        for place in 0..<WorkerGroups.most where WorkerGroups.groups[place] != 0 {
            kill(-WorkerGroups.groups[place], SIGKILL)
        }
        // As if nobody had listened: whoever waits for us sees the signal.
        signal(number, SIG_DFL)
        raise(number)
    }
}
