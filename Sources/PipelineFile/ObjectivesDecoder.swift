internal import Records

/// Reads what a search weighs candidates by. What is wrong goes to the log.
struct ObjectivesDecoder {
    let log: DiagnosticLog

    private static let words =
        "a list of 2 to 4 objectives, accuracy first, none twice (accuracy, latency, energy, params, flops)"

    /// The objectives of a list; nil where the log holds what is wrong with it.
    func objectives(_ node: YAMLNode) -> [Objective]? {
        guard case .sequence(let items) = node.content else {
            log.expected(Self.words, node)
            return nil
        }
        let found = items.compactMap { log.choice($0, Objective.self) }
        guard found.count == items.count else { return nil }
        for (place, objective) in found.enumerated() where found[..<place].contains(objective) {
            log.report(
                "found '\(objective.rawValue)' twice; expected \(Self.words)", at: items[place].location)
            return nil
        }
        guard (2...4).contains(found.count) else {
            log.report("found \(found.count) of them; expected \(Self.words)", at: node.location)
            return nil
        }
        guard found[0] == .accuracy else {
            log.report("found '\(found[0].rawValue)' first; expected \(Self.words)", at: items[0].location)
            return nil
        }
        return found
    }

    /// Reports what the rest of the settings cannot give the objectives.
    func check(
        _ objectives: [Objective], _ node: YAMLNode, space: PipelineSettings.Space,
        target: PipelineSettings.Target?, data: PipelineSettings.DataFolders,
        evaluate: PipelineSettings.Evaluate,
        proposer: PipelineSettings.Prompt.Proposer
    ) {
        // Where something is wrong already, it may be what is missing here.
        guard log.isEmpty, let target else { return }
        if objectives.contains(.energy), evaluate.energy.source == .table {
            if case .defined(let name) = space {
                log.report(
                    "found 'energy', which no table has of \(name); name a program that measures it, evaluate.energy: "
                        + "{source: command, command: […]}", at: node.location)
            } else if !target.device.hasEnergy {
                let others = PipelineSettings.Device.allCases.filter(\.hasEnergy).map(\.rawValue)
                log.report(
                    "found 'energy', which HW-NAS-Bench has not of \(target.device.rawValue); it has it of "
                        + "\(others.joined(separator: ", ")); or name a program that measures it (evaluate.energy)",
                    at: node.location)
            } else if data.tables == nil {
                log.report(
                    "found 'energy', which no surrogate predicts: it is looked up in benchmark tables; name their "
                        + "folder in data.tables", at: node.location)
            }
        }
        if objectives.count > 2, !proposer.weighsManyObjectives {
            let others = PipelineSettings.Prompt.Proposer.allCases.filter(\.weighsManyObjectives)
            log.report(
                "found \(objectives.count) objectives, but prompt.proposer is \(proposer.rawValue), whose models are "
                    + "of two; set prompt.proposer to one of "
                    + others.map(\.rawValue).joined(separator: ", "), at: node.location)
        }
    }
}
