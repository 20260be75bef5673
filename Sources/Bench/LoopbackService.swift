import StageKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the thread of a `LoopbackModel` does; nobody else touches it before that has ended.
final class LoopbackService {
    private struct Connection {
        var descriptor: Int32
        var received: [UInt8] = []
        /// The reply to the request read last, and when that was complete.
        var reply: (bytes: [UInt8], asked: Double)?
    }

    private let listener: Int32
    private let leash: Int32
    private let delay: Double
    private let replies: LoopbackReplies
    private var connections: [Connection] = []
    private(set) var delays: [Double] = []

    init(listener: Int32, leash: Int32, delay: Double, replies: LoopbackReplies) {
        self.listener = listener
        self.leash = leash
        self.delay = delay
        self.replies = replies
    }

    func run() {
        while true {
            var watched = ([leash, listener] + connections.map(\.descriptor)).map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            guard poll(&watched, nfds_t(watched.count), pause) >= 0 || errno == EINTR else { break }
            if watched[0].revents != 0 { break }
            for position in connections.indices where watched[position + 2].revents != 0 { read(position) }
            send()
            connections.removeAll { $0.descriptor < 0 }
            if watched[1].revents != 0 { accept() }
        }
        for descriptor in connections.map(\.descriptor) + [listener, leash] { close(descriptor) }
    }

    /// Milliseconds until the next reply is due, rounded up: what that adds is measured with the rest.
    private var pause: Int32 {
        guard let next = connections.compactMap({ $0.reply?.asked }).min() else { return -1 }
        return Int32((max(0, next + delay - Clock.monotonicSeconds()) * 1e3).rounded(.up))
    }

    private func accept() {
        let descriptor = acceptFrom(listener)
        guard descriptor >= 0 else { return }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        connections.append(Connection(descriptor: descriptor))
    }

    private func read(_ position: Int) {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = chunk.withUnsafeMutableBytes {
            readFrom(connections[position].descriptor, $0.baseAddress, $0.count)
        }
        guard count > 0 else { return end(position) }
        connections[position].received += chunk[..<count]
        guard let body = HTTPText.body(of: connections[position].received) else { return }
        let asked = Clock.monotonicSeconds()
        connections[position].reply = (HTTPText.answer(replies.reply(to: body)), asked)
        connections[position].received = []
    }

    private func send() {
        for (position, connection) in connections.enumerated() {
            guard let reply = connection.reply else { continue }
            let now = Clock.monotonicSeconds()
            guard now >= reply.asked + delay else { continue }
            delays.append(now - reply.asked)
            connections[position].reply = nil
            // A reply is shorter than what a socket takes without waiting.
            let count = reply.bytes.withUnsafeBytes {
                sendTo(connection.descriptor, $0.baseAddress, $0.count)
            }
            if count != reply.bytes.count { end(position) }
        }
    }

    private func end(_ position: Int) {
        close(connections[position].descriptor)
        connections[position].descriptor = -1
        connections[position].reply = nil
    }
}

/// As much of HTTP/1.1 as a client of one kind and one path needs.
private enum HTTPText {
    /// A request's body, once all of it is there.
    static func body(of request: [UInt8]) -> [UInt8]? {
        let blank = Array("\r\n\r\n".utf8)
        guard
            let end = request.indices.first(where: {
                request[$0] == blank[0] && request[$0...].starts(with: blank)
            })
        else { return nil }
        let lines = String(decoding: request[..<end], as: UTF8.self).lowercased().split(separator: "\r\n")
        let name = "content-length:"
        let length = lines.first { $0.hasPrefix(name) }.flatMap {
            Int($0.dropFirst(name.count).drop { $0 == " " })
        }
        let body = request[(end + blank.count)...]
        return body.count >= length ?? 0 ? Array(body) : nil
    }

    static func answer(_ body: [UInt8]) -> [UInt8] {
        Array(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n".utf8)
            + body
    }
}

// The C library's functions that methods above hide.

private func acceptFrom(_ listener: Int32) -> Int32 { accept(listener, nil, nil) }

private func readFrom(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    recv(descriptor, buffer, count, 0)
}

/// A client that went away is seen by the count, not by a signal that ends this process.
private func sendTo(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
        send(descriptor, buffer, count, Int32(MSG_NOSIGNAL))
    #else
        send(descriptor, buffer, count, 0)
    #endif
}
