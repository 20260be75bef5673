internal import Records

/// Reads the keys of one mapping: each reader of a field names its key, so that what nobody asked for
/// can be refused at the end.
///
/// It never throws. What is wrong goes to the log, and the caller's value stays as it was; whoever holds
/// the log throws once everything has been read.
final class MappingReader {
    let location: Location
    let log: DiagnosticLog
    /// "prompt", "evaluate.accuracy"; as messages have it.
    private let name: String
    private let entries: [YAMLEntry]
    private let positions: [String: Int]
    private var asked: [String] = []
    /// False where the value is no mapping: then nothing of it is missing, for all of it is wrong.
    private let isMapping: Bool

    /// A missing value (nil) and an empty one (null, as when every key under it is commented out) read
    /// as a mapping without keys.
    init(_ node: YAMLNode?, name: String, location: Location, log: DiagnosticLog) {
        self.name = name
        self.location = node?.location ?? location
        self.log = log
        guard let node, !node.isNull else {
            (entries, positions, isMapping) = ([], [:], true)
            return
        }
        guard case .mapping(let entries) = node.content else {
            log.report("found \(node.found()); expected a mapping, the keys of \(name)", at: node.location)
            (self.entries, positions, isMapping) = ([], [:], false)
            return
        }
        self.entries = entries
        positions = Dictionary(
            entries.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { first, _ in first })
        isMapping = true
    }

    /// The value of a key, which is thereby known; nil where it is missing.
    func value(_ key: String) -> YAMLNode? {
        asked.append(key)
        return positions[key].map { entries[$0].value }
    }

    /// The value of a key that must be there.
    func required(_ key: String, _ expected: String) -> YAMLNode? {
        let node = value(key)
        if node == nil, isMapping {
            log.report("missing key '\(key)' in \(name); expected \(expected)", at: location)
        }
        return node
    }

    /// The reader of a section under this mapping.
    func section(_ key: String, isRequired: Bool = false) -> MappingReader {
        let node = isRequired ? required(key, "a mapping") : value(key)
        let path = name == PipelineFile.topName ? key : "\(name).\(key)"
        // One message for a missing section is enough: it does not miss its own keys as well.
        guard node != nil || !isRequired else { return MappingReader(missing: path, under: self) }
        return MappingReader(node, name: path, location: location, log: log)
    }

    private init(missing name: String, under parent: MappingReader) {
        (self.name, location, log) = (name, parent.location, parent.log)
        (entries, positions, isMapping) = ([], [:], false)
    }

    /// Refuses every key that no reader has asked for.
    func finish() {
        let known = asked
        for entry in entries where !known.contains(entry.key) {
            var message = "unknown key '\(printable(entry.key))' in \(name)"
            if let nearest = NearestName.of(entry.key, among: known) {
                message += "; did you mean '\(nearest)'?"
            }
            log.report(
                "\(message) (allowed: \(known.joined(separator: ", ")))", at: entry.keyLocation)
        }
    }
}
