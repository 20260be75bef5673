internal import Pareto
internal import Records
internal import Spaces

/// The contents put in order once, for all figures, tables and checks.
struct RunView {
    /// Dots of evaluated cells that one drawing shows at most; beyond, every so-manieth.
    static let mostDots = 4_000
    /// Generations that one drawing or table shows at most, evenly chosen, first and last among them.
    static let mostGenerations = 40
    /// Niches with a panel, a row or an entry in a legend of their own at most.
    static let mostNiches = 24
    /// Rows of a table at most; the files have them all.
    static let mostRows = 500

    let contents: ReportContents
    /// The niches of `niches.jsonl`, then those that cells name besides, in order of appearance.
    let niches: [String]
    private let nicheIndices: [String: Int]
    /// Generations in which anything happened, ascending.
    let generations: [Int]
    let evaluationsByGeneration: [Int: [EvaluationRecord]]
    /// The front in order of latency; cells without one last.
    let front: [TrueFrontRecord]
    /// The reference in order of latency, finite points alone.
    let reference: [Point]
    /// Whether figures show true accuracies; else those that the search saw.
    let showsTrueAccuracy: Bool
    let sources: ValueSources
    /// Nil where no true accuracy is known.
    let agreement: AccuracyAgreement?

    init(_ contents: ReportContents) {
        self.contents = contents
        sources = ValueSources(contents)
        agreement = AccuracyAgreement(contents)
        var names: [String] = []
        var indices: [String: Int] = [:]
        func learn(_ name: String) {
            guard indices[name] == nil else { return }
            indices[name] = names.count
            names.append(name)
        }
        for niche in contents.niches { learn(niche.niche) }
        for evaluation in contents.evaluations { learn(evaluation.candidate.niche) }
        for cell in contents.front { learn(cell.evaluation.candidate.niche) }
        niches = names
        nicheIndices = indices
        evaluationsByGeneration = Dictionary(grouping: contents.evaluations, by: \.candidate.generation)
        generations = Set(evaluationsByGeneration.keys).union(contents.archives.keys)
            .union(contents.scores.map(\.generation)).sorted()
        let known = contents.trueAccuracyPercent
        showsTrueAccuracy =
            contents.reference == .tables
            && (!known.isEmpty || contents.front.contains { $0.trueAccuracyPercent != nil })
        front = contents.front.sorted {
            let left = $0.evaluation.latencyMilliseconds ?? .infinity
            let right = $1.evaluation.latencyMilliseconds ?? .infinity
            return left != right ? left < right : $0.evaluation.candidate.cell < $1.evaluation.candidate.cell
        }
        reference = Self.ordered(contents.referenceFront)
    }

    func index(ofNiche name: String) -> Int { nicheIndices[name] ?? niches.count }
    func marker(_ niche: String) -> Marker { Marker(niche: index(ofNiche: niche)) }

    /// The accuracy that figures show of a cell, percent.
    func accuracy(_ evaluation: EvaluationRecord) -> Double? {
        let value =
            showsTrueAccuracy
            ? contents.trueAccuracyPercent[evaluation.candidate.cell] : evaluation.accuracyPercent
        guard let value, value.isFinite else { return nil }
        return value
    }

    func accuracy(_ cell: TrueFrontRecord) -> Double? {
        guard showsTrueAccuracy else { return accuracy(cell.evaluation) }
        guard let value = cell.trueAccuracyPercent, value.isFinite else { return accuracy(cell.evaluation) }
        return value
    }

    func latency(_ evaluation: EvaluationRecord) -> Double? {
        guard let value = evaluation.latencyMilliseconds, value.isFinite else { return nil }
        return value
    }

    /// The same of any cost, in its unit.
    func cost(_ evaluation: EvaluationRecord, _ objective: Objective) -> Double? {
        guard let value = evaluation.value(of: objective), value.isFinite else { return nil }
        return value
    }

    /// What a cost's axis and columns are called.
    func name(ofCost objective: Objective) -> String {
        objective == .latency
            ? sources.latencyName : "\(objective.title.capitalisedFirst), \(objective.unit)"
    }

    /// The reference of accuracy and one cost, in order of the cost, finite points alone.
    func reference(against cost: Objective) -> [Point] {
        cost == .latency ? reference : Self.ordered(contents.furtherReferences[cost] ?? [])
    }

