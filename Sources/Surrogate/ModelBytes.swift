/// Looks through a model's bytes for what the library itself would trust: that they are a forest of
/// regression trees, whose arrays are as long as they say and whose children lie inside them.
///
/// Not the numbers in the trees: a damaged threshold or leaf gives a wrong prediction, as any other
/// wrong number does, but no crash.
struct ModelBytes {
    let bytes: UnsafeBufferPointer<UInt8>

    /// The number of features the model was fit on. O(bytes), a few milliseconds for 500 trees.
    static func columns(of model: [UInt8]) throws(XGBoostError) -> Int {
        try model.withUnsafeBufferPointer { (bytes) throws(XGBoostError) in
            try ModelBytes(bytes: bytes).columns()
        }
    }

    private func columns() throws(XGBoostError) -> Int {
        let root = try UniversalBinaryJSONParser.parse(bytes)
        let learner = try member("learner", of: root)
        try checkObjective(member("objective", of: learner))
        let booster = try member("gradient_booster", of: learner)
        try expect("gbtree", in: member("name", of: booster))
        let parameters = try member("learner_model_param", of: learner)
        let columns = try writtenNumber(member("num_feature", of: parameters), 1...100_000)
        // One group of trees: more targets or classes would index past the tree groups.
        _ = try writtenNumber(member("num_class", of: parameters), 0...0)
        _ = try writtenNumber(member("num_target", of: parameters), 1...1)
        let base = try member("base_score", of: parameters)
        guard case .text(let score, _) = base, Double(score)?.isFinite == true else {
            throw .invalidModel(offset: base.offset, "expected a finite base_score")
        }
        _ = try wholeNumbers(member("version", of: root), 0...10_000)

        let model = try member("model", of: booster)
        let trees = try member("trees", of: model)
        guard case .array(let forest, _) = trees else { throw wrong(trees, "an array of trees") }
        let written = try member("num_trees", of: member("gbtree_model_param", of: model))
        _ = try writtenNumber(written, forest.count...forest.count)
        let groups = try wholeNumbers(member("tree_info", of: model), 0...0)
        guard groups.count == forest.count else { throw wrong(trees, "\(groups.count) trees") }
        for (number, tree) in forest.enumerated() {
            // The library puts a tree where its number says, and follows what was never put there.
            let id = try member("id", of: tree)
            guard case .integer(number, _) = id else { throw wrong(id, "the tree's number, \(number)") }
            try checkTree(tree, columns: columns)
        }
        return columns
    }

    private func checkObjective(_ objective: UniversalBinaryJSON) throws(XGBoostError) {
        let name = try member("name", of: objective)
        guard case .text(let text, _) = name, let known = XGBoostParameters.Objective(rawValue: text) else {
            let names = XGBoostParameters.Objective.allCases.map { "'\($0.rawValue)'" }
            throw wrong(name, names.joined(separator: " or "))
        }
        guard known == .tweedie else { return }
        let power = try member(
            "tweedie_variance_power", of: member("tweedie_regression_param", of: objective))
        guard case .text(let written, _) = power, let value = Double(written), value >= 1, value < 2 else {
            throw wrong(power, "a number from 1 to 2, written as text")
        }
    }

    private func checkTree(_ tree: UniversalBinaryJSON, columns: Int) throws(XGBoostError) {
        let parameters = try member("tree_param", of: tree)
        _ = try writtenNumber(member("size_leaf_vector", of: parameters), 0...1)
        _ = try writtenNumber(member("num_feature", of: parameters), columns...columns)
        let nodes = try writtenNumber(member("num_nodes", of: parameters), 1...1 << 24)
        _ = try writtenNumber(member("num_deleted", of: parameters), 0...nodes - 1)

        for name in ["base_weights", "loss_changes", "split_conditions", "sum_hessian"] {
            _ = try numbers(name, of: tree, type: "d", count: nodes)
        }
        for name in ["categories", "categories_nodes"] {
            _ = try numbers(name, of: tree, type: "l", count: 0)
        }
        for name in ["categories_segments", "categories_sizes"] {
            _ = try numbers(name, of: tree, type: "L", count: 0)
        }
        let defaults = try numbers("default_left", of: tree, type: "U", count: nodes)
        let types = try numbers("split_type", of: tree, type: "U", count: nodes)
        let lefts = try numbers("left_children", of: tree, type: "l", count: nodes)
        let rights = try numbers("right_children", of: tree, type: "l", count: nodes)
        let parents = try numbers("parents", of: tree, type: "l", count: nodes)
        let splits = try numbers("split_indices", of: tree, type: "l", count: nodes)
        let noParent = Int(Int32.max)
        for node in 0..<nodes {
            _ = try element(node, of: defaults, in: 0...1)
            // 1 would be a split by categories, which these models have none of.
            _ = try element(node, of: types, in: 0...0)
            // The root's parent is the largest 32-bit number; the library follows all others up.
            _ = try element(node, of: parents, in: node == 0 ? noParent...noParent : 0...node - 1)
            let left = try element(node, of: lefts, in: -1...nodes - 1)
            let right = try element(node, of: rights, in: -1...nodes - 1)
            if left == -1, right == -1 { continue }
            // Children behind their parent: no walk from the root can go round in circles.
            guard left > node, right > node else {
                throw wrong(tree, "children behind their parent; node \(node) has \(left) and \(right)")
            }
            for child in [left, right] { _ = try element(child, of: parents, in: node...node) }
            _ = try element(node, of: splits, in: 0...columns - 1)
        }
    }
}
