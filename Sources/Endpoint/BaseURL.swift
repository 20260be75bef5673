public import Records

/// Where an OpenAI-compatible endpoint is: `https://api.openai.com/v1`, without the operation's own path.
public struct BaseURL: Sendable, Equatable, CustomStringConvertible {
    public let description: String

    public static let openAI = BaseURL(checked: "https://api.openai.com/v1")

    private init(checked text: String) { description = text }

    /// Takes `http` and `https` addresses with a host, and perhaps a port and a path; a slash at the end is
    /// fine. A user and password, a query or a fragment are refused: the first would end up in messages.
    /// Errors never quote the address, which may hold a secret.
    public init(_ text: String) throws(RecordError) {
        func refusal(_ message: String) -> RecordError { RecordError(field: "base URL", message: message) }
        let lowered = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { lowered.hasPrefix($0) }) else {
            throw refusal("expected one that begins with http:// or https://")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }) else {
            throw refusal("holds a space or another character that cannot stand in an address")
        }
        guard !text.contains("?"), !text.contains("#") else {
            throw refusal("expected none with a query or a fragment")
        }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        guard !authority.contains("@") else {
            throw refusal("expected none with a user or password; the key comes from the environment")
        }
        guard Self.isHost(authority) else { throw refusal("expected a host, and perhaps a port, 1 to 65535") }
        var path = rest.dropFirst(authority.count)
        while path.last == "/" { path.removeLast() }
        description = scheme + authority + path
    }

    /// The address of an operation: "/chat/completions" appended.
    public func appending(_ path: String) -> String { description + path }

    private static func isHost(_ authority: Substring) -> Bool {
        let isBracketed = authority.first == "["
        let host: Substring
        if isBracketed {
            guard let end = authority.firstIndex(of: "]") else { return false }
            host = authority[...end]
        } else {
            host = authority.prefix { $0 != ":" }
        }
        guard host.count > (isBracketed ? 2 : 0) else { return false }
        let port = authority.dropFirst(host.count)
        if port.isEmpty { return true }
        guard port.first == ":", let number = Int(port.dropFirst()) else { return false }
        return (1...65_535).contains(number)
    }
}