    private static func ordered(_ points: [Point]) -> [Point] {
        points.filter(\.isFinite).sorted { ($0.y, $0.x) < ($1.y, $1.x) }
    }

    /// Whether anything gets from the cell's input to its output. Cells without have chance accuracy and next to
    /// no latency; were axes to reach them, all others would share a corner, so they stand at the edge.
    static func isConnected(_ evaluation: EvaluationRecord) -> Bool {
        (try? Cell(parsing: evaluation.candidate.cell))?.isConnected ?? true
    }

    /// The cells that axes are made for: the connected ones, or all where there is no such.
    static func forAxes(_ cells: [EvaluationRecord]) -> [EvaluationRecord] {
        let connected = cells.filter(isConnected)
        return connected.isEmpty ? cells : connected
    }

    var accuracyName: String {
        showsTrueAccuracy ? "True test accuracy, %" : sources.accuracyAxis
    }

    /// What stands under the reference line's name.
    var referenceName: String? { referenceName(against: .latency) }

    func referenceName(against cost: Objective) -> String? {
        guard !reference(against: cost).isEmpty else { return nil }
        return switch contents.reference {
        case .tables: "true front"
        case .surrogates: "surrogates' front"
        case .none: "reference front"
        }
    }

    /// At most `mostGenerations`, evenly chosen.
    var shownGenerations: [Int] { Self.thinned(generations, to: Self.mostGenerations) }

    /// What a caption says where generations were left out; nil where none were.
    var generationsNote: String? {
        let shown = shownGenerations.count
        guard shown < generations.count else { return nil }
        return "\(shown) of \(NumberText.grouped(generations.count)) generations are shown, evenly chosen."
    }

    /// The non-dominated cells over all archives after a generation, as the search saw them. Of a cell that
    /// stands in several archives the first counts, as in the run's own front.
    func front(after generation: Int) -> [EvaluationRecord] {
        var seen: Set<String> = []
        var members: [(evaluation: EvaluationRecord, vector: ObjectiveVector)] = []
        for member in contents.archives[generation] ?? [] {
            let evaluation = member.evaluation
            let costs = contents.objectives.compactMap(evaluation.cost)
            guard costs.count == contents.objectives.count, costs.allSatisfy(\.isFinite),
                seen.insert(evaluation.candidate.cell).inserted
            else { continue }
            members.append((evaluation, ObjectiveVector(costs)))
        }
        return nonDominated(members.map(\.vector)).map { members[$0].evaluation }
    }

    func scores(_ normalisation: String) -> [ScoreRecord] {
        // The final front's line stands beside its generation's; one a generation is enough.
        var byGeneration: [Int: ScoreRecord] = [:]
        for score in contents.scores where score.normalisation == normalisation {
            if byGeneration[score.generation]?.isFinal != true { byGeneration[score.generation] = score }
        }
        return byGeneration.values.sorted { $0.generation < $1.generation }
    }

    func finalScore(_ normalisation: String) -> ScoreRecord? { scores(normalisation).last }

    /// The span of latency that coverage is asked over: the reference's, else that of all evaluated cells.
    var latencySpan: LatencyBins? {
        let from = reference.isEmpty ? contents.evaluations.compactMap(latency) : reference.map(\.y)
        return LatencyBins(from)
    }

    static func thinned<Element>(_ elements: [Element], to most: Int) -> [Element] {
        guard elements.count > most, most > 1 else { return Array(elements.prefix(max(0, most))) }
        return (0..<most).map { elements[$0 * (elements.count - 1) / (most - 1)] }
    }
}

/// Ten equal parts of a span of latency, as `latency_coverage` in `scores.jsonl` has them.
struct LatencyBins {
    static let count = 10

    let low: Double
    let high: Double

    /// Nil without two different latencies.
    init?(_ latencies: [Double]) {
        let finite = latencies.lazy.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max(), high > low, (high - low).isFinite else {
            return nil
        }
        self.low = low
        self.high = high
    }

    /// 0 to 9; nil outside the span.
    func bin(_ latency: Double) -> Int? {
        guard latency >= low, latency <= high else { return nil }
        return min(Self.count - 1, max(0, Int((latency - low) / (high - low) * Double(Self.count))))
    }

    func edge(_ bin: Int) -> Double { low + (high - low) * Double(bin) / Double(Self.count) }

    func hit(by latencies: some Sequence<Double>) -> Set<Int> { Set(latencies.compactMap(bin)) }
}
