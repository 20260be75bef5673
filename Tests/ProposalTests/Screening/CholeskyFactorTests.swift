import Spaces
import Testing

@testable import Proposal

struct CholeskyFactorTests {
    /// A matrix that is positive definite for sure: A Aᵀ and something on the diagonal.
    private func matrix(_ size: Int, _ random: inout RandomStream) -> [[Double]] {
        let root = (0..<size).map { _ in (0..<size).map { _ in random.unit() - 0.5 } }
        return (0..<size).map { row in
            (0..<size).map { column in
                zip(root[row], root[column]).reduce(row == column ? 0.1 : 0) { $0 + $1.0 * $1.1 }
            }
        }
    }

    private func factor(_ matrix: [[Double]]) -> CholeskyFactor? {
        CholeskyFactor(
            lowerTriangle: matrix.enumerated().flatMap { row, entries in entries.prefix(row + 1) },
            size: matrix.count)
    }

    @Test func twoByTwoByHand() throws {
        // [[4, 2], [2, 5]] is [[2, 0], [1, 2]] times its transpose.
        let factor = try #require(CholeskyFactor(lowerTriangle: [4, 2, 5], size: 2))
        #expect(factor.diagonal == [2, 2])
        #expect(factor.forward([2, 5]) == [1, 2])
        #expect(factor.solve([2, 5]) == [0, 1])
    }

    /// Sizes around the eight numbers that a product takes at a time.
    @Test(arguments: [1, 2, 7, 8, 9, 16, 17, 40])
    func itSolvesAsGaussianEliminationDoes(_ size: Int) throws {
        var random = RandomStream(seed: size, "Cholesky")
        let matrix = matrix(size, &random)
        let right = (0..<size).map { _ in random.unit() }
        let factor = try #require(self.factor(matrix), "size \(size)")
        let slow = eliminated(matrix, right)
        for (fast, slow) in zip(factor.solve(right), slow) {
            #expect(abs(fast - slow) < 1e-9 * max(1, abs(slow)), "size \(size)")
        }
        // |L⁻¹ b|² is bᵀ K⁻¹ b.
        let half = factor.forward(right).reduce(0) { $0 + $1 * $1 }
        let whole = zip(right, slow).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(half - whole) < 1e-9 * max(1, whole), "size \(size)")
    }

    @Test func whatIsNotDefiniteHasNone() {
        #expect(CholeskyFactor(lowerTriangle: [1, 1, 1], size: 2) == nil)
        #expect(CholeskyFactor(lowerTriangle: [1, 2, 1], size: 2) == nil)
        #expect(CholeskyFactor(lowerTriangle: [-1], size: 1) == nil)
        #expect(CholeskyFactor(lowerTriangle: [.nan], size: 1) == nil)
        #expect(CholeskyFactor(lowerTriangle: [.infinity], size: 1) == nil)
    }

    @Test func emptyAndIllShapedMatrices() throws {
        let empty = try #require(CholeskyFactor(lowerTriangle: [], size: 0))
        #expect(empty.solve([]).isEmpty && empty.diagonal.isEmpty)
        #expect(CholeskyFactor(lowerTriangle: [1, 0], size: 2) == nil)
        #expect(CholeskyFactor(lowerTriangle: [], size: -1) == nil)
        // A right side of another length is handed back.
        #expect(try #require(CholeskyFactor(lowerTriangle: [4], size: 1)).solve([1, 2]) == [1, 2])
    }
}

/// The solution of a linear system, by elimination with pivots: slow and plain.
func eliminated(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var rows = zip(matrix, right).map { $0 + [$1] }
    for column in rows.indices {
        let pivot = rows.indices[column...].max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
        rows.swapAt(column, pivot)
        for row in rows.indices where row != column {
            let share = rows[row][column] / rows[column][column]
            for place in column...rows.count { rows[row][place] -= share * rows[column][place] }
        }
    }
    return rows.indices.map { rows[$0][rows.count] / rows[$0][$0] }
}
