internal import CNetworkKernels
public import Spaces

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Computes the proxies of one cell after another, all on the same batch. For one thread; each has its own.
///
/// Everything drawn is drawn from the seed by name, so a cell's proxies depend on nothing else: not on which cells
/// came before, on which thread.
public final class ProxyComputer {
    public let batch: ProxyBatch
    public let seed: Int
    /// Bytes of feature maps kept for the next cell.
    private static let mostUnused = 150 << 20
    private let arena = Arena<Float>()
    private let weights: DrawnWeights
    private let noise: (still: [Double], moved: [Double])

    public init(batch: ProxyBatch, seed: Int) {
        self.batch = batch
        self.seed = seed
        weights = DrawnWeights(seed: seed)
        var stream = RandomStream(seed: seed, "zen")
        let still = stream.normals(batch.pixels.count)
        noise = (still, zip(still, stream.normals(batch.pixels.count)).map { $0 + 0.01 * $1 })
    }

    /// Dead edges are left out, which changes nothing but what `ProxyValues` says counts live edges alone.
    public func values(of cell: Cell) -> ProxyValues {
        let cost = cell.costMillions(in: batch.shape)
        var values = ProxyValues(flops: cost.flops, params: cost.params)
        let network = CellNetwork<Float>(cell.canonical, batch.shape, arena: arena)
        weights.drawUniform(network)
        values.synflow = network.synflow()
        network.show(batch.pixels)
        network.measure(batch.labels, &values)
        weights.drawNormal(network)
        values.zen = network.zen(noise.still, noise.moved)
        network.release()
        arena.trim(to: Self.mostUnused)
        return values
    }

    /// What the loops run by here: AVX-512, AVX2, any.
    public static var instructions: String { String(cString: pn_instructions()) }
}

extension Double {
    var finite: Double? { isFinite ? self : nil }
}

/// Perturbing a network's weights along their gradients: how far, as a part of the weights' norm.
extension CellNetwork {
    static var perturbation: Double { Scalar.self == Double.self ? 1e-5 : 2.5e-4 }

    /// The mean cross-entropy's gradient in the logits.
    func lossGradient(_ labels: [Int]) -> [Double] {
        var gradient: [Double] = []
        for (image, label) in labels.enumerated() {
            let row = logits[image * shape.classes..<(image + 1) * shape.classes]
            let highest = row.max() ?? 0
            let powers = row.map { exp($0 - highest) }
            let total = powers.reduce(0, +)
            for (classNumber, power) in powers.enumerated() {
                gradient.append((power / total - (classNumber == label ? 1 : 0)) / Double(shape.batch))
            }
        }
        return gradient
    }

    /// All that one forward pass serves, and grasp.
    func measure(_ labels: [Int], _ values: inout ProxyValues) {
        forward()
        values.nwot = nwot()
        _ = backward(Array(repeating: 1, count: logits.count), .imageGradient)
        let correlations = SmallMatrix.correlations(imageGradients())
        values.jacov = Self.jacov(correlations)
        values.epeNas = Self.epeNas(correlations, labels, classes: shape.classes)
        let result = backward(lossGradient(labels), [.weightGradients, .fisher])
        values.fisher = result.fisher.finite
        values.plain = result.weightProducts.finite
        var sums = (norms: 0.0, absolutes: 0.0, weights: 0.0, squares: 0.0, weightSquares: 0.0)
        func add(_ count: Int, _ weight: (Int) -> Double, _ gradient: (Int) -> Double) {
            var (squares, weightSquares) = (0.0, 0.0)
            for index in 0..<count {
                let (w, g) = (weight(index), gradient(index))
                squares += g * g
                weightSquares += w * w
                sums.absolutes += abs(w * g)
            }
            sums.norms += squares.squareRoot()
            sums.weights += weightSquares.squareRoot()
            sums.squares += squares
            sums.weightSquares += weightSquares
        }
        for layer in layers {
            let (weights, gradients) = (layer.weights.values, layer.gradients.values)
            add(layer.weights.count, { Double(weights[$0]) }, { Double(gradients[$0]) })
        }
        add(classifier.count, { Double(self.classifier[$0]) }, { self.classifierGradient[$0] })
        values.gradNorm = sums.norms.finite
        values.snip = sums.absolutes.finite
        values.l2Norm = sums.weights.finite
        values.grasp = grasp(labels, squares: sums.squares, weightSquares: sums.weightSquares)
    }

    /// With f(e) the sum of weights times gradients at w + e g, f'(0) = g·g + w·Hg, so grasp, -w·Hg, is
    /// g·g - f'(0): by one more pass at a small e and one at -e, without gradients of weights, which f does not need.
    /// Every ReLU lets through what it did at e = 0, for the definition differentiates between the kinks. On small
    /// networks PyTorch's double backward differs by up to .002 of it in Float, .000001 in Double.
    private func grasp(_ labels: [Int], squares: Double, weightSquares: Double) -> Double? {
        guard squares != 0 else { return 0 }
        let step = Self.perturbation * (weightSquares / squares).squareRoot()
        let before = layers.map { Array($0.weights.all) }
        let classifierBefore = classifier
        func products(at step: Double) -> Double {
            for (layer, before) in zip(layers, before) {
                let (weights, gradients) = (layer.weights.values, layer.gradients.values)
                for index in before.indices {
                    weights[index] = before[index] + Scalar(step) * gradients[index]
                }
            }
            for index in classifier.indices {
                classifier[index] = classifierBefore[index] + Scalar(step * classifierGradient[index])
            }
            forward()
            return backward(lossGradient(labels)).weightProducts
        }
        masksAreFrozen = true
        let difference = products(at: step) - products(at: -step)
        masksAreFrozen = false
        for (layer, before) in zip(layers, before) {
            for index in before.indices { layer.weights.values[index] = before[index] }
        }
        classifier = classifierBefore
        return (squares - difference / (2 * step)).finite
    }

