import Pareto
import Proposal

/// Two neighbours on the global front, with nothing between them.
///
/// A cell as fast as the faster and as accurate as the slower would fill the corner between them: the most
/// that is to be won there.
struct FrontStep: Equatable {
    let faster: EvaluatedCell
    let slower: EvaluatedCell
    /// The part of the gap, in milliseconds, that lies within the latencies asked about.
    let reachable: ClosedRange<Double>
    /// The corner's area, both objectives scaled to the box of all evaluated points.
    let volume: Double

    /// How far the neighbours are apart, in milliseconds.
    var width: Double { (slower.latencyMilliseconds ?? 0) - (faster.latencyMilliseconds ?? 0) }

    /// The steps of a front that reach into a range of latencies (milliseconds), from the fastest on.
    static func steps(
        of front: GlobalFront, within latencies: ClosedRange<Double>, scale: Normalisation
    ) -> [FrontStep] {
        zip(front.members, front.members.dropFirst()).compactMap { faster, slower in
            guard let left = faster.point, let right = slower.point, left.y < right.y else { return nil }
            let least = max(left.y, latencies.lowerBound)
            let most = min(right.y, latencies.upperBound)
            guard least < most else { return nil }
            let (near, far) = (scale.normalised(left), scale.normalised(right))
            return FrontStep(
                faster: faster, slower: slower, reachable: least...most,
                volume: (near.x - far.x) * (far.y - near.y))
        }
    }

    /// The step with the most milliseconds in reach; the fastest of several.
    static func widest(_ steps: [FrontStep]) -> FrontStep? {
        steps.max { $0.span < $1.span || ($0.span == $1.span && $0.latency > $1.latency) }
    }

    /// The step with the largest corner; the fastest of several.
    static func largest(_ steps: [FrontStep]) -> FrontStep? {
        steps.max { $0.volume < $1.volume || ($0.volume == $1.volume && $0.latency > $1.latency) }
    }

    private var span: Double { reachable.upperBound - reachable.lowerBound }
    private var latency: Double { faster.latencyMilliseconds ?? 0 }
}
