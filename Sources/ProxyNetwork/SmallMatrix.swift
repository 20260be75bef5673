#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A square matrix as small as a batch.
struct SmallMatrix {
    let size: Int
    var elements: [Double]

    init(size: Int) {
        self.size = size
        elements = Array(repeating: 0, count: size * size)
    }

    subscript(row: Int, column: Int) -> Double {
        get { elements[row * size + column] }
        set { elements[row * size + column] = newValue }
    }

    /// The logarithm of the determinant's absolute value, minus infinity where it is 0: elimination with
    /// partial pivoting.
    var logDeterminant: Double {
        var matrix = self
        var total = 0.0
        for step in 0..<size {
            let pivot = (step..<size).max { abs(matrix[$0, step]) < abs(matrix[$1, step]) } ?? step
            guard matrix[pivot, step] != 0 else { return -.infinity }
            if pivot != step {
                for column in 0..<size {
                    (matrix[step, column], matrix[pivot, column]) = (
                        matrix[pivot, column], matrix[step, column]
                    )
                }
            }
            total += log(abs(matrix[step, step]))
            for row in step + 1..<max(step + 1, size) {
                let factor = matrix[row, step] / matrix[step, step]
                guard factor != 0 else { continue }
                for column in step..<size { matrix[row, column] -= factor * matrix[step, column] }
            }
        }
        return total
    }

    /// Of a symmetric matrix, in no order: cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5).
    var eigenvalues: [Double] {
        var matrix = self
        for _ in 0..<60 {
            var rest = 0.0
            for row in 0..<size {
                for column in 0..<row { rest += matrix[row, column] * matrix[row, column] }
            }
            guard rest > 1e-26 else { break }
            for row in 1..<max(1, size) {
                for column in 0..<row { matrix.rotate(column, row) }
            }
        }
        return (0..<size).map { matrix[$0, $0] }
    }

    private mutating func rotate(_ p: Int, _ q: Int) {
        guard self[p, q] != 0 else { return }
        let theta = (self[q, q] - self[p, p]) / (2 * self[p, q])
        let tangent = (theta < 0 ? -1.0 : 1.0) / (abs(theta) + (theta * theta + 1).squareRoot())
        let cosine = 1 / (tangent * tangent + 1).squareRoot()
        let sine = tangent * cosine
        for k in 0..<size {
            let (left, right) = (self[k, p], self[k, q])
            self[k, p] = cosine * left - sine * right
            self[k, q] = sine * left + cosine * right
        }
        for k in 0..<size {
            let (left, right) = (self[p, k], self[q, k])
            self[p, k] = cosine * left - sine * right
            self[q, k] = sine * left + cosine * right
        }
    }

    /// Pearson's correlation of each row with each; NaN where a row does not vary.
    static func correlations(_ rows: [[Double]]) -> SmallMatrix {
        let centred = rows.map { row in
            let mean = row.reduce(0, +) / Double(row.count)
            let parts = row.map { $0 - mean }
            let norm = parts.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return parts.map { $0 / norm }
        }
        var matrix = SmallMatrix(size: rows.count)
        for row in rows.indices {
            for column in 0...row {
                var total = 0.0
                for (left, right) in zip(centred[row], centred[column]) { total += left * right }
                matrix[row, column] = total
                matrix[column, row] = total
            }
        }
        return matrix
    }
}
