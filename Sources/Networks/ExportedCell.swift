public import Records
public import Spaces

/// A cell on its way out of a run, with what the run knows of it.
public struct ExportedCell: Sendable {
    public var cell: Cell
    public var dataset: Dataset
    /// How the run came to it; nil for a cell that no run proposed.
    public var candidate: CandidateRecord?
    public var evaluation: EvaluationRecord?
    /// What was looked up after the search; nil where it was not.
    public var truth: TrueFrontRecord?

    /// A cell by itself.
    public init(_ cell: Cell, on dataset: Dataset) {
        self.cell = cell
        self.dataset = dataset
    }

    /// A cell of a run, on the data set that it was evaluated for, which its record tells by FLOPs and
    /// parameters; on `dataset` where it does not. Throws where the record's text is no cell.
    public init(
        _ candidate: CandidateRecord, _ evaluation: EvaluationRecord?, truth: TrueFrontRecord?,
        on dataset: Dataset
    ) throws(CellError) {
        let cell = try Cell(parsing: candidate.cell)
        self.init(cell, on: evaluation.flatMap { Self.dataset(of: cell, $0, dataset) } ?? dataset)
        self.candidate = candidate
        self.evaluation = evaluation
        // A true front that an older search left says nothing of this one's evaluation.
        if let truth, truth.evaluation == evaluation { self.truth = truth }
    }

    /// As the run has it, which may count in its own way, or as the benchmark counts.
    public var flopsMillions: Double {
        evaluation.flatMap(\.flopsMillions) ?? cell.flopsMillions(on: dataset)
    }
    public var paramsMillions: Double {
        evaluation.flatMap(\.paramsMillions) ?? cell.paramsMillions(on: dataset)
    }

    /// The data set that an evaluation was for: classifiers differ in size from one to the next. nil where an
    /// evaluation counts otherwise than the benchmark does.
    private static func dataset(of cell: Cell, _ evaluation: EvaluationRecord, _ likely: Dataset) -> Dataset?
    {
        ([likely] + Dataset.allCases).first {
            abs(cell.flopsMillions(on: $0) - (evaluation.flopsMillions ?? .infinity)) < 1e-6
                && abs(cell.paramsMillions(on: $0) - (evaluation.paramsMillions ?? .infinity)) < 1e-6
        }
    }

    /// Names for their files, without a suffix, no two alike: the candidate's own name, or the benchmark's index
    /// where there is none, or it would not do as a file's name, or another has it.
    public static func fileNames(of cells: [ExportedCell]) -> [String] {
        var taken: Set<String> = []
        return cells.map { exported in
            let index = "nats-bench-\(exported.cell.natsBenchIndex)"
            var name = exported.candidate.map(\.id).flatMap { isFileName($0) ? $0 : nil } ?? index
            // File systems that do not tell case apart would put one over the other.
            var number = 2
            while !taken.insert(name.lowercased()).inserted {
                name = number == 2 ? index : "\(index)-\(number - 1)"
                number += 1
            }
            return name
        }
    }

    private static func isFileName(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 200, !text.hasPrefix("."), !text.hasPrefix("-") else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
    }
}
