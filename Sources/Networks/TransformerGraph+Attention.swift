internal import Spaces

/// Self-attention with AutoFormer's relative positions (Shaw et al. 2018, in two dimensions): what a token
/// makes of another hangs on where that stands, a row in a table by the steps down plus one by the steps across.
extension TransformerGraph {
    mutating func attention(_ name: String, _ input: String, heads: Int) -> String {
        let head = VisionTransformer.headWidth
        let (width, attention) = (transformer.embedding, head * heads)
        let joined = linear("\(name).qkv", input, width, 3 * attention)
        let parts = ["q", "k", "v"].map { "\(name).\($0)" }
        split(parts.map { "\($0).flat" }, joined, axis: 2)
        // (images, heads, tokens, 64)
        let byHead = weights.integers("shape.heads.\(heads)", [0, tokens, heads, head])
        for part in parts {
            let shaped = node("Reshape", "\(part).shaped", ["\(part).flat", byHead])
            _ = transposed(part, shaped, [0, 2, 1, 3])
        }
        let keys = transposed("\(parts[1]).turned", parts[1], [0, 1, 3, 2])
        let products = node("MatMul", "\(name).products", [parts[0], keys])
        let placed = byPosition("\(name).rel_pos_embed_k", parts[0], heads, isForKeys: true)
        let sum = node("Add", "\(name).sum", [products, placed])
        let scaled = node("Mul", "\(name).scaled", [sum, weights.number("number.eighth", 0.125)])
        let shares = node("Softmax", "\(name).shares", [scaled], [("axis", .integer(-1))])

        let seen = node("MatMul", "\(name).seen", [shares, parts[2]])
        let offset = byPosition("\(name).rel_pos_embed_v", shares, heads, isForKeys: false)
        let whole = node("Add", "\(name).whole", [seen, offset])
        let turned = transposed("\(name).whole.turned", whole, [0, 2, 1, 3])
        let flat = node(
            "Reshape", "\(name).whole.flat",
            [turned, weights.integers("shape.width.\(attention)", [0, tokens, attention])])
        return linear("\(name).proj", flat, attention, width)
    }

    /// Every token's rows, of all images and heads, times the table of where the others stand from it. As keys'
    /// positions are met with queries, the table is turned; values' positions are added up as they are.
    private mutating func byPosition(
        _ name: String, _ input: String, _ heads: Int, isForKeys: Bool
    ) -> String {
        let head = VisionTransformer.headWidth
        let (inner, outer) = isForKeys ? (head, tokens) : (tokens, head)
        let rows = positions(name)
        let table = isForKeys ? transposed("\(name).turned", rows, [0, 2, 1]) : rows
        let byToken = transposed("\(name).tokens", input, [2, 0, 1, 3])
        let flat = node(
            "Reshape", "\(name).flat",
            [byToken, weights.integers("shape.tokens.\(inner)", [tokens, -1, inner])])
        let product = node("MatMul", "\(name).product", [flat, table])
        let back = transposed("\(name).back", product, [1, 0, 2])
        let shape = weights.integers("shape.back.\(heads).\(outer)", [-1, heads, tokens, outer])
        return node("Reshape", name, [back, shape])
    }

    /// (tokens, tokens, 64): for each token, of every other.
    private mutating func positions(_ name: String) -> String {
        let shape = [VisionTransformer.relativePositions, VisionTransformer.headWidth]
        let rows = zip(["v", "h"], [transformer.stepsDown, transformer.stepsAcross]).map { way, steps in
            let indices = weights.indices("steps.\(way)", [tokens, tokens], steps())
            let table = weights.weight("\(name).embeddings_table_\(way)", shape, bound: 0.5)
            return node("Gather", "\(name).\(way)", [table, indices], [("axis", .integer(0))])
        }
        return node("Add", "\(name).table", rows)
    }
}

extension VisionTransformer {
    fileprivate func stepsDown() -> [Int] { steps { $0 / grid } }
    fileprivate func stepsAcross() -> [Int] { steps { $0 % grid } }

    /// The table's row for each pair of tokens: 0 where one of them is the class token, which stands nowhere.
    private func steps(_ place: (Int) -> Int) -> [Int] {
        (0...patches).flatMap { from in
            (0...patches).map { to in
                guard from > 0, to > 0 else { return 0 }
                let steps = place(to - 1) - place(from - 1)
                return min(max(steps, -Self.farthest), Self.farthest) + Self.farthest + 1
            }
        }
    }
}
