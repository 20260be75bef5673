#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Lines of a descriptor, taken as they come and never waited for.
struct LineInput {
    /// Bytes beyond which a line is no request.
    static let longestLine = 64 << 20

    let descriptor: Int32
    private(set) var isOpen = true
    private var partial: [UInt8] = []

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// The lines that are complete by now, without their newlines; at the end of input also a last one
    /// that has none.
    mutating func read() throws(EndpointError) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var reads = 0
        // Not for ever: whoever writes without end must not keep the rest from being done.
        while isOpen, reads < 16, hasSomething {
            reads += 1
            let count = buffer.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { break }
                throw EndpointError(
                    .fileTrouble, "standard input: cannot read: \(String(cString: strerror(errno)))")
            }
            if count == 0 {
                isOpen = false
                if !partial.isEmpty { lines.append(partial) }
                partial = []
            }
            take(buffer[..<count], into: &lines)
            guard partial.count <= Self.longestLine else {
                throw EndpointError(
                    .badData, "standard input: a line is longer than \(Self.longestLine) bytes")
            }
        }
        return lines
    }

    /// As `read`, having waited for something to come.
    mutating func readWaiting() throws(EndpointError) -> [[UInt8]] {
        var status = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&status, 1, -1)
        return try read()
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, into lines: inout [[UInt8]]) {
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(partial + bytes[start..<end])
            partial = []
            start = end + 1
        }
        partial += bytes[start...]
    }

    private var hasSomething: Bool {
        var status = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&status, 1, 0) > 0
    }
}

/// `read(2)`, which `LineInput.read` hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
