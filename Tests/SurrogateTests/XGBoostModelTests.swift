import Spaces
import Statistics
import Testing

@testable import Surrogate

/// A small regression task: a step, a slope, a column of noise, some values missing.
enum SmallTask {
    static func matrix(rows: Int = 200) throws -> (FeatureMatrix, [Float]) {
        var random = RandomStream(seed: 3, "small task")
        var values: [Float] = []
        var labels: [Float] = []
        for _ in 0..<rows {
            let step = Float(random.unit())
            let slope = Float(random.unit())
            values += [random.below(10) == 0 ? .nan : step, slope, Float(random.unit())]
            labels.append((step > 0.5 ? 1 : -1) + slope)
        }
        return (try FeatureMatrix(names: ["step", "slope", "noise"], values: values), labels)
    }

    static let parameters = XGBoostParameters(depth: 3, rounds: 20)
}

@Suite struct XGBoostModelTests {
    @Test func learnsWhatItIsShown() throws {
        let (matrix, labels) = try SmallTask.matrix()
        let model = try XGBoostModel.train(matrix, labels: labels, parameters: SmallTask.parameters)
        let predicted = try model.predict(matrix)
        let fit = try #require(
            PredictionError.rSquared(predicted: predicted.map(Double.init), truth: labels.map(Double.init)))
        #expect(fit > 0.95)
    }

    @Test func isTheSameToTheByteOnEveryRunAndAnyNumberOfThreads() throws {
        let (matrix, labels) = try SmallTask.matrix()
        for method in XGBoostParameters.TreeMethod.allCases {
            for share in [1, 0.5] {
                let parameters = XGBoostParameters(
                    depth: 3, rounds: 10, treeMethod: method, rowShare: share, featureShare: share, seed: 5)
                let models = try [1, 1, 2, 4].map { threads in
                    let model = try XGBoostModel.train(
                        matrix, labels: labels, parameters: parameters, threads: threads)
                    return (bytes: try model.ubj(), values: try model.predict(matrix, threads: threads))
                }
                for model in models {
                    #expect(model.bytes == models[0].bytes)
                    #expect(model.values == models[0].values)
                }
            }
        }
    }

    @Test func differsByEveryParameter() throws {
        let (matrix, labels) = try SmallTask.matrix()
        func bytes(_ change: (inout XGBoostParameters) -> Void) throws -> [UInt8] {
            var parameters = XGBoostParameters(depth: 3, rounds: 10, rowShare: 0.8)
            change(&parameters)
            return try XGBoostModel.train(matrix, labels: labels, parameters: parameters).ubj()
        }
        let models = [
            try bytes { _ in }, try bytes { $0.depth = 4 }, try bytes { $0.learningRate = 0.1 },
            try bytes { $0.rounds = 11 }, try bytes { $0.treeMethod = .hist },
            try bytes { $0.rowShare = 0.5 },
            try bytes { $0.featureShare = 0.4 }, try bytes { $0.seed = 1 },
        ]
        #expect(Set(models).count == models.count)
    }

    @Test func comesBackFromItsBytes() throws {
        let (matrix, labels) = try SmallTask.matrix()
        for method in XGBoostParameters.TreeMethod.allCases {
            var parameters = SmallTask.parameters
            parameters.treeMethod = method
            let model = try XGBoostModel.train(matrix, labels: labels, parameters: parameters)
            let reopened = try XGBoostModel(ubj: model.ubj())
            #expect(reopened.columns == 3)
            #expect(try reopened.predict(matrix) == model.predict(matrix))
            #expect(try reopened.ubj() == model.ubj())
        }
    }

    @Test func saysWhatIsWrongBeforeTheLibraryIsCalled() throws {
        let (matrix, labels) = try SmallTask.matrix(rows: 4)
        func failure(_ labels: [Float], _ parameters: XGBoostParameters, _ threads: Int = 1) -> String? {
            do {
                _ = try XGBoostModel.train(matrix, labels: labels, parameters: parameters, threads: threads)
                return nil
            } catch { return error.description }
        }
        let few = XGBoostParameters(rounds: 1)
        #expect(failure(labels, few) == nil)
        #expect(failure([1], few) == "1 labels for 4 examples")
        #expect(failure([1, .nan, 2, 3], few) == "the label of example 1 is nan")
        #expect(failure(labels, few, 0) == "threads is 0, expected 1 to 256")
        #expect(failure(labels, XGBoostParameters(depth: 0)) == "depth is 0, expected 1 to 16")
        #expect(
            failure(labels, XGBoostParameters(learningRate: .nan))
                == "learning rate is nan, expected above 0 and at most 1")
        for parameters in [
            XGBoostParameters(rounds: 0), XGBoostParameters(rowShare: 0), XGBoostParameters(featureShare: 2),
            XGBoostParameters(seed: -1),
        ] { #expect(failure(labels, parameters) != nil) }

        let model = try XGBoostModel.train(matrix, labels: labels, parameters: few)
        let narrow = try FeatureMatrix(names: ["step"], values: [1])
        #expect(throws: XGBoostError.invalidInput("the model was fit on 3 features, the matrix has 1")) {
            try model.predict(narrow)
        }
        #expect(try model.predict(matrix.selecting([])).isEmpty)
    }
}
