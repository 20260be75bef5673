/// The entries of one mapping while it is read: its own keys, each once, then what it merges.
struct MergedEntries {
    private let log: DiagnosticLog
    private var own: [YAMLEntry] = []
    private var places: [String: Location] = [:]
    private var mergePlace: Location?
    private var sources: [YAMLNode] = []

    init(log: DiagnosticLog) { self.log = log }

    mutating func add(_ entry: YAMLEntry, isMerge: Bool) {
        // A quoted "<<" is a key like any other and no second merge key.
        if let first = isMerge ? mergePlace : places[entry.key] {
            log.report(
                "duplicate key '\(printable(entry.key))'; it stands first at \(first.words)",
                at: entry.keyLocation)
            return
        }
        if isMerge {
            mergePlace = entry.keyLocation
            merge(entry.value)
        } else {
            places[entry.key] = entry.keyLocation
            own.append(entry)
        }
    }

    private mutating func merge(_ value: YAMLNode) {
        let candidates: [YAMLNode]
        if case .sequence(let elements) = value.content {
            candidates = elements
        } else {
            candidates = [value]
        }
        for candidate in candidates {
            guard case .mapping = candidate.content else {
                log.report(
                    "found \(candidate.found()) to merge; expected a mapping or a list of mappings",
                    at: candidate.location)
                continue
            }
            sources.append(candidate)
        }
    }

    /// Own keys beat merged ones, an earlier source beats a later one. What a source merged itself is
    /// already among its entries.
    var merged: [YAMLEntry] {
        guard !sources.isEmpty else { return own }
        var result = own
        var seen = Set(own.map(\.key))
        for source in sources {
            guard case .mapping(let entries) = source.content else { continue }
            for entry in entries where seen.insert(entry.key).inserted { result.append(entry) }
        }
        return result
    }
}
