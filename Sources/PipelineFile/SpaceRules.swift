internal import Records

/// What settings may say of a space, and what of them goes with which space.
struct SpaceRules {
    let log: DiagnosticLog

    /// A space that ships, or a file of the user's: what ends in `.yaml` or `.yml`.
    func space(_ node: YAMLNode) -> PipelineSettings.Space? {
        let names = [PipelineSettings.Space.nasBench201Name] + PipelineSettings.Space.shipped
        let expected = "one of \(names.joined(separator: ", ")), or the path of a space file, NAME.yaml"
        guard let name = log.text(node, expected, where: { _ in true }) else { return nil }
        guard names.contains(name) || name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
            let nearest = NearestName.of(name, among: names)
            log.expected(
                expected, node, withKind: false, hint: nearest.map { "; did you mean '\($0)'?" } ?? "")
            return nil
        }
        return name == PipelineSettings.Space.nasBench201Name ? .nasBench201 : .defined(name)
    }

    /// A data set's or a device's name: one of the benchmark's, or, of another space, any.
    func name<Choice>(
        _ reader: MappingReader, _ key: String, _ space: PipelineSettings.Space,
        other: (String) -> Choice
    ) -> Choice? where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
        guard space != .nasBench201 else { return reader.requiredChoice(key, Choice.self) }
        return reader.required(key, Self.nameForm).flatMap {
            log.text($0, Self.nameForm, where: Self.isName)
        }.map(other)
    }

    static let nameForm = "a name of 1 to 64 of A-Z a-z 0-9 . _ -"

    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: ".") }
    }

    /// What a space that a file defines cannot have: tables, whose cells it does not know.
    func check(_ settings: PipelineSettings, at location: Location) {
        guard case .defined(let name) = settings.space else { return }
        func refuse(_ setting: String, _ found: String, _ expected: String) {
            log.report(
                "found \(setting): \(found), which goes with nas-bench-201 alone; with \(name) \(expected)",
                at: location)
        }
        if settings.prompt.proposer == .coLLM {
            refuse("prompt.proposer", settings.prompt.proposer.rawValue, "choose another proposer")
        }
        let accuracy = settings.evaluate.accuracy.source
        if accuracy == .surrogate, !PipelineSettings.Space.predicted.contains(name) {
            log.report(
                "no model ships that predicts accuracies of \(name); name a program that finds them, "
                    + "evaluate.accuracy: {source: command, command: […]}", at: location)
        } else if accuracy != .surrogate, accuracy != .command {
            refuse("evaluate.accuracy.source", accuracy.rawValue, "name a program (source: command)")
        }
        let latency = settings.evaluate.latency.source
        if latency == .surrogate {
            log.report(
                "nothing predicts latencies of \(name); name a program that measures them, "
                    + "evaluate.latency: {source: command, command: […]}", at: location)
        } else if latency != .command {
            refuse("evaluate.latency.source", latency.rawValue, "name a program (source: command)")
        }
        if settings.target.latencyLimitMs != nil {
            refuse(
                "target.latency_limit_ms", "a limit",
                "leave it out: latencies are known only once they are measured")
        }
    }
}
