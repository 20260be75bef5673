import Foundation
import ModelServer
import Records
import TestSupport
import Testing

/// How requests flow through: how many at once, in which order, arriving when, read by whom.
@Suite struct FlowTests {
    @Test("Never more in flight than allowed, and as many") func concurrency() async throws {
        // The first four are answered only once all four are there: so many come at the least.
        let arrived = Arrivals()
        let server = try await ModelServer.start { _ in
            await arrived.arrive(awaiting: 4)
            return .completion("there")
        }
        let answers = try await ask(
            (0..<12).map { request("r\($0)") }, at: server.baseURL, "--concurrency", "4")
        #expect(answers.code == 0)
        #expect(answers.lines.count == 12)
        #expect(server.mostInFlight == 4)
        await server.stop()
    }

    @Test("Requests are asked in the order they came") func order() async throws {
        let ids = (0..<20).map { "r\($0)" }
        let (answers, requests) = try await ask(ids.map { request($0) }, "--concurrency", "1") { _ in
            .completion("x")
        }
        #expect(requests.map(\.question) == ids)
        #expect(answers.lines.map { $0["custom_id"]?.string } == ids)
    }

    @Test("One connection serves one request after another") func keepAlive() async throws {
        let completion = #"{"choices":[]}"#
        let server = try RawServer { connection, _ in
            connection.respond(completion, headers: "Connection: keep-alive\r\n")
            // The next request, if it comes on this connection, is answered too.
            var buffer = [UInt8](repeating: 0, count: 4096)
            if recv(connection.descriptor, &buffer, buffer.count, 0) > 0 { connection.respond(completion) }
        }
        let answers = try await ask([request("a"), request("b")], at: server.baseURL, "--concurrency", "1")
        #expect(answers.code == 0)
        #expect(server.connections == 1)
    }

    @Test("Lines that arrive late and in pieces are each served as they come") func pieces() async throws {
        let server = try await ModelServer.start { _ in .completion("there") }
        let process = try AskProcess(["--base-url", server.baseURL])
        let first = request("first")
        try process.write(String(first.prefix(20)))
        try await Task.sleep(for: .milliseconds(100))
        #expect(server.requests.isEmpty)
        try process.write(first.dropFirst(20) + "\n" + request("second").prefix(30))
        // The answer is there while the input is still open.
        try await process.until { try process.output().contains("http-first") }
        #expect(try process.output().split(separator: "\n").count == 1)
        try process.write(String(request("second").dropFirst(30)))
        try process.closeInput()
        let answers = try await process.wait()
        #expect(answers.code == 0)
        #expect(answers["second"].content == "there")
        await server.stop()
    }

    @Test("Nothing to ask is done at once") func empty() async throws {
        let answers = try await ask([], at: "http://127.0.0.1:1/v1")
        #expect(answers.code == 0)
        #expect(answers.output.isEmpty)
        #expect(answers.errors.isEmpty)
    }

    @Test("A line that is no request is named; the others are served") func badLines() async throws {
        let lines = [
            request("a"), "nonsense", "", #"{"custom_id":"b","body":7}"#, request("a"),
            #"{"custom_id":"c","url":"/v1/embeddings","body":{}}"#, request("d", [("stream", .bool(true))]),
            request("e"),
        ]
        let (answers, requests) = try await ask(lines) { _ in .completion("there") }
        #expect(answers.code == 65)
        #expect(requests.count == 2)
        #expect(answers.lines.count == 2)
        for number in 2...7 { #expect(answers.errors.contains("ask: standard input:\(number): ")) }
    }

    @Test("When its reader goes away it ends at once, also with a request in flight") func readerGone()
        async throws
    {
        let server = try await ModelServer.start { _ in .completion("late", delay: 30) }
        let process = try AskProcess(["--base-url", server.baseURL], readsOutput: true)
        try process.write(request("a") + "\n")
        try await process.until { server.requests.count == 1 }
        #expect(process.isRunning)
        try process.reader?.fileHandleForReading.close()
        try process.reader?.fileHandleForWriting.close()
        try await process.until { !process.isRunning }
        try #require(!process.isRunning)
        let answers = try await process.wait()
        #expect(answers.code == 74)
        await server.stop()
    }

    @Test("A signal ends it at once, also with a request in flight", arguments: [SIGINT, SIGTERM])
    func signalled(signal: Int32) async throws {
        let server = try await ModelServer.start { _ in .completion("late", delay: 30) }
        let process = try AskProcess(["--base-url", server.baseURL])
        try process.write(request("a") + "\n")
        try await process.until { server.requests.count == 1 }
        process.send(signal)
        try await process.until { !process.isRunning }
        try #require(!process.isRunning)
        #expect(try await process.wait().code == 128 + signal)
        await server.stop()
    }

    @Test("A reader that is slow gets everything") func slowReader() async throws {
        let text = String(repeating: "lorem ipsum ", count: 20_000)
        let server = try await ModelServer.start { _ in .completion(text) }
        let process = try AskProcess(["--base-url", server.baseURL], readsOutput: true)
        try process.write((0..<4).map { request("r\($0)") + "\n" }.joined())
        try process.closeInput()
        // All are answered although nothing is read yet: the pipe holds far less than the answers.
        try await process.until { server.requests.count == 4 }
        try process.reader?.fileHandleForWriting.close()
        let reader = try #require(process.reader).fileHandleForReading
        let data = try await aside { try reader.readToEnd() ?? Data() }
        #expect(data.split(separator: UInt8(ascii: "\n")).count == 4)
        #expect(try await process.wait().code == 0)
        await server.stop()
    }
}

private actor Arrivals {
    private var count = 0

    /// Returns once so many have arrived, or after ten seconds.
    func arrive(awaiting wanted: Int) async {
        count += 1
        for _ in 0..<1000 where count < wanted { try? await Task.sleep(for: .milliseconds(10)) }
    }
}
