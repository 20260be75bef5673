#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What `--jobs` may be.
public enum ThreadCount {
    /// As many as XGBoost is given at the most.
    public static let most = 256

    /// As many as the machine has processors at work.
    public static var processors: Int { min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), most) }

    public static func check(_ jobs: Int) throws {
        guard jobs >= 1, jobs <= most else {
            throw StageFailure(.usage, "--jobs \(jobs): expected 1 to \(most)")
        }
    }
}
