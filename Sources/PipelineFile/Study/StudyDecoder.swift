internal import Records

/// Reads a study from a tree of YAML. What is wrong goes to the log.
struct StudyDecoder {
    let log: DiagnosticLog
    /// Whether the study names spaces: then they are no setting, and targets are names of the user's.
    let namesSpaces: Bool

    private static let seeds = 0...Int.max
    /// Values of a list at most: what is beyond is a mistake, or meant to exhaust the disk.
    private static let mostValues = 1_000

    /// The settings, or nil where the log holds why there are none.
    func settings(_ root: YAMLNode) -> StudySettings? {
        let top = MappingReader(root, name: StudyFile.topName, location: root.location, log: log)
        let name = top.required("name", Self.nameForm).flatMap(name)
        let description = top.value("description").flatMap { log.text($0) { _ in true } }
        let pipeline = top.required("pipeline", Self.pathForm).flatMap(path)
        let spaces = top.value("spaces").map(spaces) ?? []
        let datasets =
            namesSpaces
            ? names(top.required("datasets", Self.namesForm), other: PipelineSettings.Dataset.other)
            : choices(top.value("datasets"), PipelineSettings.Dataset.self)
        let devices =
            namesSpaces
            ? names(top.required("devices", Self.namesForm), other: PipelineSettings.Device.other)
            : choices(top.value("devices"), PipelineSettings.Device.self)
        let randomSeeds = top.value("random_seeds").map(randomSeeds) ?? [1]
        let budgets = top.value("budgets").map(budgets) ?? []
        let overrides = top.value("set").map(overrides) ?? []
        let variations = top.value("vary").map(variations) ?? []
        let methods = top.required("methods", "a list of methods").map(methods) ?? []
        let baseline = top.given("baseline").flatMap { node in
            log.text(node, "one of the methods: \(methods.map(\.name).joined(separator: ", "))") { text in
                methods.contains { $0.name == text && !$0.isBound }
            }
        }
        let reported = top.value("reported").map(reported) ?? []
        top.finish()
        guard log.isEmpty, let name, let pipeline else { return nil }
        return StudySettings(
            name: name, description: description ?? "", pipeline: pipeline, spaces: spaces,
            datasets: datasets, devices: devices, randomSeeds: randomSeeds, budgets: budgets,
            baseline: baseline,
            overrides: overrides, variations: variations, methods: methods, reported: reported)
    }

    // MARK: Single values

    private static let nameForm = "1 to 64 of A-Z a-z 0-9 . _ + - (and neither '.' nor '..')"
    private static let pathForm = "the path of a pipeline file"

    private func name(_ node: YAMLNode) -> String? {
        log.text(node, Self.nameForm) { text in
            (1...64).contains(text.utf8.count) && text != "." && text != ".."
                && text.utf8.allSatisfy { isNameByte($0) || ".+".utf8.contains($0) }
        }
    }

    private func path(_ node: YAMLNode) -> String? {
        log.text(node, Self.pathForm) { !$0.isEmpty && !$0.utf8.contains(0) }
    }

    // MARK: Lists

    private func elements(_ node: YAMLNode, _ expected: String) -> [YAMLNode] {
        guard case .sequence(let elements) = node.content, (1...Self.mostValues).contains(elements.count)
        else {
            log.expected("\(expected), 1 to \(Self.mostValues) of them", node)
            return []
        }
        return elements
    }

    /// A list without repetitions.
    private func distinct<Value: Equatable>(
        _ node: YAMLNode, _ expected: String, _ read: (YAMLNode) -> Value?
    ) -> [Value] {
        var values: [Value] = []
        for element in elements(node, expected) {
            guard let value = read(element) else { continue }
            guard !values.contains(value) else {
                log.report("found \(element.found(withKind: false)) twice", at: element.location)
                continue
            }
            values.append(value)
        }
        return values
    }

    private func spaces(_ node: YAMLNode) -> [PipelineSettings.Space] {
        distinct(node, "a list of spaces") { SpaceRules(log: log).space($0) }
    }

    private static let namesForm = "a list of names, because the study names spaces"

    /// What a space that a file defines is searched for: names of the user's, and of NAS-Bench-201 the known ones.
    private func names<Choice>(_ node: YAMLNode?, other: (String) -> Choice) -> [Choice]
    where Choice: RawRepresentable & Equatable, Choice.RawValue == String {
        guard let node else { return [] }
        return distinct(node, Self.namesForm) { element in
            log.text(element, SpaceRules.nameForm, where: SpaceRules.isName).map {
                Choice(rawValue: $0) ?? other($0)
            }
        }
    }

    /// All of them where the study names none.
    private func choices<Choice>(_ node: YAMLNode?, _ type: Choice.Type) -> [Choice]
    where Choice: CaseIterable & RawRepresentable & Equatable, Choice.RawValue == String {
        guard let node else { return Array(type.allCases) }
        return distinct(node, "a list of these") { log.choice($0, type) }
    }

