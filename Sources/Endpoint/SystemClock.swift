#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The two clocks asking needs, in seconds.
enum SystemClock {
    /// Only moves forward; from where is of no matter.
    static var monotonic: Double { seconds(CLOCK_MONOTONIC) }

    static var since1970: Double { seconds(CLOCK_REALTIME) }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
