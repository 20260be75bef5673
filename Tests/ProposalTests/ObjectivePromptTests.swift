import Pareto
import Records
import Spaces
import Testing

@testable import Prompts
@testable import Proposal

/// What a model is told where candidates are weighed by more than accuracy and latency.
struct ObjectivePromptTests {
    private func state(_ objectives: [Objective]) throws -> SearchState<Cell> {
        let energies = [4.5, 1.25, 9]
        let cells = try [("a", "s--s--", 70.0, 1.0), ("b", "3sss11", 80, 2), ("c", "33ss11", 85, 6)]
            .enumerated().map { place, cell in
                var made = try EvaluatedCell<Cell>(cell.0, cell.1, cell.2, cell.3)
                if objectives != Objective.standard {
                    made.objectives = ObjectiveValues(
                        objectives: objectives,
                        values: objectives.map {
                            $0 == .accuracy ? cell.2 : $0 == .latency ? cell.3 : energies[place]
                        })
                }
                return made
            }
        var state = SearchState<Cell>.made(of: cells, generation: 1)
        state.objectives = objectives
        return state
    }

    @Test func compactLinesGainAColumn() throws {
        let state = try state([.accuracy, .latency, .energy])
        let lines = state.evaluated.map(ScopeFacts<Cell>.line)
        #expect(lines[0].hasSuffix(" 70.00 1.000 4.500"))
        #expect(ScopeFacts<Cell>.words(state.evaluated[1]).hasSuffix("(80.00 %, 2.000 ms, energy 1.250 mJ)"))
        let usual = try self.state(Objective.standard).evaluated.map(ScopeFacts<Cell>.line)
        #expect(usual[0].hasSuffix(" 70.00 1.000"))
    }

    @Test func directionsAndColumnsAreNamed() throws {
        let facts = ScopeFacts<Cell>(
            Scope<Cell>(Niches.whole, operators: []), try state([.accuracy, .latency, .energy]))
        let words = facts.context(ruleLimit: 5, hasKnowledge: false)["other_objectives"] as? [String: String]
        #expect(words?["directions"] == "Accuracy (%) up, latency (ms) down, energy (mJ) down")
        #expect(words?["columns"] == ", energy mJ")
        #expect(words?["names"] == "accuracy, latency and energy")
        let usual = ScopeFacts<Cell>(Scope<Cell>(Niches.whole, operators: []), try state(Objective.standard))
        #expect(usual.context(ruleLimit: 5, hasKnowledge: false)["other_objectives"] == nil)
    }

    @Test func theFrontIsByAllObjectives() throws {
        // The first is less accurate than the second and takes more energy, though it is faster.
        let front = GlobalFront(of: try state([.accuracy, .energy]))
        #expect(front.members.map(\.id) == ["b", "c"])
        #expect(GlobalFront(of: try state([.accuracy, .latency, .energy])).members.count == 3)
    }

    @Test func whatIsUnknownIsOnNoFront() throws {
        var cell = try EvaluatedCell<Cell>("a", "s--s--", 70, 1)
        cell.objectives = ObjectiveValues(objectives: [.accuracy, .energy], values: [70, nil])
        #expect(cell.point == nil)
        #expect(ScopeFacts<Cell>.line(cell).hasSuffix("unknown"))
    }
}