    /// A list of seeds, or how many, which are then 1, 2, 3, …
    private func randomSeeds(_ node: YAMLNode) -> [Int] {
        if case .sequence = node.content {
            return distinct(node, "a list of random seeds") { log.whole($0, in: Self.seeds) }
        }
        guard let count = log.whole(node, in: 1...Self.mostValues) else { return [] }
        return Array(1...count)
    }

    private func budgets(_ node: YAMLNode) -> [Int] {
        let values = distinct(node, "a list of evaluations") { log.whole($0, in: 1...10_000_000) }
        return values.sorted()
    }

    private func overrides(_ node: YAMLNode) -> [String] {
        elements(node, "a list of settings, such as prompt.children=3").compactMap { element in
            let text = log.text(element, "a setting, such as prompt.children=3") {
                $0.contains("=") && !$0.utf8.contains(0)
            }
            guard let text, let axis = StudySettings.axis(setBy: text, namesSpaces: namesSpaces) else {
                return text
            }
            log.report(
                "found \(axis), which is not to be set: \(StudySettings.axesForm)", at: element.location)
            return nil
        }
    }

    private func variations(_ node: YAMLNode) -> [StudyVariation] {
        guard case .mapping(let entries) = node.content else {
            log.expected("a mapping: a setting's dotted path to a list of its values", node)
            return []
        }
        return entries.compactMap { entry in
            guard !entry.key.isEmpty, !entry.key.contains("="), !entry.key.utf8.contains(0) else {
                log.report(
                    "found the setting '\(printable(entry.key))'; expected a dotted path, such as "
                        + "evaluate.accuracy.training_cells", at: entry.keyLocation)
                return nil
            }
            if let axis = StudySettings.axis(setBy: entry.key, namesSpaces: namesSpaces) {
                log.report(
                    "found \(axis), which is not to be varied: \(StudySettings.axesForm)",
                    at: entry.keyLocation)
                return nil
            }
            let values = distinct(entry.value, "a list of values", value)
            return values.isEmpty ? nil : StudyVariation(setting: entry.key, values: values)
        }
    }

    private func value(_ node: YAMLNode) -> StudyVariation.Value? {
        guard case .scalar(let scalar) = node.content else {
            log.expected("a number, a word, true, false or null", node)
            return nil
        }
        let json: JSON
        switch scalar.value {
        case .null: json = .null
        case .bool(let flag): json = .bool(flag)
        case .integer(let number): json = .integer(number)
        // 1 and 1.0 are one value.
        case .number(let number) where number.isFinite:
            json = Int(exactly: number).map(JSON.integer) ?? JSON(number)
        case .number:
            log.expected("a finite number", node)
            return nil
        // JSON's strings are YAML's too.
        case .string: json = .string(scalar.text)
        }
        return StudyVariation.Value(json: json, text: json.text)
    }

    // MARK: Methods

    private func methods(_ node: YAMLNode) -> [StudyMethod] {
        var methods: [StudyMethod] = []
        for element in elements(node, "a list of methods") {
            let reader = MappingReader(element, name: "a method", location: element.location, log: log)
            let nameNode = reader.required("name", Self.nameForm)
            let name = nameNode.flatMap(name)
            var method = StudyMethod(
                name: name ?? "", description: "", pipeline: nil, generations: nil, overrides: [],
                isBound: false, isVaried: true, needsTables: false)
            if let node = reader.value("description") {
                method.description = log.text(node, where: { _ in true }) ?? ""
            }
            method.pipeline = reader.given("pipeline").flatMap(path)
            method.generations = reader.given("generations").flatMap { log.whole($0, in: 0...100_000) }
            method.overrides = reader.value("set").map(overrides) ?? []
            reader.flag("bound", into: &method.isBound)
            reader.flag("varied", into: &method.isVaried)
            reader.flag("needs_tables", into: &method.needsTables)
            reader.finish()
            guard let name, let nameNode else { continue }
            guard !methods.contains(where: { $0.name == name }) else {
                log.report("two methods are called '\(name)'", at: nameNode.location)
                continue
            }
            methods.append(method)
        }
        return methods
    }

    private func reported(_ node: YAMLNode) -> [StudyReported] {
        elements(node, "a list of tables of papers").compactMap { element in
            let reader = MappingReader(
                element, name: "a reported table", location: element.location, log: log)
            let file = reader.required("file", Self.nameForm).flatMap(name)
            let table = reader.required("table", "the table's name").flatMap { node in
                log.text(node, "the table's name") { !$0.isEmpty }
            }
            reader.finish()
            guard let file, let table else { return nil }
            return StudyReported(file: file, table: table)
        }
    }
}
