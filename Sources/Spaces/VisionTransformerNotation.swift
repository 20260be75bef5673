/// The written form: `depth=2 embedding=192 mlp_ratio=4,3.5 heads=3,4`, a number a block where blocks differ.
extension VisionTransformer: CustomStringConvertible {
    public var description: String {
        "depth=\(depth) embedding=\(embedding) mlp_ratio="
            + blocks.map { Self.text($0.mlpRatio) }.joined(separator: ",") + " heads="
            + blocks.map { "\($0.heads)" }.joined(separator: ",")
    }

    /// Reads the written form, its parts in any order, `imageSize` pixels to a side.
    public init(parsing text: String, imageSize: Int = 224) throws(VisionTransformerError) {
        let fields = try Self.fields(text)
        func value(_ name: String) throws(VisionTransformerError) -> String {
            guard let value = fields[name] else { throw VisionTransformerError(name, "", "it is missing") }
            return value
        }
        func whole(_ text: String, _ field: String) throws(VisionTransformerError) -> Int {
            guard let number = Int(text), number >= 0 else {
                throw VisionTransformerError(field, text, "expected a whole number")
            }
            return number
        }
        let depth = try whole(try value("depth"), "depth")
        func list(_ name: String) throws(VisionTransformerError) -> [String] {
            let parts = try value(name).split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count == depth else {
                throw VisionTransformerError(
                    name, try value(name), "expected \(depth) numbers, one a block, found \(parts.count)")
            }
            return parts.map(String.init)
        }
        var blocks: [Block] = []
        for (ratio, heads) in zip(try list("mlp_ratio"), try list("heads")) {
            guard let mlpRatio = Double(ratio), mlpRatio.isFinite else {
                throw VisionTransformerError("mlp_ratio", ratio, "expected a number")
            }
            blocks.append(Block(mlpRatio: mlpRatio, heads: try whole(heads, "heads")))
        }
        try self.init(
            embedding: try whole(try value("embedding"), "embedding"), blocks: blocks, imageSize: imageSize)
    }

    private static let names = ["depth", "embedding", "mlp_ratio", "heads"]

    private static func fields(_ text: String) throws(VisionTransformerError) -> [String: String] {
        guard text.utf8.count <= 4_096 else {
            throw VisionTransformerError("architecture", "\(text.prefix(40))…", "longer than 4096 bytes")
        }
        var fields: [String: String] = [:]
        for part in text.split(separator: " ") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, names.contains(String(halves[0])) else {
                throw VisionTransformerError(
                    "architecture", String(part), "expected NAME=VALUE of \(names.joined(separator: ", "))")
            }
            guard fields.updateValue(String(halves[1]), forKey: String(halves[0])) == nil else {
                throw VisionTransformerError(String(halves[0]), String(part), "it stands there twice")
            }
        }
        return fields
    }

    /// 4 is written 4, not 4.0.
    private static func text(_ ratio: Double) -> String {
        ratio == ratio.rounded() ? "\(Int(ratio))" : "\(ratio)"
    }
}
