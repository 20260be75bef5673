internal import Files
public import Records
public import Spaces

extension NicheRecord {
    public init(_ niche: Niche, cells: Int) {
        self.init(
            niche: niche.name,
            bounds: niche.bounds.map { ($0.operation.name, $0.least, $0.most) },
            countsLiveEdges: niche.countsLiveEdges, cells: cells, rationale: niche.rationale,
            cost: niche.cost.map {
                Cost(
                    measure: $0.measure.rawValue, dataset: $0.dataset.rawValue, least: $0.least,
                    limit: $0.limit)
            })
    }

    public func niche() throws(RecordError) -> Niche {
        var converted: [Niche.Bound] = []
        for bound in bounds {
            guard let operation = Operation(name: bound.operation[...]) else {
                throw RecordError(
                    field: "bounds",
                    message:
                        "'\(bound.operation)' is no operation; it is one of \(Operation.names.joined(separator: ", "))"
                )
            }
            converted.append(Niche.Bound(operation, bound.least, bound.most))
        }
        return Niche(
            name: niche, bounds: converted, countsLiveEdges: countsLiveEdges, cost: try costRange(),
            rationale: rationale)
    }

    private func costRange() throws(RecordError) -> Niche.CostRange? {
        guard let cost else { return nil }
        guard let measure = CostMeasure(rawValue: cost.measure) else {
            let names = CostMeasure.allCases.map(\.rawValue).joined(separator: ", ")
            throw RecordError(
                field: "cost.measure", message: "'\(cost.measure)' is no cost; it is one of \(names)")
        }
        guard let dataset = Dataset(rawValue: cost.dataset) else {
            let names = Dataset.allCases.map(\.rawValue).joined(separator: ", ")
            throw RecordError(
                field: "cost.dataset", message: "'\(cost.dataset)' is no data set; it is one of \(names)")
        }
        return Niche.CostRange(measure, on: dataset, least: cost.least, limit: cost.limit)
    }
}

extension StageContext {
    /// The run's niches, in the order of `niches.jsonl`.
    public func niches() throws -> [Niche] {
        try niches { record throws(RecordError) in try record.niche() }
    }

    /// The same of any space, as its records are read.
    func niches<Region: SearchRegion>(
        _ read: (NicheRecord) throws(RecordError) -> Region
    ) throws -> [Region] {
        let records = try self.read(NicheRecord.self, "niches.jsonl")
        let niches = try lineByLine(records, file: "niches.jsonl", read)
        for (position, niche) in niches.enumerated()
        where niches[..<position].contains(where: { $0.name == niche.name }) {
            throw LineError(
                file: run.path("niches.jsonl"), line: position + 1,
                message: "niche \(niche.name) stands twice")
        }
        if let niche, !niches.contains(where: { $0.name == niche }) {
            let names = niches.map(\.name).joined(separator: ", ")
            throw StageFailure(.usage, "--niche \(niche): the run has \(names)")
        }
        return niches
    }

    private func lineByLine<Kind, Value>(
        _ records: [Kind], file: String, _ convert: (Kind) throws(RecordError) -> Value
    ) throws -> [Value] {
        try records.enumerated().map { position, record in
            do throws(RecordError) {
                return try convert(record)
            } catch {
                throw LineError(file: run.path(file), line: position + 1, message: "\(error)")
            }
        }
    }

    /// The candidate's cell; a text that is none is bad data, told with its place.
    public func cell(_ candidate: CandidateRecord) throws -> Cell {
        do throws(CellError) {
            return try Cell(parsing: candidate.cell)
        } catch {
            throw StageFailure(.badData, "\(place(of: candidate)): field 'cell': \(error)")
        }
    }

    /// The file and line that a candidate was read from, looked for anew: only a message needs it.
    func place(of candidate: CandidateRecord) -> String {
        for path in filesRead {
            guard let bytes = try? FileSystem.read(run.path(path)) else { continue }
            var found: Int?
            try? bytes.withUnsafeBytes { bytes in
                try JSONLines.forEach(in: bytes, file: path) { line, record in
                    if found == nil, record["cell"]?.string == candidate.cell { found = line }
                }
            }
            if let found { return "\(run.path(path)):\(found)" }
        }
        return "candidate \(candidate.id)"
    }
}
