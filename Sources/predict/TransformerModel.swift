import Files
import Spaces
import StageKit
import Surrogate

/// A model of AutoFormer's transformers.
struct TransformerModel: Answering {
    private let surrogate: TransformerSurrogate

    /// Without a path the model that ships. Throws code 66 where it is not there, 65 where it is none of the space's.
    init(_ space: AutoFormerSpace, path: String?) throws {
        guard
            let path = path ?? Program.dataPath("surrogates").map({ "\($0)/accuracy-\(space.rawValue).ubj" })
        else {
            throw StageFailure(
                .missingInput, "the surrogates that ship (data/surrogates) are not there: name a --model")
        }
        do {
            surrogate = try TransformerSurrogate(space, model: try FileSystem.read(path))
        } catch let error as XGBoostError {
            throw StageFailure(.badData, "\(path): \(error)")
        }
    }

    var spaceName: String { surrogate.space.rawValue }

    func architecture(_ text: String) throws -> VisionTransformer {
        let transformer = try VisionTransformer(parsing: text)
        guard transformer.depth <= surrogate.space.deepest else {
            throw StageFailure(
                .badData, "depth is \(transformer.depth), \(spaceName) goes to \(surrogate.space.deepest)")
        }
        return transformer
    }

    func accuracies(of architectures: [VisionTransformer], threads: Int) throws -> [Double] {
        try surrogate.predict(architectures, threads: threads)
    }
}
