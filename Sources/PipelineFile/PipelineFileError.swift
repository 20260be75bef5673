/// Why a pipeline file cannot be used.
public enum PipelineFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file is not there or cannot be read: a missing input, exit code 66.
    case unreadable(path: String, reason: String)
    /// The file or an override is wrong: a bad pipeline file, exit code 78. At most `shownAtMost`
    /// diagnostics, in the order of their places; `omitted` counts those left out.
    case invalid([Diagnostic], omitted: Int)

    public static let shownAtMost = 20

    public var diagnostics: [Diagnostic] {
        if case .invalid(let diagnostics, _) = self { diagnostics } else { [] }
    }

    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            return "\(printable(path, limit: 400)): cannot read the pipeline file: \(reason)"
        case .invalid(let diagnostics, let omitted):
            var paragraphs = diagnostics.map(\.description)
            if omitted > 0 { paragraphs.append("and \(omitted) more") }
            return paragraphs.joined(separator: "\n")
        }
    }
}

/// Collects everything that is wrong, so that one run shows it all.
final class DiagnosticLog {
    private struct Entry: Hashable {
        var location: Location
        var message: String
    }

    private let sources: SourceTexts
    private var entries: [Entry] = []
    private var known: Set<Entry> = []
    private var spoilt: Set<Location> = []

    init(_ sources: SourceTexts) { self.sources = sources }

    var isEmpty: Bool { entries.isEmpty }

    /// Notes what is wrong at a place. An alias used twice reaches the same value twice: it is said once.
    func report(_ message: String, at location: Location) {
        guard !spoilt.contains(location) else { return }
        let entry = Entry(location: location, message: message)
        if known.insert(entry).inserted { entries.append(entry) }
    }

    /// Notes what is wrong with a value that will be read again, whose kind then means nothing.
    func spoil(_ message: String, at location: Location) {
        report(message, at: location)
        spoilt.insert(location)
    }

    /// The error to throw, nil while nothing is wrong.
    var error: PipelineFileError? {
        guard !entries.isEmpty else { return nil }
        // The standard sort keeps the order of equals only by luck of its implementation: number them.
        let sorted = entries.enumerated().sorted { left, right in
            if Location.precedes(left.element.location, right.element.location) { return true }
            if Location.precedes(right.element.location, left.element.location) { return false }
            return left.offset < right.offset
        }
        let shown = sorted.prefix(PipelineFileError.shownAtMost).map {
            sources.diagnostic(at: $0.element.location, message: $0.element.message)
        }
        return .invalid(shown, omitted: sorted.count - shown.count)
    }
}
