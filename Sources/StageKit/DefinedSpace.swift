internal import Files
public import PipelineFile
public import Records
public import Spaces

/// A space that a file defines, as stages read it.
public struct DefinedSpace: StageSpace {
    public let definition: SpaceDefinition

    /// The run's space; its file is noted as an input.
    public init(_ context: StageContext) throws {
        let file = try Self.file(context.settings)
        context.noteInput(
            OutsideInput.space(context.settings.space.name).name,
            hash: ContentHash(of: file.sourceBytes).description)
        definition = file.space
        for objective in [Objective.params, .flops] where context.settings.objectives.contains(objective) {
            let measure = "\(objective.rawValue)_m"
            guard !definition.measureNames.contains(measure) else { continue }
            throw StageFailure(
                .badPipeline,
                "objectives: the space \(definition.name) tells no \(objective.title), for it has no measure '\(measure)'; "
                    + "add one to its file, or leave '\(objective.rawValue)' out")
        }
    }

    /// The file that defines a search's space.
    public static func file(_ settings: PipelineSettings) throws -> SpaceFile {
        try SpaceFile.load(
            path: SpaceFolder.path(of: settings.space.name), dataset: settings.target.dataset.rawValue)
    }

    /// The niches that settings ask for. Throws code 78 where the space has no such scheme.
    public func partition(_ partition: PipelineSettings.Partition) throws -> [SpaceNiche] {
        guard case .ofSpace(let wanted) = partition else { return [definition.whole] }
        let name = wanted ?? definition.partitionNames.first ?? SpaceDefinition.unpartitioned
        guard let niches = definition.niches(of: name) else {
            throw StageFailure(
                .badPipeline,
                "partition.scheme: the space \(definition.name) has no scheme '\(name)'; it has "
                    + definition.partitionNames.joined(separator: ", "))
        }
        return niches
    }

    public func niches(_ context: StageContext) throws -> [SpaceNiche] {
        try context.niches { record throws(RecordError) in try record.niche(in: definition) }
    }

    public func candidate(_ record: CandidateRecord, _ context: StageContext) throws -> Architecture {
        do throws(SpaceNotationError) {
            return try Architecture(parsing: record.cell, in: definition)
        } catch {
            throw StageFailure(
                .badData,
                "\(context.place(of: record)): field 'cell', column \(error.column): \(error.message)")
        }
    }
}

extension NicheRecord {
    /// Sizes that a whole number cannot hold are told as the largest it can.
    public init(_ niche: SpaceNiche, size: (count: Double, isEstimate: Bool)) {
        self.init(
            niche: niche.name, bounds: [], countsLiveEdges: false,
            cells: size.count < 9e18 ? Int(size.count) : Int.max, rationale: niche.rationale,
            defined: Defined(
                values: niche.restrictions.map { ($0.variable, $0.values.map(\.json)) },
                measures: niche.bounds.map { ($0.measure, $0.least, $0.most) },
                isEstimate: size.isEstimate || size.count >= 9e18))
    }

    /// The niche that the record tells of.
    public func niche(in space: SpaceDefinition) throws(RecordError) -> SpaceNiche {
        let draft = SpaceDraft.Niche(
            name: niche, rationale: rationale,
            restrictions: (defined?.values ?? []).map { member in
                SpaceNiche.Restriction(
                    member.variable,
                    member.values.map { value in
                        value.string.map(SpaceValue.text) ?? .number(value.number ?? .nan)
                    })
            },
            bounds: (defined?.measures ?? []).map {
                SpaceNiche.Bound($0.name, least: $0.least, most: $0.most)
            })
        do throws(SpaceError) {
            return try SpaceNiche(draft, in: space)
        } catch {
            throw RecordError(
                field: "where", message: error.problems.map(\.message).joined(separator: "; "))
        }
    }
}

extension SpaceValue {
    public var json: JSON {
        switch self {
        case .number(let number): Int(exactly: number).map(JSON.integer) ?? JSON(number)
        case .text(let text): .string(text)
        }
    }
}
