public import Spaces

/// What a predictor is told of a transformer: its configuration and what it costs, nothing that must be run.
///
/// Depth, embedding, parameters and multiply-adds in millions (of images 224 pixels to a side), the means over the
/// blocks, then each block's ratio and heads, 0 beyond the depth.
public enum TransformerFeatures {
    /// In order, for transformers of at most so many blocks.
    public static func names(deepest: Int) -> [String] {
        ["depth", "embedding", "params_m", "flops_m", "mean_mlp_ratio", "mean_heads"]
            + (0..<deepest).map { "mlp_ratio_\($0)" } + (0..<deepest).map { "heads_\($0)" }
    }

    /// One row a transformer. Throws `XGBoostError.invalidInput` for one that is deeper, or of other images.
    public static func matrix(
        of transformers: [VisionTransformer], deepest: Int
    ) throws(XGBoostError) -> FeatureMatrix {
        var values: [Float] = []
        for transformer in transformers {
            guard transformer.depth <= deepest, transformer.imageSize == 224 else {
                throw .invalidInput(
                    "depth \(transformer.depth) for images of \(transformer.imageSize) pixels, expected at most "
                        + "\(deepest) blocks and 224")
            }
            let blocks = transformer.blocks
            let depth = Double(blocks.count)
            let ratios = blocks.map(\.mlpRatio)
            let heads = blocks.map { Double($0.heads) }
            let padding = Array(repeating: 0.0, count: deepest - blocks.count)
            let row =
                [
                    depth, Double(transformer.embedding), transformer.paramsMillions,
                    transformer.flopsMillions, ratios.reduce(0, +) / depth, heads.reduce(0, +) / depth,
                ] + ratios + padding + heads + padding
            values += row.map { Float($0) }
        }
        return try FeatureMatrix(names: names(deepest: deepest), values: values)
    }
}
