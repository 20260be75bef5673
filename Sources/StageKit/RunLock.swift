internal import Files

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The right to write into a run directory: one process at a time, and the stages it starts.
///
/// It is an advisory lock on the directory itself (`flock`), so there is no lock file to go stale: the
/// kernel drops it when the last process that shares it ends. A driver passes its open descriptor to its
/// stages, which so share the lock, and keep it should the driver be killed while they work. On network file
/// systems it mostly holds on one machine only (Linux's NFS forwards no lock on a directory): there whoever starts
/// the work keeps writers apart.
public final class RunLock {
    /// The environment variable by which a driver tells a stage the shared descriptor's number.
    public static let environmentVariable = "PELNAS_LOCK_DESCRIPTOR"

    public let descriptor: Int32
    private let isInherited: Bool

    /// How often it is asked for, and how many microseconds lie between: somebody who looks whether it is held
    /// (`isHeld`) shares it for a moment.
    private static let tries = 10
    private static let pause: UInt32 = 5_000

    /// Takes the lock, or shares the driver's. With `isShared` false programs started from here do not hold it
    /// too: the next process may have it as soon as this one ends. With `besidesOthers` others who ask so may have
    /// it as well, and nobody alone. Throws code 75 where another process holds it, and not just for the moment
    /// that looking takes.
    public init(directory: String, isShared: Bool = true, besidesOthers: Bool = false) throws {
        if let shared = Self.inherited(for: directory) {
            descriptor = shared
            isInherited = true
            return
        }
        let opened = open(directory, O_RDONLY | O_DIRECTORY)
        guard opened >= 0 else {
            throw FileError(path: directory, action: "open", code: errno)
        }
        var code: Int32 = 0
        for attempt in 1...Self.tries {
            code = flock(opened, (besidesOthers ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 ? 0 : errno
            guard code == EWOULDBLOCK, attempt < Self.tries else { break }
            usleep(Self.pause)
        }
        guard code == 0 else {
            close(opened)
            if code == EWOULDBLOCK {
                throw StageFailure(
                    .tryAgain, "\(directory): another run is writing here; try again when it ends")
            }
            throw FileError(path: directory, action: "lock", code: code)
        }
        if !isShared { _ = fcntl(opened, F_SETFD, FD_CLOEXEC) }
        descriptor = opened
        isInherited = false
    }

    /// Whether another process holds the lock now.
    public static func isHeld(_ directory: String) -> Bool {
        let opened = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { return false }
        defer { close(opened) }
        return flock(opened, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    deinit {
        guard !isInherited else { return }
        // Given up in words: a process that a program of the user's left behind has the descriptor too.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// The driver's descriptor, where the environment names one that is open on this very directory.
    private static func inherited(for directory: String) -> Int32? {
        guard let text = getenv(environmentVariable), let number = Int32(String(cString: text)) else {
            return nil
        }
        var shared = stat()
        var wanted = stat()
        guard fstat(number, &shared) == 0, stat(directory, &wanted) == 0, shared.st_dev == wanted.st_dev,
            shared.st_ino == wanted.st_ino, flock(number, LOCK_EX | LOCK_NB) == 0
        else { return nil }
        return number
    }
}
