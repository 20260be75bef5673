import Foundation
import Spaces
import Testing

@testable import Networks

/// Transformers as files that other tools load.
@Suite struct VisionTransformerModelTests {
    private static let text = "depth=2 embedding=48 mlp_ratio=3.5,4 heads=3,2"

    private func small(_ text: String = text, side: Int = 32) throws -> VisionTransformer {
        try VisionTransformer(parsing: text, imageSize: side)
    }

    @Test func theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws {
        for weights in VisionTransformerModel.Weights.allCases {
            let first = VisionTransformerModel(try small(), weights: weights).bytes
            #expect(first == VisionTransformerModel(try small(), weights: weights).bytes)
            #expect(first != VisionTransformerModel(try small(), seed: 1, weights: weights).bytes)
        }
    }

    @Test func theGraphHoldsAsManyParametersAsTheFormulaTells() throws {
        var random = RandomStream(seed: 6, "transformers")
        for _ in 0..<40 {
            let blocks = (0...random.below(16)).map { _ in
                VisionTransformer.Block(
                    mlpRatio: 3 + Double(random.below(3)) / 2, heads: 1 + random.below(10))
            }
            let transformer = try VisionTransformer(
                embedding: 24 * (1 + random.below(26)), blocks: blocks, imageSize: 16 * (1 + random.below(14))
            )
            for weights in VisionTransformerModel.Weights.allCases {
                let model = VisionTransformerModel(transformer, weights: weights)
                #expect(model.parameterCount == transformer.parameterCount, "\(transformer)")
            }
        }
    }

    @Test func aCompactFileIsSmall() throws {
        let blocks = Array(repeating: VisionTransformer.Block(mlpRatio: 4, heads: 10), count: 16)
        let largest = try VisionTransformer(embedding: 624, blocks: blocks)
        let compact = VisionTransformerModel(largest, weights: .compact).bytes
        #expect(compact.count < 1_700_000 && largest.parameterCount > 70_000_000)
    }

    /// ONNX's checker, its shape inference, onnxruntime and an independent NumPy transformer take each of them.
    @Test(.enabled(if: Python.hasONNX, "\(Python.absence)"), .timeLimit(.minutes(5)))
    func onnxsOwnToolsReadThemAndNumPyComputesTheSame() throws {
        let folder = try TemporaryFolder()
        let transformers = [
            try small(), try small("depth=1 embedding=192 mlp_ratio=3.5 heads=4", side: 64),
            // One patch; steps beyond the tables' ends; as many tokens in a side as numbers in a head.
            try small("depth=1 embedding=26 mlp_ratio=3.5 heads=1", side: 16),
            try small("depth=2 embedding=40 mlp_ratio=3,4 heads=1,2", side: 272),
            try small("depth=3 embedding=216 mlp_ratio=4,3.5,4 heads=3,4,3"),
        ]
        for (number, transformer) in transformers.enumerated() {
            for weights in VisionTransformerModel.Weights.allCases {
                let model = VisionTransformerModel(
                    transformer, seed: number, batch: number == 1 ? .fixed(2) : .any, weights: weights)
                try folder.write(model.bytes, to: "\(number)-\(weights.rawValue).onnx")
            }
        }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("check_transformers.py").path
        let (status, output) = try Python.run([script, folder.path])
        #expect(status == 0, "\(output)")
        if status == 0 { print(output) }
    }
}
