public import Statistics

/// What a method comes to over the devices of one data set, or of several.
///
/// With a row a seed and a column a device (each number a mean over the data sets, where all of these have
/// one), the mean is that of the devices' means, so that a device with fewer searches counts no less.
public struct StudyOverview: Sendable, Hashable {
    public let mean: Double
    /// Sample deviation of the seeds' means over devices; nil with fewer than two whole seeds.
    public let overSeeds: Double?
    /// Sample deviation of the devices' means over seeds; nil with fewer than two whole devices.
    public let overDevices: Double?
    /// 95 % bootstrap interval of the mean of the seeds' means, drawn from the seeds that have every pair;
    /// nil with fewer than two.
    public let interval: BootstrapInterval?
    /// Searches with a number, and searches there should be.
    public let found: Int
    public let expected: Int

    public var isPartial: Bool { found < expected }
}

extension StudyAnalysis {
    /// So that the same results give the same intervals; any number would do.
    public static let bootstrapSeed: UInt64 = 1

    /// nil without a number. The interval takes a thousand times as long as the rest, so it is asked for.
    public func overview(
        _ measure: StudyMeasure, method: Int, datasets: [Int], at point: Point, hasInterval: Bool = false
    ) -> StudyOverview? {
        var table: [[Double?]] = []
        var found = 0
        for seed in contents.randomSeeds.indices {
            table.append(
                contents.devices.indices.map { device in
                    let numbers = datasets.compactMap { dataset in
                        result(method: method, Pair(dataset: dataset, device: device), seed: seed, at: point)
                            .flatMap(measure.value)
                    }
                    found += numbers.count
                    return numbers.count == datasets.count ? Summary(numbers)?.mean : nil
                })
        }
        let columns = contents.devices.indices.compactMap { device in Summary(table.map { $0[device] })?.mean
        }
        guard let mean = Summary(columns)?.mean, let deviations = FactorDeviations(table) else { return nil }
        let whole = table.filter { !$0.contains(nil) }.compactMap { Summary($0)?.mean }
        return StudyOverview(
            mean: mean, overSeeds: deviations.overRows, overDevices: deviations.overColumns,
            interval: hasInterval
                ? BootstrapInterval(meanOf: whole, seed: Self.bootstrapSeed) : nil,
            found: found,
            expected: datasets.count * contents.devices.count * contents.randomSeeds.count)
    }
}
