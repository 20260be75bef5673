public import Records

/// The front of one search at its end, as the search saw it.
public struct StudyFront: Sendable {
    /// What the study calls the method.
    public var method: String
    /// As `ResultRecord.target` has it.
    public var target: String
    public var device: String
    public var cells: [EvaluationRecord]

    public init(method: String, target: String, device: String, cells: [EvaluationRecord]) {
        self.method = method
        self.target = target
        self.device = device
        self.cells = cells
    }
}

extension ResultRecord {
    /// What was searched for, in the place of a data set: that, or a space with it.
    public var target: String { Self.target(space, dataset) }

    public static func target(_ space: String?, _ dataset: String) -> String {
        space.map { "\($0), \(dataset)" } ?? dataset
    }
}
