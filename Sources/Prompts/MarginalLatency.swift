import Proposal
import Spaces

/// What an operation on an edge costs, by the cells seen: the least squares fit of latency on how many
/// edges carry each operation. All edges as drawn count, live and dead.
struct MarginalLatency: Equatable {
    /// Milliseconds of a cell of six empty edges.
    let base: Double
    /// Milliseconds that an edge adds when it carries the operation and not `none`.
    let added: [(operation: Operation, milliseconds: Double)]

    /// Counts of the six edges add up, so one operation must be the measure of the others.
    private static let operations: [Operation] = [
        .skipConnect, .convolution1x1, .convolution3x3, .averagePool3x3,
    ]

    /// nil where the cells are fewer than the five unknowns or do not tell them apart.
    init?(of cells: [EvaluatedCell<Cell>]) {
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: 6), count: 5)
        var used = 0
        for cell in cells {
            guard let latency = cell.latencyMilliseconds, latency.isFinite else { continue }
            let row = [1] + Self.operations.map { Double(cell.cell.count(of: $0)) } + [latency]
            for line in 0..<5 {
                for column in 0..<6 { matrix[line][column] += row[line] * row[column] }
            }
            used += 1
        }
        guard used >= 5, let solution = Self.solve(matrix) else { return nil }
        base = solution[0]
        added = zip(Self.operations, solution.dropFirst()).map { ($0, $1) }
    }

    /// Gaussian elimination with partial pivoting of five equations, the right-hand side the sixth column;
    /// nil where they are singular.
    private static func solve(_ equations: [[Double]]) -> [Double]? {
        var rows = equations
        // Entries are sums of products of whole numbers, so a true zero pivot is rounding away from 0.
        let smallest = 1e-9 * (rows.flatMap { $0.dropLast() }.map(abs).max() ?? 0)
        for step in rows.indices {
            guard let pivot = (step..<rows.count).max(by: { abs(rows[$0][step]) < abs(rows[$1][step]) }),
                abs(rows[pivot][step]) > smallest
            else { return nil }
            rows.swapAt(step, pivot)
            for other in rows.indices where other != step {
                let factor = rows[other][step] / rows[step][step]
                for column in step..<6 { rows[other][column] -= factor * rows[step][column] }
            }
        }
        let solution = rows.indices.map { rows[$0][5] / rows[$0][$0] }
        return solution.allSatisfy(\.isFinite) ? solution : nil
    }

    static func == (left: MarginalLatency, right: MarginalLatency) -> Bool {
        left.base == right.base && left.added.elementsEqual(right.added, by: ==)
    }
}
