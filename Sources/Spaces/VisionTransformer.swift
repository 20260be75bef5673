/// A vision transformer of AutoFormer's kind (Chen et al., ICCV 2021): patches of the image and a class token
/// pass through blocks of self-attention and a perceptron, each block with a width of its own.
///
/// The width of queries, keys and values is 64 a head, whatever the embedding: AutoFormer sets the two apart.
public struct VisionTransformer: Sendable, Hashable {
    public struct Block: Sendable, Hashable {
        /// Hidden width of the perceptron over the embedding.
        public var mlpRatio: Double
        public var heads: Int

        public init(mlpRatio: Double, heads: Int) {
            self.mlpRatio = mlpRatio
            self.heads = heads
        }

        /// Of queries, of keys and of values.
        public var attentionWidth: Int { VisionTransformer.headWidth * heads }
    }

    /// A patch's side in pixels.
    public static let patch = 16
    public static let headWidth = 64
    /// Beyond that many patches a relative position is cut off.
    public static let farthest = 14
    /// ImageNet's.
    public static let classes = 1_000

    public static let allowedDepths = 1...64
    public static let allowedEmbeddings = 1...8_192
    public static let allowedHeads = 1...64
    public static let allowedImageSizes = patch...1_024

    /// Numbers that a patch is held in.
    public let embedding: Int
    public let blocks: [Block]
    /// The image's side in pixels, a multiple of `patch`.
    public let imageSize: Int

    public var depth: Int { blocks.count }
    /// Patches to a side of the image.
    public var grid: Int { imageSize / Self.patch }
    public var patches: Int { grid * grid }

    /// Throws where a number is out of its range.
    public init(embedding: Int, blocks: [Block], imageSize: Int = 224) throws(VisionTransformerError) {
        func check(_ field: String, _ value: Int, _ allowed: ClosedRange<Int>)
            throws(VisionTransformerError)
        {
            guard allowed.contains(value) else {
                throw VisionTransformerError(
                    field, "\(value)", "expected \(allowed.lowerBound) to \(allowed.upperBound)")
            }
        }
        try check("depth", blocks.count, Self.allowedDepths)
        try check("embedding", embedding, Self.allowedEmbeddings)
        try check("image size", imageSize, Self.allowedImageSizes)
        guard imageSize.isMultiple(of: Self.patch) else {
            throw VisionTransformerError("image size", "\(imageSize)", "expected a multiple of \(Self.patch)")
        }
        for block in blocks {
            try check("heads", block.heads, Self.allowedHeads)
            guard block.mlpRatio >= 0.1, block.mlpRatio <= 16, Double(embedding) * block.mlpRatio >= 1 else {
                throw VisionTransformerError("mlp_ratio", "\(block.mlpRatio)", "expected 0.1 to 16")
            }
        }
        self.embedding = embedding
        self.blocks = blocks
        self.imageSize = imageSize
    }

    /// The perceptron's hidden width, rounded down as AutoFormer does.
    public func hiddenWidth(_ block: Block) -> Int { Int(Double(embedding) * block.mlpRatio) }
}

/// A text or numbers that make no transformer: the field, what it was, what it should be.
public struct VisionTransformerError: Error, Equatable, CustomStringConvertible {
    public var field: String
    public var found: String
    public var expected: String

    init(_ field: String, _ found: String, _ expected: String) {
        self.field = field
        self.found = found
        self.expected = expected
    }

    public var description: String { "\(field): '\(found)', \(expected)" }
}
