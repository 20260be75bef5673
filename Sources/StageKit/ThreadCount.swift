/// What `--jobs` may be.
public enum ThreadCount {
    /// As many as XGBoost is given at the most.
    public static let most = 256

    public static func check(_ jobs: Int) throws {
        guard jobs >= 1, jobs <= most else {
            throw StageFailure(.usage, "--jobs \(jobs): expected 1 to \(most)")
        }
    }
}
