/// The texts that places point into: the pipeline file and each `--set`.
///
/// Lines are looked up only when a diagnostic is shown, so a good file never pays for them.
struct SourceTexts: Sendable {
    var file: String
    var bytes: [UInt8]
    var overrides: [String]

    func diagnostic(at location: Location, message: String) -> Diagnostic {
        var location = location
        var line = line(at: location)
        if line == nil, let text = override(location) {
            // YAML that ends too early is wrong on the line after the last: the end of the text will do.
            line = Self.line(1, of: Array(text.utf8)[...])
            (location.line, location.column) = (1, (line?.unicodeScalars.count ?? 0) + 1)
        }
        return Diagnostic(location: location, message: message, sourceLine: line)
    }

    private func line(at location: Location) -> String? {
        guard location.override != nil else { return Self.line(location.line, of: bytes[...]) }
        return override(location).flatMap { Self.line(location.line, of: Array($0.utf8)[...]) }
    }

    /// The text of the override that a place lies in. One that is too long to be read is not shown either.
    private func override(_ location: Location) -> String? {
        guard let override = location.override, overrides.indices.contains(override),
            overrides[override].utf8.count <= PipelineFile.maximumBytes
        else { return nil }
        return overrides[override]
    }

    /// The line of that number, split where libyaml splits: LF, CR, CR LF, and Unicode's U+0085, U+2028
    /// and U+2029. Invalid UTF-8 shows as U+FFFD.
    static func line(_ number: Int, of bytes: ArraySlice<UInt8>) -> String? {
        guard number >= 1 else { return nil }
        var start = bytes.startIndex
        for _ in 1..<number {
            guard let (_, next) = lineBreak(in: bytes, from: start) else { return nil }
            start = next
        }
        guard start < bytes.endIndex else { return nil }
        let end = lineBreak(in: bytes, from: start)?.start ?? bytes.endIndex
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// Line and column, from 1, of a byte: for errors of libyaml's reader, which knows only the byte.
    static func position(ofByte offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
        let limit = max(0, min(offset, bytes.count))
        var line = 1
        var start = 0
        while let (_, next) = lineBreak(in: bytes[..<limit], from: start) {
            line += 1
            start = next
        }
        return (line, String(decoding: bytes[start..<limit], as: UTF8.self).unicodeScalars.count + 1)
    }

    private static func lineBreak(in bytes: ArraySlice<UInt8>, from: Int) -> (start: Int, next: Int)? {
        var position = from
        let end = bytes.endIndex
        while position < end {
            switch bytes[position] {
            case 0x0A: return (position, position + 1)
            case 0x0D:
                let isPair = position + 1 < end && bytes[position + 1] == 0x0A
                return (position, position + (isPair ? 2 : 1))
            case 0xC2 where position + 1 < end && bytes[position + 1] == 0x85:
                return (position, position + 2)
            case 0xE2
            where position + 2 < end && bytes[position + 1] == 0x80
                && (bytes[position + 2] == 0xA8 || bytes[position + 2] == 0xA9):
                return (position, position + 3)
            default: position += 1
            }
        }
        return nil
    }
}
