#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Passes SIGINT, SIGTERM and SIGHUP on to the stage at work, so that none is left behind, and remembers
/// that the run is to stop.
public enum SignalRelay {
    // Written by the signal handler, which may do no more than store a word and call `kill`.
    // A process, or, negative, a group of them.
    nonisolated(unsafe) private static var child: pid_t = 0
    nonisolated(unsafe) private static var signal: Int32 = 0

    /// The first signal that asked us to stop; nil while none has.
    public static var received: Int32? { signal == 0 ? nil : signal }

    /// Begins to listen. A signal that whoever started us had ignored, as `nohup` does, stays ignored; one
    /// they had merely blocked is let through, here and in the stages.
    public static func install() {
        var action = sigaction()
        #if canImport(Glibc)
            action.__sigaction_handler.sa_handler = handler
        #else
            action.__sigaction_u.__sa_handler = handler
        #endif
        var ours = sigset_t()
        sigemptyset(&ours)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var former = sigaction()
            sigaction(number, nil, &former)
            #if canImport(Glibc)
                let disposition = former.__sigaction_handler.sa_handler
            #else
                let disposition = former.__sigaction_u.__sa_handler
            #endif
            let isIgnored = unsafeBitCast(disposition, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
            if isIgnored { continue }
            sigaction(number, &action, nil)
            sigaddset(&ours, number)
        }
        sigprocmask(SIG_UNBLOCK, &ours, nil)
    }

    private static let handler: @convention(c) (Int32) -> Void = { number in
        if SignalRelay.signal == 0 { SignalRelay.signal = number }
        if SignalRelay.child != 0 {
            kill(SignalRelay.child, number)
            // A process that stands still hears nothing else.
            kill(SignalRelay.child, SIGCONT)
        }
    }

    static func relay(to process: pid_t) {
        child = process
        // The signal may have come between the last check and the start.
        if signal != 0 { kill(process, signal) }
    }

    static func stop() { child = 0 }
}
