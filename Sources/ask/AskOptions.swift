import ArgumentParser
import Endpoint
import StageKit

struct AskOptions: ParsableArguments {
    @Option(
        name: .customLong("base-url"),
        help: ArgumentHelp("The endpoint, such as http://localhost:8000/v1.", valueName: "url"))
    var baseURL: String?

    @Option(help: ArgumentHelp("The environment variable that holds the key.", valueName: "name"))
    var keyVariable = "OPENAI_API_KEY"

    @Option(help: ArgumentHelp("Requests in flight at the same time, 1 to 256.", valueName: "n"))
    var concurrency = 6

    @Option(help: ArgumentHelp("How often to ask again where that may help, 0 to 20.", valueName: "n"))
    var retries = 2

    @Option(
        help: ArgumentHelp(
            "The first wait before asking again, unless the endpoint names one; it doubles to 8.",
            valueName: "seconds"))
    var retryDelay = 0.5

    @Option(help: ArgumentHelp("For one attempt as a whole.", valueName: "seconds"))
    var timeOut = 600.0

    @Option(
        help: ArgumentHelp(
            "Leave these out from the start: \(Self.known).", valueName: "parameter,…"))
    var omit: String?

    @Option(
        help: ArgumentHelp(
            "Use the endpoint's Batch API; this file remembers the batch between calls.", valueName: "file"),
        completion: .file())
    var batch: String?

    @Option(help: ArgumentHelp("With --batch: wait so long for its end.", valueName: "seconds"))
    var wait = 0.0

    @Option(help: ArgumentHelp("With --batch: look so often.", valueName: "seconds"))
    var poll = 30.0

    func validate() throws {
        guard Self.isVariable(keyVariable) else {
            // Not quoted: it may be the key itself.
            throw ValidationError("--key-variable: expected a variable's name, such as OPENAI_API_KEY")
        }
        guard (1...256).contains(concurrency) else {
            throw ValidationError("--concurrency \(concurrency): expected 1 to 256")
        }
        guard (0...20).contains(retries) else {
            throw ValidationError("--retries \(retries): expected 0 to 20")
        }
        guard retryDelay >= 0, retryDelay <= 60 else {
            throw ValidationError("--retry-delay \(retryDelay): expected 0 to 60 seconds")
        }
        guard timeOut > 0, timeOut <= 86_400 else {
            throw ValidationError("--time-out \(timeOut): expected more than 0, at most 86400 seconds")
        }
        guard wait >= 0, wait <= 1e6 else {
            throw ValidationError("--wait \(wait): expected 0 to 1000000 seconds")
        }
        guard poll > 0, poll <= 86_400 else {
            throw ValidationError("--poll \(poll): expected more than 0, at most 86400 seconds")
        }
        guard batch != nil || wait == 0 else { throw ValidationError("--wait: only with --batch") }
        if batch?.isEmpty == true { throw ValidationError("--batch: the path is empty") }
        _ = try omissions()
    }

    /// What of `--omit` and the environment makes up the settings.
    func settings(_ environment: [String: String]) throws -> EndpointSettings {
        let named = [baseURL, environment["OPENAI_BASE_URL"], environment["OPENAI_API_BASE"]]
            .compactMap { $0 }.first { !$0.isEmpty }
        let address: BaseURL
        do {
            address = try named.map { try BaseURL($0) } ?? .openAI
        } catch {
            throw StageFailure(.usage, "\(error)")
        }
        let credentials = try Credentials(environment: environment, keyVariable: keyVariable)
        guard credentials.hasKey || named != nil else {
            throw StageFailure(
                .unavailable, "\(keyVariable) is not set: it holds the key of \(address)")
        }
        var settings = EndpointSettings(
            baseURL: address, credentials: credentials, userAgent: "pelnas/\(Program.version)")
        settings.concurrency = concurrency
        settings.retryPolicy.retries = retries
        settings.retryPolicy.firstDelay = retryDelay
        settings.timeOut = timeOut
        settings.fallback = Fallback(omitting: try omissions())
        return settings
    }

    private static let known = Fallback.Omission.allCases.map(\.rawValue).joined(separator: ", ")

    private func omissions() throws -> Set<Fallback.Omission> {
        var omissions: Set<Fallback.Omission> = []
        for word in (omit ?? "").split(separator: ",") {
            guard let omission = Fallback.Omission(rawValue: String(word)) else {
                throw ValidationError("--omit \(word): expected \(Self.known)")
            }
            omissions.insert(omission)
        }
        return omissions
    }

    private static func isVariable(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte)
        }
    }
}
