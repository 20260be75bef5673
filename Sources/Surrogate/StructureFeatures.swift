internal import Spaces

/// What a cell itself tells about its accuracy, without a proxy and without training.
///
/// All features describe what the cell computes: dead edges are removed first, and a skip connection stands
/// for its source, so cells that NAS-Bench-201 counts as isomorphic have equal features. Two views of it,
/// which together predict better than either and far better than the operation on each edge:
///
/// - **Paths** (`PathFeatures`): the at most four ways from input to output, and what lies on them.
/// - **Terms** (`TermFeatures`): the sum that the output is when it is written out, as in the benchmark's
///   unique string.
enum StructureFeatures {
    static let names = PathFeatures.names + TermFeatures.names

    /// The features of one cell, appended in the order of `names`. All are finite.
    static func append(_ cell: Cell, to values: inout [Float]) {
        let live = LiveEdges(cell)
        PathFeatures(live).append(to: &values)
        TermFeatures(live).append(to: &values)
    }
}
