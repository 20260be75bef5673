/// Reads the chain: stages by name, repetitions, and users' own programs.
struct ChainDecoder {
    let log: DiagnosticLog

    private static let form = "a stage's name, repeat: {…}, or program: {…}"

    func chain(_ node: YAMLNode?) -> [ChainEntry] {
        node.map { entries($0, isInside: false) } ?? []
    }

    private func entries(_ node: YAMLNode, isInside: Bool) -> [ChainEntry] {
        guard case .sequence(let elements) = node.content, !elements.isEmpty else {
            log.expected("a list of at least one stage", node)
            return []
        }
        return elements.compactMap { entry($0, isInside: isInside) }
    }

    private func entry(_ node: YAMLNode, isInside: Bool) -> ChainEntry? {
        if case .mapping(let keys) = node.content {
            let reader = MappingReader(node, name: "a chain entry", location: node.location, log: log)
            let repetition = reader.value("repeat")
            let program = reader.value("program")
            reader.finish()
            guard keys.count == 1 else {
                log.report("found \(keys.count) keys in a chain entry; expected one", at: node.location)
                return nil
            }
            let step =
                repetition.flatMap { self.repetition($0, isInside: isInside) }
                ?? program.flatMap(self.program)
            return step.map { ChainEntry($0, location: node.location) }
        }
        guard case .scalar(let scalar) = node.content, scalar.value == .string else {
            log.expected(Self.form, node)
            return nil
        }
        return log.choice(node, StageName.self).map { ChainEntry(.stage($0), location: node.location) }
    }

    private func repetition(_ node: YAMLNode, isInside: Bool) -> ChainEntry.Step? {
        guard !isInside else {
            log.report("a repeat inside a repeat; expected stages and programs only", at: node.location)
            return nil
        }
        let reader = MappingReader(node, name: "repeat", location: node.location, log: log)
        let range = 0...100_000
        let generations = reader.required("generations", DiagnosticLog.words(range))
            .flatMap { log.whole($0, in: range) }
        let stages = reader.required("stages", "a list of stages").map { entries($0, isInside: true) }
        reader.finish()
        guard let generations, let stages else { return nil }
        return .repeated(generations: generations, stages)
    }

    private func program(_ node: YAMLNode) -> ChainEntry.Step? {
        let reader = MappingReader(node, name: "program", location: node.location, log: log)
        let nameForm = "a stage's name, or a name of a-z 0-9 - that begins with a letter, at most 64 long"
        let name = reader.required("name", nameForm).flatMap { node in
            log.text(node, nameForm, where: Self.isProgramName)
        }
        let command = reader.required("command", "a list: the program and its arguments").flatMap(
            CommandDecoder(log: log).arguments)
        let reads = reader.value("reads").map(patterns)
        let isStage = name.map { StageName(rawValue: $0) != nil } ?? true
        let writesForm = "a list of the files it writes"
        let writes = (isStage ? reader.value("writes") : reader.required("writes", writesForm)).map(patterns)
        reader.finish()
        guard let name, let command else { return nil }
        return .program(
            ChainProgram(name: name, command: command, reads: reads ?? (isStage ? nil : []), writes: writes))
    }

    private static func isProgramName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z") else {
            return false
        }
        let isLower = { (byte: UInt8) in byte < UInt8(ascii: "A") || byte > UInt8(ascii: "Z") }
        return text.utf8.count <= 64
            && text.utf8.allSatisfy { isNameByte($0) && isLower($0) && $0 != UInt8(ascii: "_") }
    }

    private func patterns(_ node: YAMLNode) -> [String] {
        guard case .sequence(let elements) = node.content else {
            log.expected("a list of paths under the run directory", node)
            return []
        }
        return elements.compactMap { element in
            log.text(
                element,
                "a path under the run directory: relative, without '..', '.' or empty parts, and of braces "
                    + "one {generation} or {previous} at most", where: Self.isPattern)
        }
    }

    private static func isPattern(_ text: String) -> Bool {
        guard !text.utf8.contains(0) else { return false }
        for part in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            let part = String(Substring(part))
            if part.isEmpty || part == "." || part == ".." { return false }
        }
        func isBrace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") }
        guard let brace = text.utf8.firstIndex(where: isBrace) else { return true }
        let tail = text.utf8[brace...]
        let placeholder = ["{generation}", "{previous}"].first { tail.starts(with: $0.utf8) }
        // One is all that a pattern has; more braces behind it mean something else.
        return placeholder.map { !tail.dropFirst($0.utf8.count).contains(where: isBrace) } ?? false
    }
}
