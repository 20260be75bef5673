import Files
import Records
import Spaces

/// Published subnets of AutoFormer's spaces with their accuracy under inherited weights: records of OoD-ViT-NAS, a
/// JSON object a line with `space` (tiny, small, base), `depth`, `embed_dim`, `mlp_ratio`, `num_heads` and
/// `imagenet_top1_inherited` in percent; other members are passed over.
struct Subnets {
    struct Subnet {
        var transformer: VisionTransformer
        var accuracy: Double
    }

    /// In the file's order.
    let bySpace: [AutoFormerSpace: [Subnet]]
    let contentHash: String

    /// Throws `LineError` with line and field where one is not as described.
    init(path: String) throws {
        let bytes = try FileSystem.read(path)
        var bySpace: [AutoFormerSpace: [Subnet]] = [:]
        try bytes.withUnsafeBytes { bytes in
            try JSONLines.forEach(in: bytes, file: path) { line, json in
                let (space, subnet) = try Self.subnet(json) {
                    LineError(file: path, line: line, message: $0)
                }
                bySpace[space, default: []].append(subnet)
            }
        }
        self.bySpace = bySpace
        contentHash = ContentHash(of: bytes).description
    }

    private static func subnet(
        _ json: JSON, _ fault: (String) -> LineError
    ) throws -> (AutoFormerSpace, Subnet) {
        func wrong(_ field: String, _ expected: String) -> LineError {
            fault("\(field) is \(json[field]?.text ?? "missing"), expected \(expected)")
        }
        guard let space = json["space"]?.string.flatMap({ AutoFormerSpace(rawValue: "autoformer-\($0)") })
        else { throw wrong("space", "tiny, small or base") }
        guard let depth = json["depth"]?.integer, depth <= space.deepest else {
            throw wrong("depth", "a whole number up to \(space.deepest)")
        }
        guard let embedding = json["embed_dim"]?.integer else { throw wrong("embed_dim", "a whole number") }
        guard let ratios = json["mlp_ratio"]?.array?.compactMap(\.number), ratios.count == depth else {
            throw wrong("mlp_ratio", "\(depth) numbers")
        }
        guard let heads = json["num_heads"]?.array?.compactMap(\.integer), heads.count == depth else {
            throw wrong("num_heads", "\(depth) whole numbers")
        }
        guard let accuracy = json["imagenet_top1_inherited"]?.number, (0...100).contains(accuracy) else {
            throw wrong("imagenet_top1_inherited", "a number from 0 to 100")
        }
        do {
            let blocks = zip(ratios, heads).map { VisionTransformer.Block(mlpRatio: $0, heads: $1) }
            let transformer = try VisionTransformer(embedding: embedding, blocks: blocks)
            return (space, Subnet(transformer: transformer, accuracy: accuracy))
        } catch {
            throw fault("\(error)")
        }
    }
}
