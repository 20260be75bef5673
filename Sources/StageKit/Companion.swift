internal import Files

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program at work beside this one: lines go in, lines come out, in whatever order it likes.
///
/// Neither side can block the other: what it does not read yet waits here. It shares standard error, and is
/// told to end by the closing of its streams.
public final class Companion {
    private let program: String
    private let process: pid_t
    private var input: Int32
    private let output: Int32
    private var unsent: [UInt8] = []
    private var sent = 0
    private var isInputFinished = false
    private var received: [UInt8] = []
    private var searched = 0
    private var hasEnded = false
    private var ending: ChildProcess.Ending?

    public init(_ command: [String], environment: [String: String] = [:]) throws {
        program = command.first ?? ""
        let (inputReader, inputWriter) = try Self.pipe()
        let (outputReader, outputWriter) = try Self.pipe()
        defer {
            close(inputReader)
            close(outputWriter)
        }
        do {
            process = try ChildProcess.spawn(command, environment: environment) { actions in
                // A descriptor so duplicated stays open in the program; the others close as it starts.
                posix_spawn_file_actions_adddup2(&actions, inputReader, STDIN_FILENO)
                posix_spawn_file_actions_adddup2(&actions, outputWriter, STDOUT_FILENO)
            }
        } catch {
            close(inputWriter)
            close(outputReader)
            throw error
        }
        input = inputWriter
        output = outputReader
        for descriptor in [input, output] {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        }
        // A program that ended early is seen by its output's end; writing to it shall not end this one.
        signal(SIGPIPE, SIG_IGN)
    }

    private static func pipe() throws -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [-1, -1]
        guard openPipe(&ends) == 0 else { throw FileError(path: "a pipe", action: "create", code: errno) }
        for descriptor in ends { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// It is not waited for: told by its closed streams, it ends by itself.
    deinit {
        closeInput()
        close(output)
    }

    /// Sends a line, its line break included: as much as goes now, the rest while lines are waited for.
    public func send(_ line: [UInt8]) throws {
        unsent += line
        if input >= 0 { try write() }
    }

    /// Says that no more lines will come.
    public func finishInput() {
        isInputFinished = true
        if unsent.isEmpty { closeInput() }
    }

    /// Whether a line is here already.
    public var hasLine: Bool { received.contains(UInt8(ascii: "\n")) }

    /// The next line it writes, without its line break; nil when it has written all it will.
    public func nextLine() throws -> [UInt8]? {
        while true {
            if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(received[..<end])
                received.removeSubrange(...end)
                searched = 0
                return line
            }
            searched = received.count
            if hasEnded { return nil }
            try exchange()
        }
    }

    /// Its ending, once its output has ended.
    public func wait() throws -> ChildProcess.Ending {
        if let ending { return ending }
        closeInput()
        let ending = try ChildProcess.wait(for: process, program: program)
        self.ending = ending
        return ending
    }

    /// Waits until something can be written or read, and does it.
    private func exchange() throws {
        if isInputFinished, unsent.isEmpty { closeInput() }
        var descriptors = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
        if input >= 0, !unsent.isEmpty {
            descriptors.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0))
        }
        guard poll(&descriptors, nfds_t(descriptors.count), -1) >= 0 else {
            if errno == EINTR { return }
            throw FileError(path: program, action: "wait for", code: errno)
        }
        if descriptors.count > 1, descriptors[1].revents != 0 { try write() }
        if descriptors[0].revents != 0 { try read() }
    }

    private func write() throws {
        let count = unsent.withUnsafeBytes { buffer in
            buffer.baseAddress.map { writeBytes(input, $0 + sent, buffer.count - sent) } ?? 0
        }
        if count >= 0 {
            sent += count
            if sent == unsent.count { (unsent, sent) = ([], 0) }
        } else if errno == EPIPE {
            closeInput()
        } else if errno != EAGAIN, errno != EINTR {
            throw FileError(path: program, action: "write to", code: errno)
        }
    }

    private func read() throws {
        let size = 1 << 16
        var chunk = [UInt8](repeating: 0, count: size)
        let count = chunk.withUnsafeMutableBytes { readBytes(output, $0.baseAddress, size) }
        if count > 0 {
            received += chunk[..<count]
        } else if count == 0 {
            hasEnded = true
        } else if errno != EAGAIN, errno != EINTR {
            throw FileError(path: program, action: "read from", code: errno)
        }
    }

    private func closeInput() {
        guard input >= 0 else { return }
        close(input)
        input = -1
    }
}

// `pipe(2)`, `write(2)` and `read(2)`, which methods above hide.

private func openPipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }

private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

private func readBytes(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, bytes, count)
}
