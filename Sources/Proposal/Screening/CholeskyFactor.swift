/// The Cholesky factor of a symmetric positive definite matrix K: the lower triangular L with L Lᵀ = K.
///
/// Row by row (Cholesky-Banachiewicz; Golub and Van Loan, "Matrix Computations", 4th edition, 4.2), so that
/// every inner loop is a product of two runs of memory. n³/6 multiplications to factor, n²/2 to solve.
struct CholeskyFactor: Sendable {
    let size: Int
    /// The rows of the lower triangle, one behind the other: row i has i + 1 entries.
    private let rows: [Double]

    private static func start(_ row: Int) -> Int { row * (row + 1) / 2 }

    /// Factors the matrix whose lower triangle is given so, row behind row; nil where it is not positive
    /// definite, as far as rounding tells, or holds another number of entries.
    init?(lowerTriangle: [Double], size: Int) {
        guard size >= 0, lowerTriangle.count == Self.start(size) else { return nil }
        self.size = size
        var rows = lowerTriangle
        let isDefinite = rows.withUnsafeMutableBufferPointer { rows in
            let known = UnsafeBufferPointer(rows)
            for row in 0..<size {
                let start = Self.start(row)
                for column in 0..<row {
                    let other = Self.start(column)
                    let rest = rows[start + column] - dot(known, start, known, other, column)
                    rows[start + column] = rest / known[other + column]
                }
                let pivot = rows[start + row] - dot(known, start, known, start, row)
                guard pivot > 0, pivot.isFinite else { return false }
                rows[start + row] = pivot.squareRoot()
            }
            return true
        }
        guard isDefinite else { return nil }
        self.rows = rows
    }

    /// L's diagonal: the logarithm of K's determinant is twice the sum of their logarithms.
    var diagonal: [Double] { (0..<size).map { rows[Self.start($0 + 1) - 1] } }

    /// L⁻¹ b, for a b of as many entries.
    func forward(_ right: [Double]) -> [Double] {
        var result = right
        guard result.count == size else { return result }
        rows.withUnsafeBufferPointer { rows in
            result.withUnsafeMutableBufferPointer { result in
                let known = UnsafeBufferPointer(result)
                for row in 0..<size {
                    let start = Self.start(row)
                    result[row] = (result[row] - dot(rows, start, known, 0, row)) / rows[start + row]
                }
            }
        }
        return result
    }

    /// K⁻¹ b, for a b of as many entries.
    func solve(_ right: [Double]) -> [Double] {
        var result = forward(right)
        guard result.count == size else { return result }
        for row in (0..<size).reversed() {
            let start = Self.start(row)
            result[row] /= rows[start + row]
            let known = result[row]
            for column in 0..<row { result[column] -= rows[start + column] * known }
        }
        return result
    }
}

/// The sum of products of two runs of `count` numbers, eight sums at a time: in the same order, and so the same
/// bits, on any machine.
@inline(__always)
private func dot(
    _ left: UnsafeBufferPointer<Double>, _ leftStart: Int,
    _ right: UnsafeBufferPointer<Double>, _ rightStart: Int, _ count: Int
) -> Double {
    guard count > 0, let one = left.baseAddress, let other = right.baseAddress else { return 0 }
    let leftRun = UnsafeRawPointer(one + leftStart)
    let rightRun = UnsafeRawPointer(other + rightStart)
    let width = SIMD8<Double>.scalarCount
    let whole = count - count % width
    var sums = SIMD8<Double>(repeating: 0)
    for place in stride(from: 0, to: whole, by: width) {
        let offset = place * MemoryLayout<Double>.stride
        sums +=
            leftRun.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
            * rightRun.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
    }
    var sum = sums.sum()
    for place in whole..<count { sum += one[leftStart + place] * other[rightStart + place] }
    return sum
}
