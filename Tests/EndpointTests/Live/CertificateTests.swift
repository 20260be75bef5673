import Foundation
import Records
import Testing

/// Servers that are to prove who they are.
@Suite struct CertificateTests {
    /// The first words of a TLS 1.2 server: its greeting, and a certificate that nobody but it has signed.
    private static let greeting = """
        FgMDAcQCAAAzAwMAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHwDAKwAAC/8BAAEAAAsAAgEACwABiQABhgABgzCC
        AX8wggEloAMCAQICFEj/BCcZ+ZPQJoKihS9j9zh1o947MAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDAgFw0y
        NjExMjExMjQ3MDNaGA8yMTI2MTAyODEyNDcwM1owFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0D
        AQcDQgAEemsicWf1XlsgYtVu1vy7QhExt2N/MwQHFuDD5SinJw23rsnseFTfbkCVM74TJpE+nUphpT+7W27fXO95WJNZ3qNT
        MFEwHQYDVR0OBBYEFNp+XAeC4aGtZC+I2o+8k8RUBHNIMB8GA1UdIwQYMBaAFNp+XAeC4aGtZC+I2o+8k8RUBHNIMA8GA1Ud
        EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAPwibceEfXqIW4LGXzFoeiNfINci4zGbzwhAXLEbj1jhAiBOT2HRIdHR
        7WnKMekSc88owUFLasbgVS9KmckgscoIJQ==
        """

    @Test("A certificate that does not verify is final: asked once, exit 69") func unverified() async throws {
        let data = Data(base64Encoded: Self.greeting, options: .ignoreUnknownCharacters)
        let greeting = [UInt8](try #require(data))
        let server = try RawServer(speaking: .tls) { connection, _ in
            connection.send(greeting)
            // What it answers: that it does not believe us.
            var buffer = [UInt8](repeating: 0, count: 4096)
            _ = recv(connection.descriptor, &buffer, buffer.count, 0)
        }
        let answers = try await ask([request("a")], at: server.baseURL, "--time-out", "10")
        #expect(answers.code == 69)
        #expect(answers["a"]["response"] == .null)
        #expect(answers["a"].errorCode == "tls")
        #expect(answers["a"].attempts == 1)
        #expect(server.connections == 1)
    }

    @Test("A handshake that is cut off is a lost connection, and tried again") func cutOff() async throws {
        let server = try RawServer(speaking: .tls) { _, _ in }
        let answers = try await ask([request("a")], at: server.baseURL, "--time-out", "10")
        #expect(answers.code == 75)
        #expect(answers["a"].errorCode == "connection_lost")
        #expect(answers["a"].attempts == 3)
        #expect(server.connections == 3)
    }

    @Test("TLS asked of a server that has none") func noTLS() async throws {
        let server = try RawServer(speaking: .tls) { connection, _ in connection.send("what?\r\n\r\n") }
        let answers = try await ask(
            [request("a")], at: server.baseURL, "--time-out", "10", "--retries", "0")
        #expect(answers.code == 75)
        #expect(answers["a"]["response"] == .null)
        #expect(answers["a"].errorCode == "connection_lost")
    }
}
