import Spaces
import TestSupport
import Testing

@testable import ProxyNetwork

/// Gradients beside finite differences of the loss, in Double.
@Suite struct GradientTests {
    /// Cells that between them have every operation, alone and in company.
    static let cells = ["3---3-", "---3--", "---1--", "---p--", "---s--", "31p3s1", "p3s1p3", "s-1-3p"]

    private static func small() -> NetworkShape {
        var shape = NetworkShape()
        (shape.cells, shape.channels, shape.classes, shape.side, shape.batch) = (1, 18, 3, 8, 3)
        return shape
    }

    private func network(_ letters: String, isNormalised: Bool) throws -> CellNetwork<Double> {
        let cell = try #require(Cell(letters: letters))
        let network = CellNetwork<Double>(cell, Self.small(), arena: Arena(), isNormalised: isNormalised)
        DrawnWeights(seed: 3).drawUniform(network)
        network.show(ProxyBatch(.white, Self.small(), seed: 3).pixels)
        return network
    }

    /// A weighted sum of the logits, whose weights are its gradient.
    private func score(_ network: CellNetwork<Double>, _ slopes: [Double]) -> Double {
        network.forward()
        return zip(network.logits, slopes).reduce(0) { $0 + $1.0 * $1.1 }
    }

    @Test(arguments: cells, [true, false])
    func weightsAndImagesHaveTheSlopesOfFiniteDifferences(letters: String, isNormalised: Bool) throws {
        let network = try network(letters, isNormalised: isNormalised)
        var random = RandomStream(seed: 11, letters)
        let slopes = random.normals(9)
        _ = score(network, slopes)
        // Between the kinks of ReLU; a step across one is no derivative.
        network.masksAreFrozen = true
        let result = network.backward(slopes, [.weightGradients, .imageGradient])
        let images = try #require(network.operandGradients[0])
        let imageSlopes = (0..<4).map {
            images.values[images.index(image: 1, channel: 2, row: $0, column: 5)]
        }
        let gradients = network.layers.map { Array($0.gradients.all) }
        let classifierGradient = network.classifierGradient
        let step = 1e-5
        func check(_ expected: Double, _ before: Double, _ what: String, set: (Double) -> Void) {
            set(before + step)
            let up = score(network, slopes)
            set(before - step)
            let down = score(network, slopes)
            set(before)
            let found = (up - down) / (2 * step)
            #expect(abs(found - expected) <= 1e-6 * max(1, abs(expected)), "\(letters): \(what)")
        }
        var products = 0.0
        for (layer, gradients) in zip(network.layers, gradients) {
            var places: [Int] = []
            layer.forEachWeight { places.append($0) }
            for place in places { products += layer.weights.values[place] * gradients[place] }
            for place in random.sample(3, of: places) {
                let weights = layer.weights.values
                check(gradients[place], weights[place], layer.layer.name) { weights[place] = $0 }
            }
        }
        for (weight, gradient) in zip(network.classifier, classifierGradient) {
            products += weight * gradient
        }
        check(classifierGradient[7], network.classifier[7], "classifier") { network.classifier[7] = $0 }
        for row in 0..<4 {
            let place = network.images.index(image: 1, channel: 2, row: row, column: 5)
            let pixels = network.images.values
            check(imageSlopes[row], pixels[place], "image") { pixels[place] = $0 }
        }
        // Found without gradients of weights.
        #expect(abs(products - result.weightProducts) <= 1e-9 * max(1, abs(products)))
    }

    @Test func graspIsTheDerivativeOfTheGradientAlongItself() throws {
        let network = try network("31p3s1", isNormalised: true)
        let labels = [0, 2, 1]
        var values = ProxyValues(flops: 0, params: 0)
        network.measure(labels, &values)
        network.forward()
        _ = network.backward(network.lossGradient(labels), .weightGradients)
        let base = network.layers.map { Array($0.gradients.all) }
        let baseLast = network.classifierGradient
        // w·H g by the difference of all gradients, a step up and a step down.
        network.masksAreFrozen = true
        var total = 0.0
        let step = 1e-5
        for sign in [1.0, -1.0, 0] {
            for (layer, gradient) in zip(network.layers, base) {
                for index in gradient.indices {
                    layer.weights.values[index] += (sign == -1 ? -2 * step : step) * gradient[index]
                }
            }
            for index in baseLast.indices {
                network.classifier[index] += (sign == -1 ? -2 * step : step) * baseLast[index]
            }
            guard sign != 0 else { break }
            network.forward()
            _ = network.backward(network.lossGradient(labels), .weightGradients)
            for (layer, gradient) in zip(network.layers, base) {
                for index in gradient.indices {
                    let weight = layer.weights.values[index] - sign * step * gradient[index]
                    total += sign * weight * layer.gradients.values[index]
                }
            }
            for index in baseLast.indices {
                let weight = network.classifier[index] - sign * step * baseLast[index]
                total += sign * weight * network.classifierGradient[index]
            }
        }
        let expected = -total / (2 * step)
        let found = try #require(values.grasp)
        #expect(abs(found - expected) <= 1e-4 * abs(expected), "\(found) and \(expected)")
    }
}
