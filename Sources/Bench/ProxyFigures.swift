import ComputedProxies
import Spaces
import StageKit

/// All thirteen proxies of networks whose weights and images are drawn: a mean of as many as two threads need to be
/// at work most of the time.
func proxyFigures() -> MeasurementGroup {
    let count = 12
    var random = RandomStream(seed: 1, "proxies to measure")
    let cells = random.sample(count, of: Array(Set(Cell.all.map(\.networkForm))).sorted { $0.code < $1.code })
    let threads = ThreadCount.processors > 1 ? [1, ThreadCount.processors] : [1]
    return MeasurementGroup(
        threads.map { threads in
            Measurement(
                "proxies/threads-\(threads)", .milliseconds,
                "a network, of \(count) on \(threads) threads; 5 cells a stage, 16 channels, 32 images"
            ) {
                let setup = ProxySetup(.cifar10)
                return {
                    let begin = Clock.monotonicSeconds()
                    try ProxyStore(setup).complete(cells, threads: threads)
                    return (Clock.monotonicSeconds() - begin) / Double(count)
                }
            }
        }, seconds: 30, mostRounds: 7)
}
