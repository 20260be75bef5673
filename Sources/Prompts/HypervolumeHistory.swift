import Pareto
import Proposal
import Spaces

/// The hypervolume of all that was found, generation by generation.
enum HypervolumeHistory {
    /// For each generation before the one being made, the seeds' 0 first, the volume of all cells evaluated
    /// until then; generations that evaluated nothing are passed over.
    ///
    /// Scaled so that the best and the worst of all evaluated cells are 0 and 1 in each objective, the
    /// reference point at the worst: the numbers of one list can be compared, those of two cannot, because
    /// the scale moves with what was found. Empty without any point.
    static func volumes(of state: SearchState<some Searchable>) -> [(generation: Int, volume: Double)] {
        let placed = state.evaluated.compactMap { cell in
            cell.point.map { (generation: cell.generation, point: $0) }
        }
        guard let scale = VectorNormalisation.space(of: placed.map(\.point)) else { return [] }
        var found: [ObjectiveVector] = []
        let byGeneration = Dictionary(grouping: placed, by: \.generation)
        return byGeneration.keys.filter { $0 < state.generation }.sorted().map { generation in
            found += (byGeneration[generation] ?? []).map { scale.normalised($0.point) }
            // What is dominated now is dominated for good.
            found = nonDominated(found).map { found[$0] }
            return (generation, hypervolume(found, reference: scale.unitReference))
        }
    }
}
