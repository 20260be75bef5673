import Spaces
import Testing

@testable import Surrogate

/// Accuracy of transformers, told by a model of a few of them.
@Suite struct TransformerSurrogateTests {
    /// Made up: wide, deep and well-headed is better.
    private static func accuracy(_ transformer: VisionTransformer) -> Double {
        70 + Double(transformer.embedding) / 100 + Double(transformer.depth) / 4
            + transformer.blocks.reduce(0) { $0 + Double($1.heads) / 20 + $1.mlpRatio / 30 }
    }

    private static func drawn(_ count: Int, seed: Int) throws -> [VisionTransformer] {
        var random = RandomStream(seed: seed, "transformers")
        return try (0..<count).map { _ in
            let blocks = (0..<12 + random.below(3)).map { _ in
                VisionTransformer.Block(
                    mlpRatio: 3.5 + Double(random.below(2)) / 2, heads: 3 + random.below(2))
            }
            return try VisionTransformer(embedding: 192 + 24 * random.below(3), blocks: blocks)
        }
    }

    private static func fitted() throws -> TransformerSurrogate {
        let training = try drawn(300, seed: 1)
        return try .fit(.tiny, training, accuracies: training.map(accuracy))
    }

    @Test func featuresAreTheConfigurationAndZerosBeyondTheDepth() throws {
        let transformer = try VisionTransformer(parsing: "depth=2 embedding=192 mlp_ratio=4,3.5 heads=3,4")
        let matrix = try TransformerFeatures.matrix(of: [transformer], deepest: 3)
        let row = Array(matrix[0])
        #expect(matrix.names.count == 12 && matrix.names.last == "heads_2")
        #expect(row[0] == 2 && row[1] == 192 && row[4] == 3.75 && row[5] == 3.5)
        #expect(row[2] == Float(transformer.paramsMillions) && row[3] == Float(transformer.flopsMillions))
        #expect(Array(row[6...]) == [4, 3.5, 0, 3, 4, 0])
        #expect(throws: XGBoostError.self) {
            try TransformerFeatures.matrix(of: [transformer], deepest: 1)
        }
    }

    @Test func whatItWasNotFitOnIsOrderedWell() throws {
        let others = try Self.drawn(100, seed: 2)
        let quality = try Self.fitted().quality(on: others, truth: others.map(Self.accuracy))
        #expect(try #require(quality.spearman) > 0.9 && quality.cells == 100)
    }

    /// Whoever asks for one alone gets what is told among others, on any number of threads, of a model read back.
    @Test func aPredictionHangsOnNothingButTheTransformer() throws {
        let surrogate = try Self.fitted()
        let others = try Self.drawn(200, seed: 3)
        let all = try surrogate.predict(others)
        let again = try TransformerSurrogate(.tiny, model: surrogate.model)
        #expect(try again.predict(others, threads: 2) == all)
        #expect(try others.prefix(50).map { try again.predict([$0])[0] } == Array(all.prefix(50)))
        #expect(try again.predict([]) == [])
        #expect(try Self.fitted().model == surrogate.model)
    }

    @Test func aModelOfAnotherSpaceIsRefused() throws {
        let model = try Self.fitted().model
        #expect(throws: XGBoostError.self) { try TransformerSurrogate(.base, model: model) }
        #expect(throws: XGBoostError.self) { try TransformerSurrogate(.tiny, model: [1, 2, 3]) }
    }
}
