import FlyingFox
import FlyingSocks
import Foundation
import Records

/// A language model on the loopback, for tests: answers as it is told, and remembers what it was asked.
///
///     let server = try await ModelServer.start { request in .completion("hello") }
///     // … ask at server.baseURL …
///     #expect(server.requests.count == 1)
///     await server.stop()
public final class ModelServer: Sendable {
    public typealias Behaviour = @Sendable (ModelRequest) async -> ModelReply

    /// "http://127.0.0.1:41234/v1".
    public let baseURL: String
    private let server: HTTPServer
    private let running: Task<Void, any Error>
    private let log: RequestLog

    /// Starts on a port of the system's choice. `batches`, where given, serves `/v1/files` and `/v1/batches`,
    /// `behaviour` answers everything else.
    public static func start(
        batches: BatchService? = nil, _ behaviour: @escaping Behaviour = { _ in .completion("hello") }
    ) async throws -> ModelServer {
        let log = RequestLog()
        let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: 0)
        let server = HTTPServer(
            config: .init(address: address, timeout: 600, logger: .disabled),
            handler: ClosureHTTPHandler { try await answer($0, log, batches, behaviour) })
        let running = Task { try await server.run() }
        // Tests that run programs keep the tasks' few threads busy for a while.
        try await server.waitUntilListening(timeout: 120)
        guard case .ip4(_, let port) = await server.listeningAddress else {
            throw SocketError.unsupportedAddress
        }
        return ModelServer(
            baseURL: "http://127.0.0.1:\(port)/v1", server: server, running: running, log: log)
    }

    private init(baseURL: String, server: HTTPServer, running: Task<Void, any Error>, log: RequestLog) {
        self.baseURL = baseURL
        self.server = server
        self.running = running
        self.log = log
    }

    /// Every request that has arrived, in order.
    public var requests: [ModelRequest] { log.requests }

    /// The most requests that were being answered at the same time.
    public var mostInFlight: Int { log.mostInFlight }

    /// Ends at once; requests under way stay unanswered.
    public func stop() async {
        await server.stop()
        running.cancel()
    }

    private static func answer(
        _ request: HTTPRequest, _ log: RequestLog, _ batches: BatchService?, _ behaviour: Behaviour
    ) async throws -> HTTPResponse {
        var headers: [String: String] = [:]
        for (name, value) in request.headers { headers[name.rawValue.lowercased()] = value }
        let seen = log.begin(
            method: request.method.rawValue, path: request.path, headers: headers,
            data: try await request.bodyData)
        defer { log.end() }
        let reply: ModelReply
        if let batches, let served = batches.answer(seen) {
            reply = served
        } else {
            reply = await behaviour(seen)
        }
        if reply.delay > 0 { try await Task.sleep(for: .seconds(reply.delay)) }
        var response = HTTPResponse(
            statusCode: HTTPStatusCode(reply.status, phrase: "Told"), body: reply.data)
        for (name, value) in reply.headers { response.headers[HTTPHeader(name)] = value }
        return response
    }
}

/// What was asked, from whatever thread.
private final class RequestLog: @unchecked Sendable {
    // Everything below is touched under the lock alone.
    private let lock = NSLock()
    private let start = Date()
    private var seen: [ModelRequest] = []
    private var inFlight = 0
    private var most = 0

    var requests: [ModelRequest] { lock.withLock { seen } }
    var mostInFlight: Int { lock.withLock { most } }

    func begin(method: String, path: String, headers: [String: String], data: Data) -> ModelRequest {
        let body = (try? JSONParser.parse(Array(data))) ?? .null
        return lock.withLock {
            let request = ModelRequest(
                number: seen.count, repetition: seen.count { $0.path == path && $0.data == data },
                method: method, path: path, headers: headers, data: data, body: body,
                time: Date().timeIntervalSince(start))
            seen.append(request)
            inFlight += 1
            most = max(most, inFlight)
            return request
        }
    }

    func end() { lock.withLock { inFlight -= 1 } }
}
