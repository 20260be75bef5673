import Spaces
import Testing

@testable import Surrogate

@Suite struct FeatureSetTests {
    private func features(_ text: String) throws -> [String: Float] {
        let matrix = try FeatureSet.structure.matrix(of: [try Cell(parsing: text)])
        return Dictionary(uniqueKeysWithValues: zip(matrix.names, matrix.values))
    }

    @Test func namesEveryColumnOnce() throws {
        #expect(FeatureSet.zeroCost.names.count == 13)
        #expect(FeatureSet.structure.names.count == 38)
        for set in FeatureSet.allCases {
            #expect(Set(set.names).count == set.names.count)
            let matrix = try set.matrix(of: [Cell.all[9]]) { _ in Array(repeating: 1, count: 13) }
            #expect(matrix.names == set.names)
            #expect(matrix.values.count == set.names.count)
        }
    }

    @Test func tellsAKnownCellByItsPathsAndTerms() throws {
        // Paths: skip; 3x3 then pool; 1x1 then nothing is dead; 3x3, 1x1, 3x3.
        let found = try features(
            "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2|")
        #expect(found["paths_of_1_steps"] == 0)
        #expect(found["paths_of_2_steps"] == 1)
        #expect(found["paths_of_3_steps"] == 1)
        #expect(found["least_conv_on_a_path"] == 0)
        #expect(found["most_conv_on_a_path"] == 3)
        #expect(found["mean_conv_on_a_path"] == Float(4) / 3)
        #expect(found["paths_with_3_conv"] == 1)
        #expect(found["paths_without_pool"] == 2)
        #expect(found["most_conv_without_pool"] == 3)
        #expect(found["output_terms"] == 3)
        #expect(found["skip_paths"] == 1)
        #expect(found["conv3x3_written_out"] == 3)
        #expect(found["conv3x3_distinct"] == 2)
        #expect(found["conv3x3_on_the_input"] == 1)
        #expect(found["pool_output"] == 1)
        #expect(found["depth"] == 3)
        #expect(found["conv_depth"] == 3)
    }

    @Test func countsTheSameConvolutionOnTwoEdgesOnce() throws {
        // Both convolutions see the input itself: node 1 is a skip of it.
        let found = try features(
            "|skip_connect~0|+|none~0|none~1|+|nor_conv_3x3~0|nor_conv_3x3~1|none~2|")
        #expect(found["conv3x3_written_out"] == 2)
        #expect(found["conv3x3_distinct"] == 1)
        #expect(found["output_terms"] == 2)
    }

    @Test func saysThatADisconnectedCellHasNoPath() throws {
        let found = try features("|none~0|+|none~0|nor_conv_3x3~1|+|none~0|nor_conv_3x3~1|none~2|")
        #expect(found["least_conv_on_a_path"] == -1)
        #expect(found["mean_pool_on_a_path"] == -1)
        #expect(found["depth"] == -1)
        #expect(found["output_terms"] == 0)
    }

    @Test func isEqualForIsomorphicCells() throws {
        let matrix = try FeatureSet.structure.matrix(of: Cell.all)
        #expect(matrix.rows == Cell.count)
        #expect(matrix.values.allSatisfy { $0.isFinite })
        var first: [String: Int] = [:]
        for cell in Cell.all {
            let row = Int(cell.code)
            let other = first[cell.isomorphismKey, default: row]
            first[cell.isomorphismKey] = other
            #expect(matrix[row] == matrix[other], "\(cell)")
        }
        #expect(first.count == 6466)
    }

    @Test func takesFailedAbsentAndEndlessProxiesAsMissing() throws {
        var row: [Double?] = Array(repeating: 1.5, count: 13)
        row.replaceSubrange(0..<5, with: [nil, -1e8, .infinity, .nan, 1e300])
        let values = try FeatureSet.zeroCost.matrix(of: [Cell.all[0]]) { _ in row }.values
        #expect(values[..<5].allSatisfy { $0.isNaN })
        #expect(values[5...].allSatisfy { $0 == 1.5 })
    }

    @Test func refusesARowOfProxiesThatIsNotThirteenLong() {
        #expect(throws: XGBoostError.self) { try FeatureSet.zeroCost.matrix(of: [Cell.all[0]]) }
        #expect(throws: Never.self) { try FeatureSet.structure.matrix(of: [Cell.all[0]]) }
    }

    @Test func refusesMatricesThatXGBoostWouldStumbleOver() throws {
        #expect(throws: XGBoostError.invalidInput("3 values do not fill rows of 2")) {
            try FeatureMatrix(names: ["a", "b"], values: [1, 2, 3])
        }
        #expect(
            throws: XGBoostError.invalidInput("b of row 1 is infinite; NaN stands for a missing value")
        ) { try FeatureMatrix(names: ["a", "b"], values: [1, 2, 3, -.infinity]) }
        #expect(throws: XGBoostError.self) { try FeatureMatrix(names: [], values: []) }
        let matrix = try FeatureMatrix(names: ["a", "b"], values: [1, 2, 3, 4])
        #expect(matrix.selecting([1, 7, -1, 0]).values == [3, 4, 1, 2])
        #expect(matrix[2].isEmpty)
    }
}
