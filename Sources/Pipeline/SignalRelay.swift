internal import StageKit

#if canImport(Glibc)
    public import Glibc
#elseif canImport(Darwin)
    public import Darwin
#endif

/// Passes SIGINT, SIGTERM and SIGHUP on to the programs at work, so that none is left behind, and remembers
/// that the run is to stop.
public enum SignalRelay {
    /// How many may be at work at once.
    public static let most = ThreadCount.most

    // Read by the signal handler, which may do no more than load and store words and call `kill`: a place for
    // each program at work, 0 where it is free. A process, or, negative, a group of them.
    nonisolated(unsafe) private static let children: UnsafeMutablePointer<pid_t> = {
        let places = UnsafeMutablePointer<pid_t>.allocate(capacity: most)
        places.initialize(repeating: 0, count: most)
        return places
    }()
    nonisolated(unsafe) private static var signal: Int32 = 0

    /// The first signal that asked us to stop; nil while none has.
    public static var received: Int32? { signal == 0 ? nil : signal }

    /// Begins to listen. A signal that whoever started us had ignored, as `nohup` does, stays ignored; one
    /// they had merely blocked is let through, here and in the stages.
    public static func install() {
        // Made before a signal can ask for it.
        _ = children
        var action = sigaction()
        #if canImport(Glibc)
            action.__sigaction_handler.sa_handler = handler
        #else
            action.__sigaction_u.__sa_handler = handler
        #endif
        var ours = sigset_t()
        sigemptyset(&ours)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            if IgnoredSignals.contains(number) { continue }
            sigaction(number, &action, nil)
            sigaddset(&ours, number)
        }
        sigprocmask(SIG_UNBLOCK, &ours, nil)
    }

    private static let handler: @convention(c) (Int32) -> Void = { number in
        if SignalRelay.signal == 0 { SignalRelay.signal = number }
        for place in 0..<SignalRelay.most where SignalRelay.children[place] != 0 {
            kill(SignalRelay.children[place], number)
            // A process that stands still hears nothing else.
            kill(SignalRelay.children[place], SIGCONT)
        }
    }

    public static func relay(to process: pid_t) {
        if let free = (0..<most).first(where: { children[$0] == 0 }) { children[free] = process }
        // The signal may have come between the last check and the start.
        if signal != 0 { kill(process, signal) }
    }

    /// To be called before somebody else's process can have that number.
    public static func stop(_ process: pid_t) {
        for place in 0..<most where children[place] == process { children[place] = 0 }
    }

    /// Forgets them all.
    static func stop() { children.update(repeating: 0, count: most) }
}
