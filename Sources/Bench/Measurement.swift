import StageKit

/// Something to measure. Its inputs are made when its turn comes, so what is not asked for costs nothing.
struct Measurement {
    var name: String
    var unit: Figure.Unit
    /// What a reader must know to repeat it: sizes, inputs, commands.
    var detail: String
    /// Makes the inputs, then gives what is run again and again: it returns the seconds of one execution.
    var prepare: () throws -> () throws -> Double

    /// A measurement that times itself.
    init(
        _ name: String, _ unit: Figure.Unit, _ detail: String,
        prepare: @escaping () throws -> () throws -> Double
    ) {
        self.name = name
        self.unit = unit
        self.detail = detail
        self.prepare = prepare
    }

    /// Times `work`, many executions at once where one is too short for the clock. `work` returns a number
    /// that depends on all it did: so none of it can be left out, and it must be the same each time.
    init(
        timing name: String, _ unit: Figure.Unit, _ detail: String,
        prepare: @escaping () throws -> () throws -> Double
    ) {
        self.init(name, unit, detail) {
            let work = try prepare()
            let begin = Clock.monotonicSeconds()
            let expected = try work()
            let once = max(Clock.monotonicSeconds() - begin, 1e-9)
            let batch = Int(min(max(Self.shortestBatch / once, 1), 1e6))
            return {
                var result = expected
                let begin = Clock.monotonicSeconds()
                for _ in 0..<batch { result = try work() }
                let seconds = Clock.monotonicSeconds() - begin
                guard result == expected else {
                    throw StageFailure(.software, "\(name) gave \(result) after \(expected)")
                }
                return seconds / Double(batch)
            }
        }
    }

    /// Seconds; some ten thousand times what reading the clock takes.
    private static let shortestBatch = 1e-3
}

/// Measurements taken in turns, one of each a round, so that what else the machine does meets all alike.
struct MeasurementGroup {
    var measurements: [Measurement]
    /// No further round begins after so many seconds, or so many rounds.
    var seconds: Double
    var mostRounds: Int

    init(_ measurements: [Measurement], seconds: Double = 1.5, mostRounds: Int = 201) {
        self.measurements = measurements
        self.seconds = seconds
        self.mostRounds = mostRounds
    }

    func only(_ prefix: String) -> MeasurementGroup {
        var group = self
        group.measurements = measurements.filter { $0.name.hasPrefix(prefix) }
        return group
    }

    /// The figures, after one round that does not count: it fills caches and memory.
    func measure() throws -> [Figure] {
        let runs = try measurements.map { try $0.prepare() }
        for run in runs { _ = try run() }
        var samples = [[Double]](repeating: [], count: runs.count)
        let begin = Clock.monotonicSeconds()
        for round in 0..<mostRounds {
            // Three at least: a median of fewer says nothing.
            if round >= 3, Clock.monotonicSeconds() - begin > seconds { break }
            for (position, run) in runs.enumerated() { samples[position].append(try run()) }
        }
        return zip(measurements, samples).map { measurement, samples in
            Figure(
                name: measurement.name, unit: measurement.unit, samples: samples, detail: measurement.detail)
        }
    }
}
