import Foundation
import TestSupport
import Testing

@testable import Spaces

/// Noise as a factor of mean 1 that is never 0.
struct MeasurementNoiseTests {
    @Test(arguments: [0.01, 0.1, 0.3, 0.6, 1.0])
    func meanAndDeviationAreTheWanted(_ deviation: Double) {
        let noise = MeasurementNoise(relativeDeviation: deviation)
        var random = RandomStream(seed: 11, "noise test")
        let count = 400_000
        let factors = (0..<count).map { _ in noise.factor(&random) }
        #expect(factors.allSatisfy { $0 > 0 && $0.isFinite })
        let mean = factors.reduce(0, +) / Double(count)
        let variance = factors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
        // Four standard errors, and what the sum of twelve numbers is off the normal.
        #expect(abs(mean - 1) < 4 * deviation / Double(count).squareRoot() + 0.003)
        #expect(
            abs(variance.squareRoot() / deviation - 1) < (deviation < 1 ? 0.015 : 0.035),
            "seed 11: \(variance.squareRoot())")
    }

    @Test func withoutADeviationNothingChanges() {
        var random = RandomStream(seed: 1, "none")
        for deviation in [0, -1.0] {
            #expect(MeasurementNoise(relativeDeviation: deviation).factor(&random) == 1)
        }
    }

    /// The study of noise levels compares like with like.
    @Test func aLouderNoiseScalesTheSameDraws() {
        for seed in 0..<200 {
            var (first, second) = (RandomStream(seed: seed, "draw"), RandomStream(seed: seed, "draw"))
            let quiet = MeasurementNoise(relativeDeviation: 0.1).factor(&first)
            let loud = MeasurementNoise(relativeDeviation: 0.3).factor(&second)
            // Equal draws: both logarithms are linear in the same number.
            let (quietSpread, loudSpread) = (log(1.01).squareRoot(), log(1.09).squareRoot())
            let draw = (log(quiet) + quietSpread * quietSpread / 2) / quietSpread
            #expect(abs(log(loud) - (loudSpread * draw - loudSpread * loudSpread / 2)) < 1e-9)
            #expect(first.next() == second.next())
        }
    }

    @Test func ourLogarithmAndExponentialAreTheSystems() {
        for step in 0...1_000 {
            let x = Double(step) / 1_000
            #expect(abs(MeasurementNoise.logarithm(onePlus: x) - log1p(x)) < 1e-15)
            for y in [6 * x, -6 * x, 0.01 * x] {
                #expect(abs(MeasurementNoise.exponential(y) / exp(y) - 1) < 1e-12)
            }
        }
    }

    /// Numbers of the file format: the same on every machine.
    @Test func theFirstFactorsAreThese() {
        var random = RandomStream(seed: 7, "latency noise", "cifar10", "raspi4", "0")
        let noise = MeasurementNoise(relativeDeviation: 0.1)
        #expect(
            (0..<3).map { _ in noise.factor(&random) }
                == [0.9659271232829323, 1.083585696074125, 1.039826514598541])
    }
}
