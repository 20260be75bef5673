import Pareto
import Proposal
import Spaces

/// Two neighbours on the global front, with nothing between them.
///
/// A cell as fast as the faster and as accurate as the slower would fill the corner between them. Where
/// cells so fast are out of reach, the most that is to be won there is the corner's part from the lowest
/// latency in reach on.
struct FrontStep<Candidate: Searchable>: Equatable {
    let faster: EvaluatedCell<Candidate>
    let slower: EvaluatedCell<Candidate>
    /// The part of the gap, in milliseconds, that lies within the latencies asked about.
    let reachable: ClosedRange<Double>
    /// What a cell at the lower end of `reachable`, as accurate as the slower, would add to the front's
    /// hypervolume, both objectives scaled to the box of all evaluated points.
    let volume: Double

    /// How far the neighbours are apart, in milliseconds.
    var width: Double { (slower.latencyMilliseconds ?? 0) - (faster.latencyMilliseconds ?? 0) }

    /// The steps of a front of accuracy and latency that reach into a range of latencies (milliseconds), from the fastest on.
    static func steps(
        of front: GlobalFront<Candidate>, within latencies: ClosedRange<Double>, scale: VectorNormalisation
    ) -> [FrontStep] {
        zip(front.members, front.members.dropFirst()).compactMap { faster, slower in
            guard let left = faster.point, let right = slower.point, left[1] < right[1] else { return nil }
            let least = max(left[1], latencies.lowerBound)
            let most = min(right[1], latencies.upperBound)
            guard least < most else { return nil }
            let corner = scale.normalised([left[0], least] as ObjectiveVector)
            let far = scale.normalised(right)
            return FrontStep(
                faster: faster, slower: slower, reachable: least...most,
                volume: (corner[0] - far[0]) * (far[1] - corner[1]))
        }
    }

    /// The step with the most milliseconds in reach; the fastest of several.
    static func widest(_ steps: [FrontStep]) -> FrontStep? {
        steps.max { $0.span < $1.span || ($0.span == $1.span && $0.latency > $1.latency) }
    }

    /// The step with the most volume in reach; the fastest of several.
    static func largest(_ steps: [FrontStep]) -> FrontStep? {
        steps.max { $0.volume < $1.volume || ($0.volume == $1.volume && $0.latency > $1.latency) }
    }

    private var span: Double { reachable.upperBound - reachable.lowerBound }
    private var latency: Double { faster.latencyMilliseconds ?? 0 }
}
