public import Benchmarks
public import PipelineFile
public import Records
public import Spaces

extension PipelineSettings {
    /// The number of the chain's last generation: all its repeats together.
    public var lastGeneration: Int {
        chain.reduce(0) { total, entry in
            if case .repeated(let generations, _) = entry.step { total + generations } else { total }
        }
    }

    /// Whether the space is one that is listed: its values can stand in tables, and be predicted all at once.
    public var isListed: Bool { space == .nasBench201 }

    /// The surrogates that a search by these settings cannot do without.
    public var surrogatesNeeded: [String] {
        var names: [String] = []
        guard isListed else {
            return evaluate.accuracy.source == .surrogate
                ? [SurrogateFolder.name(.accuracy, dataset: space.name)] : []
        }
        if evaluate.accuracy.source == .surrogate {
            names.append(SurrogateFolder.name(.accuracy, dataset: target.dataset.rawValue))
        }
        if evaluate.latency.source == .surrogate {
            names.append(
                SurrogateFolder.name(
                    .latency, dataset: target.dataset.rawValue, device: target.device.rawValue))
        }
        return names
    }

    /// Whether the stage `fit` must make something before the first `evaluate`: predictions of accuracies or
    /// latencies for the whole space.
    public var evaluatesByPrediction: Bool {
        isListed && (evaluate.accuracy.source.isPredicted || evaluate.latency.source == .surrogate)
    }

    /// Whether accuracies are predicted: an oracle needs no predictor, and a program of the user's that
    /// evaluates may do without.
    public var fitsPredictor: Bool {
        func names(_ entries: [ChainEntry]) -> [StageName] {
            entries.flatMap { entry -> [StageName] in
                switch entry.step {
                case .stage(let stage): [stage]
                case .repeated(_, let entries): names(entries)
                case .program: []
                }
            }
        }
        guard isListed, evaluate.accuracy.source.isPredicted else { return false }
        return !Set(names(chain)).isDisjoint(with: [.fit, .evaluate])
    }

    /// Whether a model that proposes is told how far accuracies are off. Of a proxy it is not: that would be
    /// known of trained cells alone, and such a search has none.
    public var tellsHeldOutError: Bool { fitsPredictor && evaluate.accuracy.source != .proxy }

    /// The settings at some dotted paths, as an object: what a stage's result depends on.
    public func parameters(_ paths: [String]) -> JSON {
        JSON(object: paths.map { ($0, json(at: $0) ?? .null) })
    }
}

extension PipelineSettings.Target {
    /// The data set of NAS-Bench-201; nil for any other.
    public var spaceDataset: Spaces.Dataset? { Spaces.Dataset(rawValue: dataset.rawValue) }

    /// The device of HW-NAS-Bench; nil for any other.
    public var benchmarkDevice: Benchmarks.Device? { Benchmarks.Device(rawValue: device.rawValue) }

    /// As shown: "Raspberry Pi 4".
    public var deviceName: String { benchmarkDevice?.displayName ?? device.rawValue }

    /// Both, of a search that goes by the benchmarks. Throws code 78 for any other.
    public func benchmark() throws -> (dataset: Spaces.Dataset, device: Benchmarks.Device) {
        guard let spaceDataset, let benchmarkDevice else {
            throw StageFailure(
                .badPipeline,
                "target: \(dataset.rawValue) on \(device.rawValue) is in no benchmark table; this needs one")
        }
        return (spaceDataset, benchmarkDevice)
    }
}

extension PipelineSettings.Partition {
    /// Whether niches are found from what networks cost, which their data set has a part in.
    var isAutomatic: Bool {
        if case .automatic = self { true } else { false }
    }

    /// The niches this asks for, in order. Found from data there may be fewer than asked for: no more than the
    /// cost tells kinds of cells apart.
    public func spaceNiches(on dataset: Spaces.Dataset) -> [Niche] {
        switch self {
        case .automatic(let partition):
            // A space too large to list would be sampled: the clusters are found from any cells.
            CostPartition(of: Cell.all, by: partition.measure.spaceMeasure, on: dataset)
                .niches(count: partition.count)
        case .scheme(.convolution3x3Count): PartitionScheme.convolution3x3Count.niches
        case .scheme(.liveConvolution3x3Count): PartitionScheme.liveConvolution3x3Count.niches
        case .scheme(.none): PartitionScheme.none.niches
        case .ofSpace: []
        case .niches(let niches, let countLiveEdges):
            niches.map { niche in
                Niche(
                    name: niche.name,
                    bounds: niche.bounds.compactMap { bound in
                        Operation(name: bound.operation.rawValue[...]).map {
                            Niche.Bound($0, bound.least, bound.most)
                        }
                    },
                    countsLiveEdges: countLiveEdges, rationale: niche.rationale)
            }
        }
    }
}

extension PipelineSettings.AutomaticPartition.Measure {
    public var spaceMeasure: CostMeasure {
        switch self {
        case .params: .params
        case .flops: .flops
        }
    }
}
