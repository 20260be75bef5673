#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Lines for a descriptor, written as soon as its reader takes them: a reader that is slow, or still busy
/// writing our input, holds up no transfer.
struct LineOutput {
    /// What a pipe that is ready takes without waiting; most lines of records are longer, so this is a few
    /// writes a line. Linux promises a page, POSIX less.
    private static let pipeChunk = 4096

    let descriptor: Int32
    private let isFile: Bool
    private var lines: [[UInt8]] = []
    private var next = 0
    private var written = 0

    init(descriptor: Int32) {
        self.descriptor = descriptor
        var status = stat()
        isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    var isEmpty: Bool { next == lines.count }

    mutating func append(_ line: String) { lines.append(Array(line.utf8) + [UInt8(ascii: "\n")]) }

    /// Writes what the reader takes now; throws when there is no reader any more.
    mutating func flush() throws(EndpointError) {
        while true {
            var status = pollfd(fd: descriptor, events: isEmpty ? 0 : Int16(POLLOUT), revents: 0)
            guard poll(&status, 1, 0) > 0 else { return }
            let found = Int32(status.revents)
            guard found & Int32(POLLERR | POLLHUP | POLLNVAL) == 0 else { throw Self.readerGone }
            guard !isEmpty, found & Int32(POLLOUT) != 0 else { return }
            try writeSome()
        }
    }

    private static let readerGone = EndpointError(.readerGone, "standard output: its reader has gone")

    private mutating func writeSome() throws(EndpointError) {
        let line = lines[next]
        let count = line.withUnsafeBytes { buffer in
            let left = line.count - written
            return buffer.baseAddress.map {
                write(descriptor, $0 + written, isFile ? left : min(left, Self.pipeChunk))
            } ?? 0
        }
        guard count >= 0 else {
            if errno == EINTR || errno == EAGAIN { return }
            if errno == EPIPE { throw Self.readerGone }
            throw EndpointError(
                .fileTrouble, "standard output: cannot write: \(String(cString: strerror(errno)))")
        }
        written += count
        guard written == line.count else { return }
        written = 0
        next += 1
        if isEmpty {
            lines = []
            next = 0
        }
    }
}
