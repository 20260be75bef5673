import Foundation

/// Reads `multipart/form-data` (RFC 7578), as far as tests need.
enum Multipart {
    /// The parts' contents by name.
    static func parts(_ data: Data, contentType: String) -> [String: Data] {
        guard let mark = contentType.range(of: "boundary=") else { return [:] }
        let boundary = Data("--\(contentType[mark.upperBound...])".utf8)
        var parts: [String: Data] = [:]
        var rest = data[...]
        while let start = rest.range(of: boundary) {
            rest = rest[start.upperBound...]
            guard let end = rest.range(of: Data("\r\n".utf8) + boundary),
                let blank = rest.range(of: Data("\r\n\r\n".utf8)), blank.upperBound <= end.lowerBound
            else { break }
            let header = String(decoding: rest[..<blank.lowerBound], as: UTF8.self)
            if let name = header.firstMatch(of: /[; ]name="([^"]*)"/) {
                parts[String(name.1)] = Data(rest[blank.upperBound..<end.lowerBound])
            }
            rest = rest[end.lowerBound...]
        }
        return parts
    }
}
