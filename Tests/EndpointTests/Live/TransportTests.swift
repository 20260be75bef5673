import Foundation
import Records
import Testing

/// Ways a response may come by: packed, and over IPv6.
@Suite struct TransportTests {
    private static let completion = #"{"choices":[{"message":{"content":"there"}}]}"#

    @Test("A packed response is unpacked") func gzip() async throws {
        // What `gzip -9` makes of {"choices":[{"message":{"content":"unpacked"}}]}.
        let data = Data(
            base64Encoded:
                "H4sIAAAAAAACA6tWSs7Iz0xOLVayiq5Wyk0tLk5MT1WyqlZKzs8rSc0rUbJSKs0rSEzOTk1Rqq2NrQUAyHfB4zAAAAA="
        )
        let packed = [UInt8](try #require(data))
        let server = try RawServer { connection, _ in
            connection.respond(bytes: packed, headers: "Content-Encoding: gzip\r\n")
        }
        let answers = try await ask([request("a")], at: server.baseURL)
        #expect(answers.code == 0)
        #expect(answers["a"].content == "unpacked")
        #expect(server.connections == 1)
    }

    @Test("Bytes that are not packed as they claim are a broken connection") func noGzip() async throws {
        let server = try RawServer { connection, number in
            connection.respond(Self.completion, headers: number == 0 ? "Content-Encoding: gzip\r\n" : "")
        }
        let answers = try await ask([request("a")], at: server.baseURL)
        #expect(answers["a"].content == "there")
        #expect(server.connections == 2)
    }

    /// A gzip header and the beginning of a deflate block in which each byte 0 that follows stands for 1,032
    /// bytes.
    private static let bomb: [UInt8] = [
        0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0xEC, 0xC1, 1, 1, 0, 0, 0, 0x80, 0x90, 0xFE, 0xAF, 0xEE, 8, 0x0A,
    ]

    @Test("A response that unpacks without end is cut off at the limit, once") func gzipBomb() async throws {
        let megabyte = [UInt8](repeating: 0, count: 1 << 20)
        let sent = Count()
        let server = try RawServer { connection, _ in
            // A gigabyte each; the connection is gone long before the last.
            connection.respond(bytes: Self.bomb, length: 1 << 40, headers: "Content-Encoding: gzip\r\n")
            while sent.value < 256, connection.send(megabyte) { sent.add() }
        }
        let answers = try await ask([request("a")], at: server.baseURL)
        #expect(answers.code == 0)
        #expect(answers["a"]["response"] == .null)
        #expect(answers["a"].errorCode == "too_large")
        #expect(answers["a"].errorMessage == "the response is longer than 33554432 bytes")
        #expect(sent.value < 256)
        #expect(server.connections == 1)
    }

    @Test("An endpoint at an IPv6 address", .enabled(if: RawServer.hasV6)) func v6() async throws {
        let server = try RawServer(v6: { connection, _ in connection.respond(Self.completion) })
        let answers = try await ask([request("a")], at: server.baseURL)
        #expect(answers.code == 0)
        #expect(answers["a"].content == "there")
    }
}

private final class Count: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    var value: Int { lock.withLock { count } }

    func add() { lock.withLock { count += 1 } }
}
