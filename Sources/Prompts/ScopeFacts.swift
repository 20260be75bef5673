import LanguageModel
import Pareto
import Proposal
import Records
import Spaces

/// What is known of a scope, worked out of the state once for a prompt.
struct ScopeFacts<Candidate: Promptable> {
    let scope: Scope<Candidate>
    let state: SearchState<Candidate>
    let front: GlobalFront<Candidate>
    /// The scope's archive, those first that hold most volume.
    let ranked: [HypervolumeShare<Candidate>]
    /// The same cells in the same order.
    let members: [EvaluatedCell<Candidate>]
    /// All evaluated cells of the scope, in the order of their generations.
    let tried: [EvaluatedCell<Candidate>]
    /// The box of all evaluated points; nil without any.
    let scale: VectorNormalisation?
    /// Steps of the global front that reach into the scope's latencies.
    let steps: [FrontStep<Candidate>]

    init(_ scope: Scope<Candidate>, _ state: SearchState<Candidate>) {
        self.scope = scope
        self.state = state
        let front = GlobalFront(of: state)
        self.front = front
        let scale = VectorNormalisation.space(of: state.evaluated.compactMap(\.point))
        self.scale = scale
        // Without a partition there is one archive, the front of all.
        let archive = scope.isWhole ? front.members : state.archives[scope.name] ?? []
        ranked = HypervolumeShare.ranked(archive, front: front, scale: scale)
        members = ranked.map(\.cell)
        tried = state.evaluated.filter { scope.isWhole || $0.niche == scope.name }
            .enumerated().sorted { ($0.element.generation, $0.offset) < ($1.element.generation, $1.offset) }
            .map(\.element)
        // With other objectives neighbours along the front have no gap between them that words could tell.
        guard state.objectives == Objective.standard, let scale, let range = Self.range(of: tried) else {
            steps = []
            return
        }
        steps = FrontStep.steps(of: front, within: range, scale: scale)
    }

    /// The least and the most milliseconds of the scope's cells.
    var latencies: ClosedRange<Double>? { Self.range(of: tried) }

    private static func range(of cells: [EvaluatedCell<Candidate>]) -> ClosedRange<Double>? {
        let latencies = cells.compactMap(\.latencyMilliseconds).filter(\.isFinite)
        guard let least = latencies.min(), let most = latencies.max() else { return nil }
        return least...most
    }

    /// The children of the generation before.
    var lastChildren: [EvaluatedCell<Candidate>] { tried.filter { $0.generation == state.generation - 1 } }

    /// Cells of the scope that could still be accepted.
    var openCells: Int {
        let niches = scope.isWhole ? state.niches.map(\.name) : [scope.name]
        return niches.reduce(0) { $0 + min(max(0, state.openCells[$1] ?? 0), Candidate.mostOpen) }
    }

    /// How many of the tried cells compute what an earlier one does, and how many have a dead edge.
    var redraws: (repeated: Int, withDeadEdges: Int) {
        let functions = Set(tried.map { $0.cell.canonical })
        return (tried.count - functions.count, tried.count { $0.cell.canonical != $0.cell })
    }

    /// `13s-p3 71.23 3.456`: letters, accuracy in percent, latency in milliseconds; then whatever else cells are
    /// weighed by.
    static func line(_ cell: EvaluatedCell<Candidate>) -> String {
        "\(cell.cell.notation) \(FixedDecimal.accuracy(cell.accuracyPercent)) "
            + FixedDecimal.latency(cell.latencyMilliseconds)
            + further(cell).map { " \($0.value)" }.joined()
    }

    /// What cells are weighed by besides accuracy and latency, to three decimals.
    private static func further(_ cell: EvaluatedCell<Candidate>) -> [(objective: Objective, value: String)] {
        (cell.objectives?.further ?? []).map { ($0.objective, FixedDecimal.text($0.value, 3)) }
    }

    /// `13s-p3 (71.23 %, 3.456 ms)`, within a sentence.
    static func words(_ cell: EvaluatedCell<Candidate>) -> String {
        "\(cell.cell.notation) (\(FixedDecimal.accuracy(cell.accuracyPercent)) %, "
            + "\(FixedDecimal.latency(cell.latencyMilliseconds)) ms"
            + further(cell).map { ", \($0.objective.title) \($0.value) \($0.objective.unit)" }.joined() + ")"
    }
}

/// Texts of strangers.
enum Quoted {
    /// One plain line, and no fence that would open a block in a reader's eyes.
    static func line(_ text: String, limit: Int) -> String {
        // Twice what can be shown is looked at: a long text need not be read to its end to be cut.
        let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(2 * limit)))
        let line = PlainText.oneLine(start, limit: limit)
        return String(line.map { $0 == "`" || $0 == "\"" ? "'" : $0 })
    }
}
