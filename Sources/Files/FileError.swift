#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the operating system refused, on which path.
public struct FileError: Error, Equatable, CustomStringConvertible {
    public var path: String
    /// What was tried: "open", "write".
    public var action: String
    /// The system's `errno`.
    public var code: Int32

    /// With the `errno` of the call that failed just now.
    init(path: String, action: String) {
        self.init(path: path, action: action, code: errno)
    }

    public init(path: String, action: String, code: Int32) {
        self.path = path
        self.action = action
        self.code = code
    }

    public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    /// The system's own words for it.
    public var reason: String { String(cString: strerror(code)) }

    public var description: String { "\(path): cannot \(action): \(reason)" }
}

/// Calls again where a signal interrupted; throws what `errno` says on failure.
@discardableResult
func retrying(_ action: String, _ path: String, _ call: () -> Int) throws(FileError) -> Int {
    while true {
        let result = call()
        if result >= 0 { return result }
        if errno != EINTR { throw FileError(path: path, action: action) }
    }
}
