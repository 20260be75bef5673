internal import Files
internal import LanguageModel

/// What a search that failed said last.
public enum StudyLog {
    /// The last line that is not empty, made plain; nil where there is none.
    public static func lastLine(_ path: String) -> String? {
        guard let bytes = try? FileSystem.read(path) else { return nil }
        let text = String(decoding: bytes.suffix(4_000), as: UTF8.self)
        let last = text.split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) }
        return last.map { PlainText.oneLine(String($0), limit: 300) }
    }
}
