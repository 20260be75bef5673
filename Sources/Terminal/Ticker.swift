#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Calls something again and again on a thread of its own, until it is stopped: for a line that changes while
/// this process waits for somebody else's work.
public final class Ticker: @unchecked Sendable {
    private let seconds: Double
    private let tick: () -> Void
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var isStopped = false
    #if canImport(Glibc)
        private var thread = pthread_t()
    #else
        private var thread: pthread_t?
    #endif
    private var isRunning = false

    /// Begins at once, with the first call after the interval, in seconds. Whatever else touches what the calls
    /// touch does so in `excludingCalls`. Without a thread to be had there are no calls.
    public init(every seconds: Double, _ tick: @escaping () -> Void) {
        self.seconds = min(max(seconds, 0.01), 86_400)
        self.tick = tick
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
        let context = Unmanaged.passRetained(self).toOpaque()
        isRunning =
            pthread_create(
                &thread, nil,
                { context in
                    #if canImport(Glibc)
                        guard let context else { return nil }
                    #endif
                    Unmanaged<Ticker>.fromOpaque(context).takeRetainedValue().loop()
                    return nil
                }, context) == 0
        if !isRunning { Unmanaged<Ticker>.fromOpaque(context).release() }
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Waits for a call that is going on; after that there is none. Call it from outside the calls, once or
    /// more, and always: a ticker that is not stopped never ends.
    public func stop() {
        pthread_mutex_lock(mutex)
        isStopped = true
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
        guard isRunning else { return }
        isRunning = false
        #if canImport(Glibc)
            pthread_join(thread, nil)
        #else
            if let thread { pthread_join(thread, nil) }
        #endif
    }

    /// Does something while no call is going on. Not to be called from within a call.
    public func excludingCalls(_ body: () -> Void) {
        pthread_mutex_lock(mutex)
        body()
        pthread_mutex_unlock(mutex)
    }

    private func loop() {
        pthread_mutex_lock(mutex)
        while !isStopped {
            var deadline = timespec()
            clock_gettime(CLOCK_REALTIME, &deadline)
            let nanoseconds = Double(deadline.tv_nsec) + (seconds - seconds.rounded(.down)) * 1e9
            deadline.tv_sec += Int(seconds) + (nanoseconds >= 1e9 ? 1 : 0)
            deadline.tv_nsec = Int(nanoseconds >= 1e9 ? nanoseconds - 1e9 : nanoseconds)
            let outcome = pthread_cond_timedwait(condition, mutex, &deadline)
            guard !isStopped, outcome == ETIMEDOUT else { continue }
            tick()
        }
        pthread_mutex_unlock(mutex)
    }
}
