internal import Files

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Standard input by lines: as many as have come, at least one.
public struct InputLines {
    /// No question is longer.
    private static let longest = 1 << 20

    private var rest: [UInt8] = []
    private var count = 0
    private var hasEnded = false

    public init() {}

    /// The lines that are there, waiting for one where none is, and the first one's number from 1; nil at the end.
    public mutating func next() throws -> (lines: [[UInt8]], number: Int)? {
        while !hasEnded {
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            let size = chunk.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if size < 0 {
                if errno == EINTR { continue }
                throw FileError(path: "standard input", action: "read", code: errno)
            }
            hasEnded = size == 0
            rest += chunk[..<size]
            // A last line may lack its end.
            if hasEnded, !rest.isEmpty { rest.append(UInt8(ascii: "\n")) }
            if let end = rest.lastIndex(of: UInt8(ascii: "\n")) {
                let lines = rest[..<end].split(
                    separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
                ).map(Array.init)
                rest.removeSubrange(...end)
                defer { count += lines.count }
                return (lines, count + 1)
            }
            guard rest.count <= Self.longest else {
                throw StageFailure(
                    .badData,
                    "standard input:\(count + 1): the line is longer than \(Self.longest) bytes")
            }
        }
        return nil
    }
}