    private func imageGradients() -> [[Double]] {
        (0..<shape.batch).map { image in
            guard let gradient = operandGradients[0] else { return [0] }
            return (0..<3).flatMap { channel in
                let start = gradient.index(image: image, channel: channel, row: 0, column: 0)
                return (0..<gradient.map.pixels).map { Double(gradient.values[start + $0 * 16]) }
            }
        }
    }

    static func jacov(_ correlations: SmallMatrix) -> Double? {
        guard correlations.elements.allSatisfy(\.isFinite) else { return nil }
        return (-correlations.eigenvalues.reduce(0) { $0 + log($1 + 1e-5) + 1 / ($1 + 1e-5) }).finite
    }

    /// Of more than 100 classes each counts by its mean, those with one image for nothing, and the score is how far they
    /// are apart.
    static func epeNas(_ correlations: SmallMatrix, _ labels: [Int], classes: Int) -> Double? {
        var sums: [Double] = []
        for label in Set(labels).sorted() {
            let images = labels.indices.filter { labels[$0] == label }
            guard classes <= 100 || images.count > 1 else { continue }
            var sum = 0.0
            for row in images { for column in images { sum += log(abs(correlations[row, column]) + 1e-5) } }
            sums.append(classes > 100 ? sum / Double(images.count) : sum)
        }
        guard classes > 100 else { return sums.reduce(0) { $0 + abs($1) }.finite }
        let apart = sums.reduce(0) { total, one in sums.reduce(total) { $0 + abs(one - $1) } }
        return (apart / Double(sums.count)).finite
    }

    private func nwot() -> Double? {
        var agreement = SmallMatrix(size: shape.batch)
        func add(_ mask: [UInt16], channels: Int, pixels: Int, times: Int) {
            let words = mask.count / shape.batch
            mask.withUnsafeBufferPointer { mask in
                guard let base = mask.baseAddress else { return }
                for row in 0..<shape.batch {
                    for column in 0...row {
                        let differing = pn_differing_bits(
                            base + row * words, base + column * words, Int64(words))
                        let agreeing = Double(times * (channels * pixels - Int(differing)))
                        agreement[row, column] += agreeing
                        if row != column { agreement[column, row] += agreeing }
                    }
                }
            }
        }
        for (number, mask) in masks.enumerated() where !mask.isEmpty {
            let map = plan.operands[number]
            add(mask, channels: map.channels, pixels: map.side * map.side, times: plan.readers[number])
        }
        let last = plan.values[plan.output]
        add(lastMask, channels: last.channels, pixels: last.side * last.side, times: 1)
        return agreement.logDeterminant.finite
    }

    /// In Double: values grow past what Float holds.
    func synflow() -> Double? {
        var shape = shape
        shape.batch = 1
        let network = CellNetwork<Double>(plan.cell, shape, arena: Arena(), isNormalised: false)
        copyAbsolutes(to: network)
        network.show(Array(repeating: 1, count: 3 * shape.side * shape.side))
        network.forward()
        // Nothing is negative, so the sum of |w g| is that of w g.
        let flow = network.backward(Array(repeating: 1, count: network.logits.count)).weightProducts
        return flow == 0 ? 0 : log(flow).finite
    }

    /// With the weights that are there, which should be normal; images of noise, and the same moved a little.
    func zen(_ noise: [Double], _ moved: [Double]) -> Double? {
        var running: [[Double]] = []
        /// PyTorch's running variance from 1, momentum a tenth, the variance unbiased.
        func track() {
            let all = layers.filter(normalises).map(\.normalisation) + [lastNormalisation]
            if running.isEmpty { running = all.map { Array(repeating: 1, count: $0.channels) } }
            for (number, normalisation) in all.enumerated() {
                let unbiased = Double(normalisation.count) / Double(max(1, normalisation.count - 1))
                for channel in 0..<normalisation.channels {
                    running[number][channel] =
                        0.9 * running[number][channel] + 0.1 * unbiased * normalisation.variance[channel]
                }
            }
        }
        show(noise)
        forward(keeping: false)
        track()
        guard let before = features else { return nil }
        features = nil
        show(moved)
        forward(keeping: false)
        track()
        var distance = 0.0
        if let after = features {
            for index in 0..<after.count {
                distance += Double(abs(after.values[index] - before.values[index]))
            }
        }
        arena.give(before)
        let scales = running.map { log(($0.reduce(0, +) / Double($0.count)).squareRoot()) }
        return (log(distance / Double(shape.batch)) + scales.reduce(0, +)).finite
    }
}
