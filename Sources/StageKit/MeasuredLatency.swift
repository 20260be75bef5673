public import Benchmarks
public import PipelineFile
internal import Spaces

extension PipelineSettings {
    /// Latencies as a search sees them whose measurements are noisy: each measured once, its noise drawn from a
    /// stream named by the random seed, the target and the cell. So a cell has the same latency whenever it is
    /// evaluated, on any machine, and other noise levels scale the same draws. Without noise they stay as they
    /// are; truth is never measured so.
    public func measured(_ latencies: Column) -> Column {
        guard evaluate.latency.noise > 0 else { return latencies }
        let noise = MeasurementNoise(relativeDeviation: evaluate.latency.noise)
        let (dataset, device) = (target.dataset.rawValue, target.device.rawValue)
        let values = Cell.all.map { cell -> Double in
            guard let latency = latencies.value(of: cell) else { return .nan }
            var random = RandomStream(seed: randomSeed, "latency noise", dataset, device, String(cell.code))
            return latency * noise.factor(&random)
        }
        return Column(name: latencies.name, values: values)
    }
}
