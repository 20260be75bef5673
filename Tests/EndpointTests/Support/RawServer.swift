import Foundation

/// A server that answers with whatever bytes a test wants, and closes when it wants: what no decent HTTP
/// server would do.
final class RawServer: @unchecked Sendable {
    let baseURL: String
    private let listener: Int32
    private let lock = NSLock()
    private var accepted = 0

    /// `behaviour` gets each connection once a whole request has come, and its number from 0; it runs on a
    /// thread of its own, and the connection is closed after it.
    init(_ behaviour: @escaping @Sendable (Connection, Int) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, length)
                listen(listener, 16)
                getsockname(listener, generic, &length)
            }
            return UInt16(bigEndian: $0.pointee.sin_port)
        }
        baseURL = "http://127.0.0.1:\(port)/v1"
        Thread.detachNewThread { [weak self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { return }
                let number = self?.count() ?? 0
                Thread.detachNewThread {
                    let connection = Connection(descriptor: descriptor)
                    connection.readRequest()
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

        func send(_ text: String) {
            let bytes = Array(text.utf8)
            _ = bytes.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
        }

        /// A whole response with the length it claims.
        func respond(_ body: String, length: Int? = nil, status: String = "200 OK", headers: String = "") {
            send(
                "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(headers)"
                    + "Content-Length: \(length ?? body.utf8.count)\r\n\r\n\(body)")
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
