import Foundation
import Records
import Testing

/// Connections that break in every way they can.
@Suite struct BrokenConnectionTests {
    private static let completion = #"{"choices":[{"message":{"content":"there"}}]}"#

    private func ask(_ server: RawServer, _ arguments: String...) async throws -> Answers {
        let process = try AskProcess(["--base-url", server.baseURL, "--retry-delay", "0.01"] + arguments)
        try process.write(request("a") + "\n")
        try process.closeInput()
        return try await process.wait()
    }

    @Test("Closed without a word, then there") func closedOnce() async throws {
        let server = try RawServer { connection, number in
            if number > 0 { connection.respond(Self.completion) }
        }
        let answers = try await ask(server)
        #expect(answers.code == 0)
        #expect(answers["a"].content == "there")
        #expect(server.connections == 2)
    }

    @Test("Closed without a word, always") func closed() async throws {
        let server = try RawServer { _, _ in }
        let answers = try await ask(server)
        #expect(answers.code == 75)
        #expect(answers["a"]["response"] == .null)
        #expect(answers["a"].errorCode == "connection_lost")
        #expect(answers["a"].attempts == 3)
        #expect(server.connections == 3)
    }

    @Test("Half closed after the headers") func halfClosed() async throws {
        let server = try RawServer { connection, _ in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
            shutdown(connection.descriptor, Int32(SHUT_WR))
            usleep(20_000)
        }
        let answers = try await ask(server)
        #expect(answers.code == 75)
        #expect(answers["a"].errorCode == "connection_lost")
        #expect(server.connections == 3)
    }

    @Test("A body shorter than it claims, then whole") func truncated() async throws {
        let server = try RawServer { connection, number in
            connection.respond(Self.completion, length: number == 0 ? 10_000 : nil)
        }
        let answers = try await ask(server)
        #expect(answers.code == 0)
        #expect(answers["a"].content == "there")
        #expect(server.connections == 2)
    }

    @Test("JSON that breaks off, though the length is right") func brokenJSON() async throws {
        let server = try RawServer { connection, number in
            connection.respond(number == 0 ? String(Self.completion.dropLast(5)) : Self.completion)
        }
        let answers = try await ask(server)
        #expect(answers.code == 0)
        #expect(server.connections == 2)
    }

    @Test("A drip that would take for ever ends at the time-out") func slowDrip() async throws {
        let server = try RawServer { connection, _ in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            for _ in 0..<100 {
                connection.send(" ")
                usleep(20_000)
            }
        }
        let answers = try await ask(server, "--time-out", "0.3", "--retries", "0")
        #expect(answers.code == 75)
        #expect(answers["a"].errorCode == "timed_out")
        #expect(answers["a"].errorMessage == "no whole response within 0.3 s")
    }

    @Test("Never a word ends at the time-out, each attempt anew") func silent() async throws {
        let server = try RawServer { _, _ in usleep(1_500_000) }
        let answers = try await ask(server, "--time-out", "0.2", "--retries", "1")
        #expect(answers.code == 75)
        #expect(answers["a"].errorCode == "timed_out")
        #expect(answers["a"].attempts == 2)
    }

    @Test("Nobody listens") func refused() async throws {
        let answers = try await EndpointTests.ask([request("a")], at: "http://127.0.0.1:1/v1")
        #expect(answers.code == 75)
        #expect(answers["a"].errorCode == "connection_failed")
        #expect(answers["a"].errorMessage == "cannot connect: Connection refused")
        #expect(answers["a"].attempts == 3)
    }

    @Test("A name that nobody has") func unknownName() async throws {
        let answers = try await EndpointTests.ask(
            [request("a")], at: "http://nobody.invalid/v1", "--retries", "0")
        #expect(answers.code == 75)
        #expect(answers["a"].errorCode == "name_not_found")
    }

    @Test("Of an interim answer's headers none is taken for the answer's own") func interim() async throws {
        let server = try RawServer { connection, _ in
            connection.send("HTTP/1.1 103 Early Hints\r\nX-Request-ID: early\r\n\r\n")
            connection.respond(Self.completion, headers: "X-Request-ID: final\r\n")
        }
        let answers = try await ask(server)
        #expect(answers["a"].content == "there")
        #expect(answers["a"]["response"]?["request_id"] == .string("final"))
    }

    @Test("Another language than HTTP") func notHTTP() async throws {
        let server = try RawServer { connection, _ in connection.send("220 smtp.example ESMTP\r\n") }
        let answers = try await ask(server, "--retries", "0")
        #expect(answers.code == 75)
        #expect(answers["a"].errorCode == "not_http")
    }

    @Test("Headers without end are given up") func endlessHeaders() async throws {
        let server = try RawServer { connection, _ in
            connection.send("HTTP/1.1 200 OK\r\n")
            for number in 0..<400 {
                connection.send("X-\(number): \(String(repeating: "y", count: 1000))\r\n")
            }
        }
        let answers = try await ask(server, "--retries", "0")
        #expect(answers["a"]["response"] == .null)
        #expect(["too_large", "connection_lost"].contains(answers["a"].errorCode))
    }
}
