public import Spaces

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What tells how alike two architectures of a defined space are: their choices, and what the space measures of
/// them, such as parameters and multiply-adds.
public struct ArchitectureLikeness: Sendable {
    let choices: [UInt8]
    /// In the order of the space's measures; 0 where there is no value.
    let measures: [Double]
}

/// A weighted mean of an exponential of the number of differing choices (a product over positions) and of a Gaussian
/// of the measures, each in units of its deviation among what is known.
public struct ArchitectureKernel: LikenessKernel {
    private let choicesWeight: Double
    private let choicesLength: Double
    private let scales: [Double]

    /// `weight` is that of the choices, 0 to 1; `length` is in choices, `reach` in deviations of the measures.
    init(weight: Double, length: Double, deviations: [Double], reach: Double) {
        choicesWeight = deviations.isEmpty ? 1 : weight
        choicesLength = length
        scales = deviations.map { 1 / ($0 * reach) }
    }

    public func callAsFunction(_ left: ArchitectureLikeness, _ right: ArchitectureLikeness) -> Double {
        var differing = 0
        for (one, other) in zip(left.choices, right.choices) where one != other { differing += 1 }
        let byChoices = choicesWeight * exp(-Double(differing) / choicesLength)
        guard choicesWeight < 1 else { return byChoices }
        var distance = 0.0
        for (place, scale) in scales.enumerated() {
            let step = (left.measures[place] - right.measures[place]) * scale
            distance += step * step
        }
        return byChoices + (1 - choicesWeight) * exp(-distance / 2)
    }
}

extension Architecture: Screenable {
    public var likeness: ArchitectureLikeness {
        ArchitectureLikeness(
            choices: choices.indices.map { isThere($0) ? UInt8(choice($0) + 1) : 0 },
            measures: space.measureNames.map { measure($0) ?? 0 })
    }

    public static func kernels(
        for known: [ArchitectureLikeness]
    ) -> ScreeningKernels<ArchitectureKernel> {
        let width = Double(known.first?.choices.count ?? 1)
        let deviations = (0..<(known.first?.measures.count ?? 0)).map { place in
            deviation(of: known.map { $0.measures[place] })
        }
        func kernel(_ weight: Double, length: Double, reach: Double = 1) -> ArchitectureKernel {
            ArchitectureKernel(
                weight: weight, length: max(1, length * width), deviations: deviations, reach: reach)
        }
        let both = [
            kernel(0.3, length: 0.5, reach: 2), kernel(0.1, length: 0.5, reach: 1),
            kernel(0.6, length: 0.5, reach: 1), kernel(1, length: 0.5),
        ]
        return ScreeningKernels(error: both, latency: both, runs: both)
    }

    /// 1 where values do not differ, or are not finite.
    private static func deviation(of values: [Double]) -> Double {
        let count = Double(max(1, values.count))
        let mean = values.reduce(0, +) / count
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
        return deviation > 1e-12 && deviation.isFinite ? deviation : 1
    }
}
