import Files
import Networks
import Spaces
import StageKit

/// Vision transformers as ONNX networks, by their written forms.
struct TransformerExport {
    static let names = AutoFormerSpace.allCases.map(\.rawValue).joined(separator: ", ")

    private let space: AutoFormerSpace
    private let transformers: [VisionTransformer]
    private let seed: Int
    private let batch: ONNXModel.Batch
    private let weights: VisionTransformerModel.Weights
    private let folder: String

    /// Throws code 64 for a space that is none of transformers, an architecture that is none of the space, or an
    /// image size or batch that cannot be.
    init(
        space name: String, architectures: [String], imageSize: Int?, seed: Int, batch: Int?, isCompact: Bool,
        folder: String
    ) throws {
        guard let space = AutoFormerSpace(rawValue: name) else {
            throw StageFailure(.usage, "--space: '\(name)' is none of \(Self.names)")
        }
        if let batch, !(1...65_536).contains(batch) {
            throw StageFailure(.usage, "--batch: \(batch) is not in 1 to 65536")
        }
        transformers = try architectures.map { text in
            do {
                let transformer = try VisionTransformer(parsing: text, imageSize: imageSize ?? 224)
                guard transformer.depth <= space.deepest else {
                    throw StageFailure(
                        .usage,
                        "--cell '\(text)': depth \(transformer.depth), but \(name) goes to \(space.deepest)")
                }
                return transformer
            } catch let error as VisionTransformerError {
                let option = error.field == "image size" ? "--image-size" : "--cell '\(text)'"
                throw StageFailure(.usage, "\(option): \(error)")
            }
        }
        self.space = space
        self.seed = seed
        self.batch = batch.map { .fixed($0) } ?? .any
        weights = isCompact ? .compact : .whole
        self.folder = folder
    }

    /// Writes a file each and tells their paths on standard output.
    func write() throws {
        try FileSystem.makeDirectory(folder)
        for transformer in transformers {
            let model = VisionTransformerModel(transformer, seed: seed, batch: batch, weights: weights)
            let path = "\(folder)/\(fileName(transformer)).onnx"
            try AtomicFile.publish(model.bytes, to: path)
            try StandardStreams.write("\(path)\n")
        }
        StandardStreams.tell(
            "pelnas: \(transformers.count) networks, not trained: their weights are random, by seed \(seed)")
    }

    /// No two transformers have the same: `autoformer-tiny-12x192-8f0c…`.
    private func fileName(_ transformer: VisionTransformer) -> String {
        let hash = ContentHash(of: Array(transformer.description.utf8)).description.prefix(16)
        return "\(space.rawValue)-\(transformer.depth)x\(transformer.embedding)-\(hash)"
    }
}
