#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Keeps the library from starting more threads than it was asked for.
///
/// Training and predicting heed `nthread`; loading a model does not, and starts one thread a processor.
/// `OMP_NUM_THREADS` would prevent that, but the OpenMP library reads it while the process is loaded, before
/// any code of ours. Its call does the same at any time. XGBoost brings the OpenMP library along; where it
/// does not, there is nothing to limit.
enum OpenMPThreads {
    private typealias SetThreads = @convention(c) (Int32) -> Void

    private static let setThreads: SetThreads? = {
        guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "omp_set_num_threads") else { return nil }
        return unsafeBitCast(symbol, to: SetThreads.self)
    }()

    /// For parallel regions that the calling thread starts from now on.
    static func limit(to threads: Int) {
        setThreads?(Int32(clamping: max(1, threads)))
    }
}
