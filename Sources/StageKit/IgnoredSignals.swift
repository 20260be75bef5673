#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What whoever started this process wants to be spared of.
public enum IgnoredSignals {
    /// Whether a signal was ignored, as `nohup` does; such a one stays so.
    public static func contains(_ number: Int32) -> Bool {
        var former = sigaction()
        sigaction(number, nil, &former)
        #if canImport(Glibc)
            let disposition = former.__sigaction_handler.sa_handler
        #else
            let disposition = former.__sigaction_u.__sa_handler
        #endif
        return unsafeBitCast(disposition, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
