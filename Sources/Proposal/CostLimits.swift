public import Spaces

/// What the network built from a cell may cost at most, dead edges included.
public struct CostLimits: Sendable, Equatable {
    /// Sets the input's size and the number of classes, and so the cost; nil where the space sets them.
    public var dataset: Dataset?
    /// Multiply-adds of one image, in millions.
    public var flopsMillions: Double?
    /// In millions.
    public var paramsMillions: Double?

    public init(dataset: Dataset?, flopsMillions: Double? = nil, paramsMillions: Double? = nil) {
        self.dataset = dataset
        self.flopsMillions = flopsMillions
        self.paramsMillions = paramsMillions
    }

    /// nil where the cell is under both.
    func objection(to candidate: some Searchable) -> Objection? {
        if let limit = flopsMillions, let flops = candidate.millions(.flops, on: dataset) {
            guard flops <= limit else {
                return .overFlopsLimit("\(flops) million multiply-adds, the limit is \(limit) million")
            }
        }
        if let limit = paramsMillions, let params = candidate.millions(.params, on: dataset) {
            guard params <= limit else {
                return .overParamsLimit("\(params) million parameters, the limit is \(limit) million")
            }
        }
        return nil
    }
}
