/// Reads the section `partition`: a scheme by name, niches found from data, or the user's own.
struct PartitionDecoder {
    let log: DiagnosticLog

    /// Of a space that a file defines: one of its schemes, which its file alone knows.
    func partitionOfSpace(_ reader: MappingReader) -> PipelineSettings.Partition {
        let name = reader.given("scheme").flatMap { node in
            log.text(node, "the name of one of the space's partitions") { !$0.isEmpty }
        }
        reader.finish()
        return .ofSpace(name)
    }

    func partition(_ reader: MappingReader) -> PipelineSettings.Partition {
        // Null is as good as absent for these two, so that `--set partition.scheme=null` can clear the way.
        let scheme = reader.value("scheme").flatMap { $0.isNull ? nil : $0 }
        let list = reader.value("niches").flatMap { $0.isNull ? nil : $0 }
        let live = reader.value("count_live_edges")
        let measure = reader.value("measure")
        let count = reader.given("count")
        reader.finish()
        let name = scheme.flatMap { log.choice($0, SchemeName.self) }
        if name != .automatic, let node = measure ?? count {
            log.report(
                "measure and count go with scheme: auto, whose niches they are about", at: node.location)
        }
        if let scheme, list != nil {
            log.report("both scheme and niches in partition; expected one of them", at: scheme.location)
        }
        guard let list else {
            if let live {
                log.report(
                    "count_live_edges goes with niches; a scheme counts as its name says "
                        + "('live-conv3x3-count' counts live edges)", at: live.location)
            }
            switch name {
            case .named(let scheme): return .scheme(scheme)
            case .automatic: return .automatic(automatic(measure, count))
            case nil: return PipelineSettings.Partition()
            }
        }
        let niches = niches(list)
        guard let live else { return .niches(niches) }
        guard case .scalar(let scalar) = live.content, case .bool(let flag) = scalar.value else {
            log.expected("true or false", live)
            return .niches(niches)
        }
        return .niches(niches, countLiveEdges: flag)
    }

    private func automatic(
        _ measure: YAMLNode?, _ count: YAMLNode?
    ) -> PipelineSettings.AutomaticPartition {
        typealias Measure = PipelineSettings.AutomaticPartition.Measure
        var partition = PipelineSettings.AutomaticPartition()
        if let measure = measure.flatMap({ log.choice($0, Measure.self) }) { partition.measure = measure }
        partition.count = count.flatMap { log.whole($0, in: 2...64) }
        return partition
    }

    private func niches(_ list: YAMLNode) -> [PipelineSettings.NicheSettings] {
        guard case .sequence(let elements) = list.content, !elements.isEmpty else {
            log.expected("a list of at least one niche", list)
            return []
        }
        var places: [String: Location] = [:]
        return elements.map { element in
            let reader = MappingReader(
                element, name: "partition.niches", location: element.location, log: log)
            let (niche, place) = niche(reader)
            if !niche.name.isEmpty, let first = places.updateValue(place, forKey: niche.name) {
                log.report("two niches are named '\(niche.name)'; the first at \(first.words)", at: place)
            }
            return niche
        }
    }

    private func niche(_ reader: MappingReader) -> (PipelineSettings.NicheSettings, Location) {
        let expected = "1 to 32 of A-Z a-z 0-9 _ - (and not 'all', which is the whole space)"
        let nameNode = reader.required("name", expected)
        let name = nameNode.flatMap { node in
            log.text(node, expected) {
                (1...32).contains($0.utf8.count) && $0.utf8.allSatisfy(isNameByte) && $0 != "all"
            }
        }
        var niche = PipelineSettings.NicheSettings(name: name ?? "")
        if let node = reader.value("rationale"), let text = log.text(node, where: { _ in true }) {
            niche.rationale = text
        }
        for operation in PipelineSettings.EdgeOperation.allCases {
            guard let node = reader.value(operation.rawValue), let bound = bound(node) else { continue }
            niche.bounds.append(
                PipelineSettings.EdgeBound(operation, least: bound.lowerBound, most: bound.upperBound))
        }
        reader.finish()
        return (niche, nameNode?.location ?? reader.location)
    }

    /// A count of edges, or the least and the most.
    private func bound(_ node: YAMLNode) -> ClosedRange<Int>? {
        let edges = 0...6
        switch node.content {
        case .scalar(let scalar):
            if case .integer(let count) = scalar.value, edges.contains(count) { return count...count }
        case .sequence(let ends) where ends.count == 2:
            guard let least = log.whole(ends[0], in: edges), let most = log.whole(ends[1], in: edges) else {
                return nil
            }
            if least <= most { return least...most }
            log.report("found [\(least), \(most)]; expected the lesser bound first", at: node.location)
            return nil
        default: break
        }
        log.expected("a whole number of edges from 0 to 6, or [least, most]", node)
        return nil
    }
}

/// What may stand as `scheme`: a scheme, or the word for niches found from data.
private enum SchemeName: RawRepresentable, CaseIterable, Equatable {
    case named(PipelineSettings.Scheme)
    case automatic

    static let allCases = PipelineSettings.Scheme.allCases.map(SchemeName.named) + [.automatic]

    init?(rawValue: String) {
        guard let name = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = name
    }

    var rawValue: String {
        switch self {
        case .named(let scheme): scheme.rawValue
        case .automatic: PipelineSettings.AutomaticPartition.schemeName
        }
    }
}
