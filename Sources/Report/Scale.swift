#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// From values to places along an axis, and the ticks on it.
struct Scale {
    enum Kind {
        case linear
        case logarithmic
        /// For accuracies in percent, where the best few points matter: by the logarithm of 100 - accuracy.
        case logarithmOfError
    }

    struct Tick {
        var value: Double
        var label: String
        var position: Double
    }

    /// Above this ratio between the ends an axis is logarithmic: on a linear one all below the middle would
    /// crowd into a twentieth.
    static let logarithmicFrom = 20.0
    /// Likewise for the error, which spans less: chance is 90 %, the best cell 6 %.
    static let logarithmicErrorFrom = 5.0
    private static let leastError = 0.01

    let kind: Kind
    let low: Double
    let high: Double
    let start: Double
    let end: Double

    /// An axis that holds all values (those that are not finite aside) from `start` to `end`, with some room
    /// beyond the ends. With no value it goes from 0 to 1.
    init(
        kind: Kind = .linear, over values: some Sequence<Double>, from start: Double, to end: Double,
        room: Double = 0.04
    ) {
        var low = Double.infinity
        var high = -Double.infinity
        for value in values where value.isFinite && abs(value) < 1e100 {
            guard kind != .logarithmic || value > 0 else { continue }
            low = min(low, value)
            high = max(high, value)
        }
        if low > high { (low, high) = kind == .logarithmic ? (1, 10) : (0, 1) }
        self.kind = kind
        self.start = start
        self.end = end
        let first = Self.measure(low, kind)
        let last = Self.measure(high, kind)
        // A single value gets an axis of its own size about it.
        let span = last > first ? last - first : kind == .linear ? max(abs(low), 1) * 0.2 : 0.6
        self.low = Self.value(first - span * room - (last > first ? 0 : span / 2), kind)
        self.high = Self.value(last + span * room + (last > first ? 0 : span / 2), kind)
    }

    /// Exactly from `low` to `high`.
    init(from low: Double, through high: Double, from start: Double, to end: Double) {
        kind = .linear
        self.low = low.isFinite ? low : 0
        self.high = high.isFinite && high > self.low ? high : self.low + 1
        self.start = start
        self.end = end
    }

    /// The kind that suits latencies: logarithmic where the greatest is more than twenty times the least.
    static func kind(forLatencies values: some Sequence<Double>) -> Kind {
        let positive = values.lazy.filter { $0.isFinite && $0 > 0 }
        guard let low = positive.min(), let high = positive.max() else { return .linear }
        return high / low > logarithmicFrom ? .logarithmic : .linear
    }

    static func kind(forAccuracies values: some Sequence<Double>) -> Kind {
        let errors = values.lazy.filter { $0.isFinite && $0 >= 0 && $0 <= 100 }.map {
            max(100 - $0, leastError)
        }
        guard let low = errors.min(), let high = errors.max() else { return .linear }
        return high / low > logarithmicErrorFrom ? .logarithmOfError : .linear
    }

    /// Where a value stands; beyond the ends at the end.
    func position(_ value: Double) -> Double {
        guard value.isFinite else { return start }
        let first = Self.measure(low, kind)
        let last = Self.measure(high, kind)
        let share = (Self.measure(value, kind) - first) / (last - first)
        guard share.isFinite else { return start }
        return start + max(0, min(1, share)) * (end - start)
    }

    /// Ticks at least `spacing` apart, at round values (1, 2, 5 times a power of ten).
    ///
    /// None where the spacing is infinite: the axis has labels of its own.
    func ticks(spacing: Double) -> [Tick] {
        guard spacing.isFinite, spacing > 0 else { return [] }
        return switch kind {
        case .linear: linearTicks(spacing)
        case .logarithmic: thinned(logarithmicValues(spacing), spacing)
        case .logarithmOfError:
            thinned([90, 50, 95, 99, 80, 70, 10, 94, 97, 85, 92, 30, 93, 96, 98, 0, 99.5, 99.9], spacing)
        }
    }

    private func linearTicks(_ spacing: Double) -> [Tick] {
        let most = max(1, (abs(end - start) / spacing).rounded(.down))
        let rough = (high - low) / most
        guard rough > 0, rough.isFinite else { return [] }
        let power = pow(10, log10(rough).rounded(.down))
        let step = ([1, 2, 5, 10].first { $0 * power >= rough * 0.999 } ?? 10) * power
        guard step > 0, step.isFinite else { return [] }
        let first = (low / step - 1e-9).rounded(.up)
        var ticks: [Tick] = []
        for index in 0...40 {
            let value = (first + Double(index)) * step
            guard value <= high + step * 1e-9 else { break }
            ticks.append(tick(value))
        }
        return ticks
    }

    private func logarithmicValues(_ spacing: Double) -> [Double] {
        let decades = log10(high / low)
        guard decades.isFinite, low > 0 else { return [] }
        let room = abs(end - start) / max(decades, 0.1)
        // Between powers of ten where these are too far apart or too few to read a value by.
        let factors: [Double] = room > spacing * 3.6 || decades < 2.5 ? [1, 5, 2] : [1]
        let first = max(-300, log10(low).rounded(.down))
        let stride = max(1, (decades * spacing / abs(end - start)).rounded(.up))
        var values: [Double] = []
        for factor in factors {
            values += (0...40).map { factor * pow(10, first + Double($0) * stride) }
        }
        return values
    }

    /// Ticks for as many of the values as have room, the first ones first.
    private func thinned(_ values: [Double], _ spacing: Double) -> [Tick] {
        var ticks: [Tick] = []
        for value in values where value >= low && value <= high {
            let next = tick(value)
            if ticks.contains(where: { abs(next.position - $0.position) < spacing }) { continue }
            ticks.append(next)
        }
        return ticks
    }

    private func tick(_ value: Double) -> Tick {
        Tick(value: value, label: NumberText.tick(value), position: position(value))
    }

    private static func measure(_ value: Double, _ kind: Kind) -> Double {
        switch kind {
        case .linear: value
        case .logarithmic: log10(max(value, 1e-100))
        case .logarithmOfError: -log10(max(100 - value, leastError))
        }
    }

    private static func value(_ measure: Double, _ kind: Kind) -> Double {
        switch kind {
        case .linear: measure
        case .logarithmic: pow(10, measure)
        case .logarithmOfError: 100 - pow(10, -measure)
        }
    }
}
