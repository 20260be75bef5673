public import ProxyNetwork
public import Spaces

/// How proxies are computed: the network's size, what it is shown, and the seed of everything drawn.
public struct ProxySetup: Sendable {
    public let seed: Int
    /// In words; values of equal words can be compared.
    public let words: String
    private let batch: ProxyBatch

    /// The seed of every run's proxies, so that what one computed serves all.
    public static let standardSeed = 1

    /// Noise as images.
    public init(
        _ dataset: Dataset, _ shape: NetworkShape? = nil, noise: ProxyBatch.Noise = .octaves,
        seed: Int = standardSeed
    ) {
        let shape = shape ?? NetworkShape(dataset)
        self.init(
            dataset, ProxyBatch(noise, shape, seed: seed), seed, images: "images of \(noise.rawValue) noise")
    }

    /// Images of a file of the data set's. Throws where it holds too few for the batch.
    public init(
        _ dataset: Dataset, _ shape: NetworkShape? = nil, images: ImageFile, seed: Int = standardSeed
    ) throws {
        let shape = shape ?? NetworkShape(dataset)
        self.init(
            dataset, try images.batch(shape, seed: seed), seed, images: "images of file \(images.contentHash)"
        )
    }

    private init(_ dataset: Dataset, _ batch: ProxyBatch, _ seed: Int, images: String) {
        self.batch = batch
        self.seed = seed
        let shape = batch.shape
        words =
            "\(dataset.rawValue), 3 stages of \(shape.cells) cells, \(shape.channels) channels, \(shape.batch) \(images), "
            + "seed \(seed)"
    }

    /// One for each thread.
    func computer() -> ProxyComputer { ProxyComputer(batch: batch, seed: seed) }

    /// Multiply-adds of one image and parameters of a cell's network, in millions; dead edges count.
    func cost(of cell: Cell) -> (flops: Double, params: Double) { cell.costMillions(in: batch.shape) }
}
