import Files
import Records
import Spaces
import StageKit
import Surrogate

/// One space's model, fit on a draw of its subnets, and what the others say of it.
struct SubnetFit {
    /// Draws that tell how much the measures hang on the draw.
    static let draws = 10

    let space: AutoFormerSpace
    let surrogate: TransformerSurrogate
    let overall: CellSurrogate.Quality
    private let subnets: [Subnets.Subnet]
    private let training: [Int]
    private let heldOut: [Int]
    private let notes: [String]

    static func name(_ space: AutoFormerSpace) -> String {
        SurrogateFolder.name(.accuracy, dataset: space.rawValue)
    }

    init(_ space: AutoFormerSpace, _ subnets: [Subnets.Subnet], contentHash: String, randomSeed: Int) throws {
        guard subnets.count > 2 else {
            throw StageFailure(
                .badData, "\(Self.name(space)): \(subnets.count) subnets, a fit needs 3 or more")
        }
        let name = Self.name(space)
        func fit(
            _ draw: String
        ) throws -> (TransformerSurrogate, training: [Int], heldOut: [Int], CellSurrogate.Quality) {
            var random = RandomStream(seed: randomSeed, "surrogate", name, draw)
            let count = min(TransformerSurrogate.trainingCount, subnets.count * 4 / 5)
            let training = random.sample(count, of: Array(subnets.indices))
            let drawn = Set(training)
            let heldOut = subnets.indices.filter { !drawn.contains($0) }
            let surrogate = try TransformerSurrogate.fit(
                space, training.map { subnets[$0].transformer },
                accuracies: training.map { subnets[$0].accuracy }
            )
            return (surrogate, training, heldOut, try Self.quality(surrogate, heldOut.map { subnets[$0] }))
        }
        self.space = space
        self.subnets = subnets
        let shipped = try fit("0")
        (surrogate, training, heldOut, overall) = shipped
        let qualities = [shipped.3] + (try (1..<Self.draws).map { try fit("\($0)").3 })
        func range(_ word: String, _ value: (CellSurrogate.Quality) -> Double?) -> String {
            let values = qualities.compactMap(value)
            guard let least = values.min(), let most = values.max() else { return "\(word) undefined" }
            let mean = values.reduce(0, +) / Double(values.count)
            return "\(word) \(Self.rounded(mean)) (\(Self.rounded(least)) to \(Self.rounded(most)))"
        }
        notes = [
            "fit on published records of AutoFormer subnets (OoD-ViT-NAS), content \(contentHash)",
            "predicts ImageNet top-1 accuracy in percent under weights inherited from the supernet, not of trained networks",
            "over \(Self.draws) draws of as many, the shipped one among them, mean and range on those held out: "
                + range("Spearman", \.spearman) + ", " + range("Kendall", \.kendall),
        ]
    }

    private static func quality(
        _ surrogate: TransformerSurrogate, _ subnets: [Subnets.Subnet]
    ) throws -> CellSurrogate.Quality {
        try surrogate.quality(on: subnets.map(\.transformer), truth: subnets.map(\.accuracy))
    }

    private static func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }

    /// What stands behind the draws, for who fits: the last note.
    var spread: String { notes.last ?? "" }

    /// The card's lines: all held-out subnets first, then those of each embedding and depth.
    func card() throws -> [SurrogateRecord] {
        var groups = [("all", overall)]
        let held = heldOut.map { subnets[$0] }
        for embedding in Set(subnets.map(\.transformer.embedding)).sorted() {
            for depth in Set(subnets.map(\.transformer.depth)).sorted() {
                let group = held.filter {
                    $0.transformer.embedding == embedding && $0.transformer.depth == depth
                }
                groups.append(("embedding=\(embedding) depth=\(depth)", try Self.quality(surrogate, group)))
            }
        }
        let parameters = TransformerSurrogate.parameters(training.map { subnets[$0].accuracy })
        return groups.enumerated().map { number, group in
            let (name, quality) = group
            return SurrogateRecord(
                quantity: .accuracy, dataset: "ImageNet", device: nil, group: name,
                heldOutCells: quality.cells, spearman: quality.spearman, kendall: quality.kendall,
                rSquared: quality.rSquared, medianError: quality.medianError,
                medianRelativeError: quality.medianRelativeError, agreement: nil,
                predictor:
                    "xgboost configuration, \(parameters.inWords), base score \(parameters.baseScore)",
                trainingCells: training.count, modelHash: ContentHash(of: surrogate.model).description,
                features: number == 0 ? TransformerFeatures.names(deepest: space.deepest) : [],
                trainedOn: number == 0
                    ? SurrogateFolder.Model.bits(of: training, count: subnets.count) : "",
                notes: number == 0 ? notes : [], space: space.rawValue)
        }
    }
}
