internal import Records
internal import Spaces

/// Reads a space from a tree of YAML. What is wrong goes to the log.
///
/// The tree becomes a draft, and the place of each of its parts is kept, so that what `SpaceDefinition` finds
/// wrong with a part is shown where the part stands.
final class SpaceDecoder {
    let log: DiagnosticLog
    /// Whose measures the plain names are.
    let dataset: String?
    private var places: [String: Location] = [:]

    init(log: DiagnosticLog, dataset: String?) {
        self.log = log
        self.dataset = dataset
    }

    /// The space, or nil where the log holds why there is none.
    func space(_ root: YAMLNode) -> SpaceDefinition? {
        let top = MappingReader(root, name: SpaceFile.topName, location: root.location, log: log)
        let nameForm = "1 to 64 of A-Z a-z 0-9 . _ -"
        let name = top.required("name", nameForm).flatMap { node in
            log.text(node, nameForm) { text in
                (1...64).contains(text.utf8.count) && text != "." && text != ".."
                    && text.utf8.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: ".") }
            }
        }
        let about = top.value("about").flatMap { log.text($0) { _ in true } } ?? ""
        let constants = named(top.value("constants"), "constants", constant)
        let variables = named(
            top.required("variables", "a mapping: names to variables"), "variables", variable)
        let require = top.value("require").map(conditions) ?? []
        let measures = named(top.value("measures"), "measures", measures)
        let partitions = named(top.value("partitions"), "partitions", partition)
        let written = top.given("written").flatMap { node in
            note("written", node)
            return log.text(node, "a written form, such as \"{depth}/{heads}\"") { !$0.isEmpty }
        }
        top.finish()
        guard log.isEmpty, let name else { return nil }
        let draft = SpaceDraft(
            name: name, about: about, constants: constants.compactMap { $0 },
            variables: variables.compactMap { $0 }, require: require, measures: measures.flatMap { $0 },
            partitions: partitions.compactMap { $0 }, written: written)
        do throws(SpaceError) {
            return try SpaceDefinition(draft, dataset: dataset)
        } catch {
            for problem in error.problems { report(problem, root.location) }
            return nil
        }
    }

    // MARK: Places

    private func note(_ path: String, _ node: YAMLNode) { places[path] = node.location }

    /// Shows a problem at its part's place, or at that of the nearest part around it.
    private func report(_ problem: SpaceError.Problem, _ top: Location) {
        var path = problem.path[...]
        while places[String(path)] == nil, let point = path.lastIndex(of: ".") { path = path[..<point] }
        var message = problem.message
        if let unknown = problem.unknown,
            let nearest = NearestName.of(unknown, among: problem.candidates)
        {
            message += "; did you mean '\(nearest)'?"
        }
        if !problem.candidates.isEmpty {
            let shown = problem.candidates.prefix(30).joined(separator: ", ")
            message += " (there are \(shown)\(problem.candidates.count > 30 ? ", …" : ""))"
        }
        log.report(message, at: places[String(path)] ?? top)
    }

    // MARK: Parts

    /// What stands under the user's own names.
    private func named<Part>(
        _ node: YAMLNode?, _ path: String, _ read: (YAMLEntry, String) -> Part
    ) -> [Part] {
        guard let node, !node.isNull else { return [] }
        note(path, node)
        guard case .mapping(let entries) = node.content else {
            log.expected("a mapping: a name to each of the \(path)", node)
            return []
        }
        return entries.map { entry in
            places["\(path).\(entry.key)"] = entry.keyLocation
            return read(entry, "\(path).\(entry.key)")
        }
    }

    private func constant(_ entry: YAMLEntry, _ path: String) -> SpaceDraft.Constant? {
        let expected = "a number, or a list of numbers"
        if case .sequence(let elements) = entry.value.content {
            let numbers = elements.compactMap { log.number($0, "a number") { _ in true } }
            return SpaceDraft.Constant(name: entry.key, numbers: numbers, isList: true)
        }
        return log.number(entry.value, expected) { _ in true }
            .map { SpaceDraft.Constant(name: entry.key, numbers: [$0], isList: false) }
    }

    private func variable(_ entry: YAMLEntry, _ path: String) -> SpaceDraft.Variable? {
        let name = "variables.\(printable(entry.key))"
        let reader = MappingReader(entry.value, name: name, location: entry.keyLocation, log: log)
        let meaning = reader.value("meaning").flatMap { log.text($0) { _ in true } }
        let choices = reader.required("choices", "a list of numbers or of texts").map { node in
            note("\(path).choices", node)
            return values(node)
        }
        let repeats = reader.given("repeat").flatMap { node in
            note("\(path).repeat", node)
            return log.whole(node, in: 1...1_000)
        }
        let when = reader.given("when").flatMap { expression($0, "\(path).when") }
        reader.finish()
        guard let choices else { return nil }
        return SpaceDraft.Variable(
            name: entry.key, meaning: meaning ?? "", choices: choices, repeats: repeats, when: when)
    }

    private func conditions(_ node: YAMLNode) -> [String] {
        guard case .sequence(let elements) = node.content else {
            log.expected("a list of conditions", node)
            return []
        }
        return elements.enumerated().compactMap { expression($0.element, "require.\($0.offset)") }
    }

    /// One measure, or one for each data set.
    private func measures(_ entry: YAMLEntry, _ path: String) -> [SpaceDraft.Measure] {
        guard case .mapping(let datasets) = entry.value.content else {
            return expression(entry.value, path).map {
                [SpaceDraft.Measure(name: entry.key, expression: $0)]
            } ?? []
        }
        return datasets.compactMap { dataset in
            expression(dataset.value, "\(path).\(dataset.key)").map {
                SpaceDraft.Measure(name: "\(entry.key).\(dataset.key)", expression: $0)
            }
        }
    }

    private func expression(_ node: YAMLNode, _ path: String) -> String? {
        note(path, node)
        if case .scalar(let scalar) = node.content {
            switch scalar.value {
            case .integer, .number: return scalar.text
            default: break
            }
        }
        return log.text(node, "an expression") { !$0.isEmpty }
    }

    private func partition(_ entry: YAMLEntry, _ path: String) -> SpaceDraft.Partition? {
        guard case .sequence(let elements) = entry.value.content else {
            log.expected("a list of niches", entry.value)
            return nil
        }
        let niches = elements.enumerated().compactMap { niche($0.element, "\(path).\($0.offset)") }
        return SpaceDraft.Partition(name: entry.key, niches: niches)
    }

    private func niche(_ node: YAMLNode, _ path: String) -> SpaceDraft.Niche? {
        note(path, node)
        let reader = MappingReader(node, name: "a niche", location: node.location, log: log)
        let name = reader.required("name", "the niche's name").flatMap { node in
            note("\(path).name", node)
            return log.text(node) { _ in true }
        }
        let rationale = reader.value("rationale").flatMap { log.text($0) { _ in true } }
        let restrictions = named(reader.value("where"), "\(path).where") { entry, path in
            SpaceNiche.Restriction(entry.key, self.values(entry.value))
        }
        let bounds = named(reader.value("measures"), "\(path).measures", bound)
        reader.finish()
        return name.map {
            SpaceDraft.Niche(
                name: $0, rationale: rationale ?? "", restrictions: restrictions,
                bounds: bounds.compactMap { $0 })
        }
    }

    /// A measure's only value, or `[least, most]`, null where it is open.
    private func bound(_ entry: YAMLEntry, _ path: String) -> SpaceNiche.Bound? {
        func number(_ node: YAMLNode) -> Double?? {
            node.isNull
                ? .some(nil) : log.number(node, "a number, or null for no bound") { _ in true }.map { $0 }
        }
        guard case .sequence(let ends) = entry.value.content else {
            return log.number(entry.value, "a number, or [least, most]") { _ in true }
                .map { SpaceNiche.Bound(entry.key, least: $0, most: $0) }
        }
        guard ends.count == 2 else {
            log.expected("[least, most]", entry.value)
            return nil
        }
        guard let least = number(ends[0]), let most = number(ends[1]) else { return nil }
        return SpaceNiche.Bound(entry.key, least: least, most: most)
    }

    /// One value or a list of them.
    private func values(_ node: YAMLNode) -> [SpaceValue] {
        guard case .sequence(let elements) = node.content else { return value(node).map { [$0] } ?? [] }
        return elements.compactMap(value)
    }

    private func value(_ node: YAMLNode) -> SpaceValue? {
        if case .scalar(let scalar) = node.content {
            switch scalar.value {
            case .integer(let number): return .number(Double(number))
            case .number(let number) where number.isFinite: return .number(number)
            case .string: return .text(scalar.text)
            default: break
            }
        }
        log.expected("a number or a text (true, false and null in quotes)", node)
        return nil
    }
}
