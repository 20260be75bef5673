internal import Files

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program started to hear what it says: its standard input is empty, its output is kept, and it is
/// given only so long. Several may be at work at the same time.
public final class CapturedProcess {
    public struct Outcome: Sendable {
        /// Nil where the time was over and it was killed.
        public var ending: ChildProcess.Ending?
        public var output: String
    }

    private let program: String
    private let process: pid_t
    private let reader: Int32
    private var isReaped = false

    /// Starts it; `keepsErrors` puts what it says on standard error among its output.
    public init(_ command: [String], keepsErrors: Bool) throws {
        program = command.first ?? ""
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw FileError(path: "a pipe", action: "create", code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let (reader, writer) = (ends[0], ends[1])
        defer { close(writer) }
        do {
            process = try ChildProcess.spawn(command, environment: [:]) { actions in
                posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
                posix_spawn_file_actions_adddup2(&actions, writer, STDOUT_FILENO)
                if keepsErrors { posix_spawn_file_actions_adddup2(&actions, writer, STDERR_FILENO) }
            }
        } catch {
            close(reader)
            throw error
        }
        self.reader = reader
        _ = fcntl(reader, F_SETFL, fcntl(reader, F_GETFL) | O_NONBLOCK)
    }

    deinit {
        close(reader)
        if !isReaped { end() }
    }

    /// Waits for its end, at most so many seconds from now, and keeps at most so many bytes of its output.
    public func finish(within seconds: Double, atMost limit: Int = 4 << 20) throws -> Outcome {
        let deadline = Clock.monotonicSeconds() + min(max(seconds, 0), 3600)
        var output: [UInt8] = []
        while output.count < limit, try read(into: &output, until: deadline) {}
        let text = String(decoding: output.prefix(limit), as: UTF8.self)
        var status: Int32 = 0
        while !isReaped {
            let waited = waitpid(process, &status, WNOHANG)
            if waited == process {
                isReaped = true
                // WIFEXITED and its kin are macros that Swift does not import.
                let signal = status & 0x7F
                return Outcome(
                    ending: signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal), output: text)
            }
            if waited < 0, errno != EINTR { throw FileError(path: program, action: "wait for", code: errno) }
            if Clock.monotonicSeconds() >= deadline { end() } else { usleep(500) }
        }
        return Outcome(ending: nil, output: text)
    }

    /// Takes what is there; false at the end of the output or of the time.
    private func read(into output: inout [UInt8], until deadline: Double) throws -> Bool {
        let left = deadline - Clock.monotonicSeconds()
        guard left > 0 else { return false }
        var descriptor = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
        let ready = poll(&descriptor, 1, Int32((left * 1000).rounded(.up)))
        if ready < 0, errno == EINTR { return true }
        guard ready > 0 else { return false }
        let size = 1 << 16
        var chunk = [UInt8](repeating: 0, count: size)
        let count = chunk.withUnsafeMutableBytes { readBytes(reader, $0.baseAddress, size) }
        if count > 0 { output += chunk[..<count] }
        return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))
    }

    private func end() {
        kill(process, SIGKILL)
        while waitpid(process, nil, 0) < 0, errno == EINTR {}
        isReaped = true
    }
}

/// `read(2)`, which a method above hides.
private func readBytes(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, bytes, count)
}
