import Foundation

/// A server that answers with whatever bytes a test wants, and closes when it wants: what no decent HTTP
/// server would do.
final class RawServer: @unchecked Sendable {
    let baseURL: String
    private let listener: Int32
    private let lock = NSLock()
    private var accepted = 0

    /// What a connection speaks.
    enum Language {
        /// The behaviour begins once a whole request has come.
        case http
        /// The behaviour begins once anything has come: a client's greeting.
        case tls
    }

    /// `behaviour` gets each connection when it is its turn to speak, and its number from 0; it runs on a
    /// thread of its own, and the connection is closed after it.
    convenience init(
        speaking language: Language = .http, _ behaviour: @escaping @Sendable (Connection, Int) -> Void
    ) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let (listener, bound) = try Self.listen(address, AF_INET)
        let host = "127.0.0.1:\(UInt16(bigEndian: bound.sin_port))"
        self.init(listener, "\(language == .tls ? "https" : "http")://\(host)/v1", language, behaviour)
    }

    /// The same at `[::1]`; throws where this machine has no such address.
    convenience init(v6 behaviour: @escaping @Sendable (Connection, Int) -> Void) throws {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_addr = in6addr_loopback
        let (listener, bound) = try Self.listen(address, AF_INET6)
        self.init(listener, "http://[::1]:\(UInt16(bigEndian: bound.sin6_port))/v1", .http, behaviour)
    }

    /// Whether there is an address `[::1]` here.
    static var hasV6: Bool { (try? RawServer(v6: { _, _ in })) != nil }

    /// Listens at a port of the system's choice; returns the descriptor and the address with that port.
    private static func listen<Address>(
        _ address: Address, _ family: Int32
    ) throws -> (listener: Int32, bound: Address) {
        let listener = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        var address = address
        var length = socklen_t(MemoryLayout<Address>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, length) == 0 && Foundation.listen(listener, 16) == 0
                    && getsockname(listener, generic, &length) == 0
            }
        }
        guard isBound else {
            close(listener)
            throw POSIXError(.EADDRNOTAVAIL)
        }
        return (listener, address)
    }

    private init(
        _ listener: Int32, _ baseURL: String, _ language: Language,
        _ behaviour: @escaping @Sendable (Connection, Int) -> Void
    ) {
        self.listener = listener
        self.baseURL = baseURL
        Thread.detachNewThread { [weak self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { return }
                let number = self?.count() ?? 0
                Thread.detachNewThread {
                    let connection = Connection(descriptor: descriptor)
                    switch language {
                    case .http: connection.readRequest()
                    case .tls: connection.readSome()
                    }
                    behaviour(connection, number)
                    close(descriptor)
                }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// How many connections were made.
    var connections: Int { lock.withLock { accepted } }

    private func count() -> Int {
        lock.withLock {
            accepted += 1
            return accepted - 1
        }
    }

    struct Connection: Sendable {
        let descriptor: Int32

        func send(_ text: String) { send(Array(text.utf8)) }

        /// Returns whether the other side takes more.
        @discardableResult func send(_ bytes: [UInt8]) -> Bool {
            bytes.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) >= 0
            }
        }

        /// A whole response with the length it claims.
        func respond(_ body: String, length: Int? = nil, status: String = "200 OK", headers: String = "") {
            respond(bytes: Array(body.utf8), length: length, status: status, headers: headers)
        }

        func respond(bytes: [UInt8], length: Int? = nil, status: String = "200 OK", headers: String = "") {
            let head =
                "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(headers)"
                + "Content-Length: \(length ?? bytes.count)\r\n\r\n"
            send(Array(head.utf8) + bytes)
        }

        fileprivate func readSome() {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            _ = recv(descriptor, &buffer, buffer.count, 0)
        }

        /// Takes headers and as much body as they announce.
        fileprivate func readRequest() {
            var text = ""
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                if let end = text.range(of: "\r\n\r\n") {
                    let head = text[..<end.lowerBound].lowercased()
                    let length = head.firstMatch(of: /content-length: *([0-9]+)/).flatMap { Int($0.1) } ?? 0
                    if text[end.upperBound...].utf8.count >= length { return }
                }
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return }
                text += String(decoding: buffer[..<count], as: UTF8.self)
            }
        }
    }
}
