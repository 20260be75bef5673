internal import CXXHash

/// What a file holds, in 32 hexadecimal digits: XXH3-128, from the system's libxxhash.
///
/// It tells changed content from unchanged; it is no defence against somebody who forges content.
public struct ContentHash: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    public init(of bytes: UnsafeRawBufferPointer) {
        let hash = XXH3_128bits(bytes.baseAddress, bytes.count)
        description = Self.hexadecimal(hash.high64) + Self.hexadecimal(hash.low64)
    }

    public init(of bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { ContentHash(of: $0) }
    }

    public init(ofFile path: String) throws(FileError) {
        self = ContentHash(of: try FileSystem.read(path))
    }

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
