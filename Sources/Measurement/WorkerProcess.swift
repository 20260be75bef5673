internal import Files
internal import StageKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A user's program at work: a line goes in, a line comes out. It leads a process group of its own, which ends with
/// it. Nothing here waits: `WorkerPool` does, for all of them at once.
final class WorkerProcess {
    /// Bytes of an answer at most, and of a line on standard error.
    static let longestLine = 1 << 20
    static let longestWord = 4096

    let process: pid_t
    private var input: Int32
    private(set) var output: Int32
    private(set) var errors: Int32
    private var unsent: [UInt8] = []
    private var received: [UInt8] = []
    private var said: [UInt8] = []
    private(set) var lastWords = ""
    /// Whether its output has ended.
    private(set) var hasEnded = false

    init(_ command: [String]) throws {
        let streams = try [Self.pipe(), Self.pipe(), Self.pipe()]
        do {
            process = try ChildProcess.start(
                command, input: streams[0].reader, output: streams[1].writer, errors: streams[2].writer)
        } catch {
            for stream in streams { for end in [stream.reader, stream.writer] { close(end) } }
            throw error
        }
        (input, output, errors) = (streams[0].writer, streams[1].reader, streams[2].reader)
        for end in [streams[0].reader, streams[1].writer, streams[2].writer] { close(end) }
        for end in [input, output, errors] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
        WorkerGroups.add(process)
    }

    private static func pipe() throws -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [-1, -1]
        guard openPipe(&ends) == 0 else { throw FileError(path: "a pipe", action: "create", code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Whether something is to be written that there was no room for.
    var isSending: Bool { !unsent.isEmpty && input >= 0 }
    var inputDescriptor: Int32 { input }

    /// Whether it has said something that was not taken.
    var hasUntaken: Bool { !received.isEmpty }

    func send(_ line: [UInt8]) {
        unsent += line
        write()
    }

    /// Writes what there is room for. That nobody reads it shows by the output's end.
    func write() {
        while !unsent.isEmpty, input >= 0 {
            let count = unsent.withUnsafeBytes { writeBytes(input, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                if count < 0, errno != EAGAIN { closeInput() }
                return
            }
            unsent.removeFirst(count)
        }
    }

    /// Takes what its output has; false where a line grows beyond bounds.
    func read() -> Bool {
        switch Self.take(output, into: &received, atMost: Self.longestLine + 1) {
        case .open: break
        case .closed: hasEnded = true
        }
        return received.firstIndex(of: UInt8(ascii: "\n")) != nil || received.count <= Self.longestLine
    }

    /// The next whole line, without its line break.
    func nextLine() -> [UInt8]? {
        guard let end = received.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = Array(received[..<end])
        received.removeSubrange(...end)
        return line
    }

    /// What it says on standard error: each line is lent once, cut where it is long.
    func readErrors(_ tell: (String) -> Void) {
        guard errors >= 0 else { return }
        // A flood is taken in parts, so that answers are not kept waiting behind it.
        let state = Self.take(errors, into: &said, atMost: said.count + (1 << 16))
        while let end = said.firstIndex(of: UInt8(ascii: "\n")) {
            say(Array(said[..<end]), tell)
            said.removeSubrange(...end)
        }
        if said.count > Self.longestWord || state == .closed, !said.isEmpty {
            say(said, tell)
            said = []
        }
        if state == .closed {
            close(errors)
            errors = -1
        }
    }

    private func say(_ bytes: [UInt8], _ tell: (String) -> Void) {
        let words = PrintableText.line(bytes, limit: 500)
        guard words.contains(where: { $0 != " " }) else { return }
        lastWords = words
        tell(words)
    }

    private enum Stream { case open, closed }

    /// Reads what is there into a buffer, at most so far.
    private static func take(_ descriptor: Int32, into buffer: inout [UInt8], atMost limit: Int) -> Stream {
        let size = 1 << 14
        var chunk = [UInt8](repeating: 0, count: size)
        while buffer.count < limit {
            let wanted = min(size, limit - buffer.count)
            let count = chunk.withUnsafeMutableBytes { readBytes(descriptor, $0.baseAddress, wanted) }
            if count > 0 {
                buffer += chunk[..<count]
            } else if count == 0 {
                return .closed
            } else if errno != EINTR {
                return errno == EAGAIN ? .open : .closed
            }
        }
        return .open
    }

    func closeInput() {
        guard input >= 0 else { return }
        close(input)
        input = -1
    }

    /// Whether it has ended by now; it stays to be waited for.
    var isGone: Bool {
        var information = siginfo_t()
        let status = waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT)
        return status == 0 && information.si_signo == SIGCHLD
    }

    /// Ends it and all that it started, and says how it ended where it had by itself, within a moment.
    @discardableResult
    func end(patience seconds: Double) -> ChildProcess.Ending? {
        closeInput()
        let deadline = Clock.monotonicSeconds() + seconds
        var endedItself = isGone
        while !endedItself, Clock.monotonicSeconds() < deadline {
            usleep(2_000)
            endedItself = isGone
        }
        kill(-process, SIGKILL)
        WorkerGroups.remove(process)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        for end in [output, errors] where end >= 0 { close(end) }
        (output, errors) = (-1, -1)
        guard endedItself else { return nil }
        // WIFEXITED and its kin are macros that Swift does not import.
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }
}

// `pipe(2)`, `write(2)` and `read(2)`, which methods above hide.

private func openPipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }

private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

private func readBytes(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, bytes, count)
}
