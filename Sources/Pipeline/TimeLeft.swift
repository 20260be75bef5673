/// How long a run will still take, judged by the generations that it did itself, all of their steps: the
/// median of those, times what is left.
///
/// One made of events of a single execution, with times in seconds on any clock that moves forward.
public struct TimeLeft: Sendable {
    private let last: [Int: String]
    private let first: [Int: String]
    private let final: Int
    private var begun: (generation: Int, time: Double)?
    private var done: [Double] = []

    /// For the steps of one execution. Generation 0, the seeds, is unlike the others and does not count.
    public init(_ steps: [PlannedStep]) {
        var first: [Int: String] = [:]
        var last: [Int: String] = [:]
        for step in steps {
            guard let generation = step.generation, generation > 0 else { continue }
            if first[generation] == nil { first[generation] = step.label }
            last[generation] = step.label
        }
        self.first = first
        self.last = last
        final = last.keys.max() ?? 0
    }

    public mutating func started(_ step: PlannedStep, at time: Double) {
        guard let generation = step.generation, first[generation] == step.label else { return }
        begun = (generation, time)
    }

    /// Of a generation of which a part was there already nothing can be learnt.
    public mutating func skipped(_ step: PlannedStep) {
        if step.generation == begun?.generation { begun = nil }
    }

    public mutating func finished(_ step: PlannedStep, at time: Double) {
        guard let generation = step.generation, last[generation] == step.label else { return }
        if let begun, begun.generation == generation { done.append(time - begun.time) }
        begun = nil
        generationsDone = max(generationsDone, generation)
    }

    private var generationsDone = 0

    /// Seconds; nil before a generation was done.
    public func seconds(at time: Double) -> Double? {
        guard !done.isEmpty, generationsDone < final else { return nil }
        let sorted = done.sorted()
        let middle = sorted.count / 2
        let median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        let current = begun.map { min(time - $0.time, median) } ?? 0
        return max(0, Double(final - generationsDone) * median - current)
    }

    /// "about 3 min left".
    public static func words(_ seconds: Double) -> String {
        let seconds = min(max(0, seconds), 1e9)
        func about(_ unit: Double, _ name: String) -> String {
            "about \(Int(max(1, (seconds / unit).rounded()))) \(name) left"
        }
        if seconds < 10 { return "some seconds left" }
        if seconds < 90 { return "about \(Int((seconds / 10).rounded(.up)) * 10) s left" }
        if seconds < 90 * 60 { return about(60, "min") }
        return seconds < 48 * 3600 ? about(3600, "h") : about(86_400, "days")
    }
}
