#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Says which case it was when one ends the process, or does not come to an end.
enum Watchdog {
    /// Seconds that a case may take.
    private static let patience: UInt32 = 20

    /// How the case is done again.
    private(set) nonisolated(unsafe) static var command = ""
    /// The same for a signal's handler, which may not touch a string.
    private nonisolated(unsafe) static let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    private nonisolated(unsafe) static var length = 0

    static func start() {
        // A stack of its own: the other may be what has run out.
        var stack = stack_t()
        stack.ss_size = 1 << 16
        stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: stack.ss_size, alignment: 16)
        sigaltstack(&stack, nil)
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGALRM] {
            var action = sigaction()
            action.sa_flags = Int32(truncatingIfNeeded: SA_ONSTACK) | Int32(truncatingIfNeeded: SA_RESETHAND)
            setHandler(&action) { number in
                let words: StaticString = number == SIGALRM ? "HANG: " : "CRASH: "
                write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
                write(STDERR_FILENO, Watchdog.buffer, Watchdog.length)
                raise(number)
            }
            sigaction(number, &action, nil)
        }
        _ = buffer
    }

    private static func setHandler(
        _ action: inout sigaction, _ handler: @escaping @convention(c) (Int32) -> Void
    ) {
        #if canImport(Glibc)
            action.__sigaction_handler.sa_handler = handler
        #else
            action.__sigaction_u.__sa_handler = handler
        #endif
    }

    static func begin(_ command: String) {
        self.command = command
        let bytes = Array((command + "\n").utf8.prefix(256))
        for (place, byte) in bytes.enumerated() { buffer[place] = byte }
        length = bytes.count
        alarm(patience)
    }

    static func end() { alarm(0) }
}

/// The most memory that the process held; Linux alone tells it for a part of a process's life.
enum Memory {
    /// Has glibc give large blocks back when they are freed, as it does at a process's start. It learns to keep them, and
    /// then what many cases took would count as one's.
    static func start() {
        #if canImport(Glibc)
            typealias Option = @convention(c) (Int32, Int32) -> Int32
            let mmapThreshold: Int32 = -3
            if let set = dlsym(nil, "mallopt") {
                _ = unsafeBitCast(set, to: Option.self)(mmapThreshold, 128 << 10)
            }
        #endif
    }

    /// Forgets earlier peaks; gives what is held now, in bytes.
    static func beginPeak() -> Int {
        #if canImport(Glibc)
            // What earlier cases left would hide what this one takes.
            typealias Trim = @convention(c) (Int) -> Int32
            if let trim = dlsym(nil, "malloc_trim") { _ = unsafeBitCast(trim, to: Trim.self)(0) }
        #endif
        let file = open("/proc/self/clear_refs", O_WRONLY)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        return write(file, "5", 1) == 1 ? status("VmRSS:") : 0
    }

    /// In bytes, since `beginPeak`; 0 where that is not known.
    static func peak() -> Int { status("VmHWM:") }

    private static func status(_ name: String) -> Int {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, 256, file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if text.hasPrefix(name) { return (Int(text.filter(\.isNumber)) ?? 0) * 1024 }
        }
        return 0
    }
}
