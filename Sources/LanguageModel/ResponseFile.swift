public import Records

/// A file of responses: Batch output lines, an error file's lines behind them, or what another tool
/// wrote of the kind.
///
/// Windows line ends, a byte order mark, blank lines and a last line without its newline are accepted. A line
/// that is no response is an error, since what it would have answered cannot be known.
public struct ResponseFile: Sendable {
    /// Every line, in the file's order.
    public var lines: [ChatResponse]

    /// A longer line is refused unread: 64 MiB.
    public static let maximumLineBytes = 64 << 20

    /// Reads a file's bytes; throws which line is wrong, and how. `file` is its name in messages.
    public init(_ bytes: UnsafeRawBufferPointer, file: String) throws(LineError) {
        lines = []
        let bytes = bytes.bindMemory(to: UInt8.self)
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var number = 0
        while start < bytes.count {
            number += 1
            var end = start
            var isBlank = true
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
                if bytes[end] > 0x20 { isBlank = false }
                end += 1
            }
            defer { start = end + 1 }
            if isBlank { continue }
            guard end - start <= Self.maximumLineBytes else {
                throw LineError(
                    file: file, line: number,
                    message: "the line has \(end - start) bytes, at most \(Self.maximumLineBytes) are read")
            }
            let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
            lines.append(try Self.response(line, file: file, number: number))
        }
    }

    public init(_ bytes: [UInt8], file: String) throws(LineError) {
        self = try bytes.withUnsafeBytes { buffer in
            Result { () throws(LineError) in try ResponseFile(buffer, file: file) }
        }.get()
    }

    private static func response(
        _ line: UnsafeBufferPointer<UInt8>, file: String, number: Int
    ) throws(LineError) -> ChatResponse {
        let value: JSON
        do throws(JSONError) {
            value = try JSONParser.parse(line)
        } catch {
            throw LineError(file: file, line: number, message: error.description)
        }
        do throws(RecordError) {
            return try ChatResponse(line: value)
        } catch {
            throw LineError(file: file, line: number, message: "\(error)")
        }
    }

    /// One response a custom id, in the order the ids first stand in the file. Of several, the last that is
    /// answered counts, and the last where none is: a file grows by further attempts and by a batch's error
    /// file, and neither may undo an answer.
    public var responses: [ChatResponse] {
        var kept: [ChatResponse] = []
        var places: [String: Int] = [:]
        for response in lines {
            guard let place = places[response.customID] else {
                places[response.customID] = kept.count
                kept.append(response)
                continue
            }
            if response.verdict == .answered || kept[place].verdict != .answered { kept[place] = response }
        }
        return kept
    }
}
