/// Reads a written form: first what stands where, then, variable by variable, whether it may.
struct WrittenFormReader {
    private let form: WrittenForm
    private let space: SpaceDefinition
    private let text: [UInt8]
    private var place = 0
    /// What was read, by variable; a variable without a list in the template has one value a position, 0 for
    /// none.
    private var found: [[UInt8]]
    private var columns: [Int]

    init(_ text: String, _ form: WrittenForm, _ space: SpaceDefinition) {
        self.text = Array(text.utf8)
        self.form = form
        self.space = space
        found = space.variables.map { _ in [] }
        columns = space.variables.map { _ in 1 }
    }

    mutating func choices() throws(SpaceNotationError) -> [UInt8] {
        var isSparse = [Bool](repeating: false, count: space.variables.count)
        if let template = form.template {
            for piece in template {
                switch piece {
                case .literal(let literal): try expect(literal)
                case .list(let variable):
                    note(variable)
                    found[variable] = try list(variable)
                case .element(let position):
                    let variable = space.positions[position].variable
                    let positions = space.variables[variable].positions
                    if !isSparse[variable] {
                        isSparse[variable] = true
                        note(variable)
                        found[variable] = [UInt8](repeating: 0, count: positions.count)
                    }
                    found[variable][position - positions.lowerBound] = try element(position)
                }
            }
        } else {
            for (number, variable) in space.variables.enumerated() {
                let opening = Array(((place > 0 ? " " : "") + variable.name + "=").utf8)
                guard text[place...].starts(with: opening) else { continue }
                place += opening.count
                note(number)
                found[number] = try list(number)
            }
        }
        guard place == text.count else {
            let names = space.variables.map(\.name).joined(separator: ", ")
            throw problem(
                form.template == nil
                    ? "found \(foundText); expected name=value, or name=value,value for a repeated variable, "
                        + "parted by one space, in this order: \(names)"
                    : "found \(foundText); expected the end")
        }
        return try settled(isSparse)
    }

    /// Gives each position that is there its value, from the left.
    private func settled(_ isSparse: [Bool]) throws(SpaceNotationError) -> [UInt8] {
        var choices = [UInt8](repeating: 0, count: space.positions.count)
        // A typed throw does not pass through the closures that lend the run.
        let failure = space.program.running(&choices) { run, choices -> SpaceNotationError? in
            for (number, variable) in space.variables.enumerated() {
                var next = 0
                var wanted = 0
                for (offset, position) in variable.positions.enumerated() {
                    let isThere = space.isThere(position, &run)
                    wanted += isThere ? 1 : 0
                    if isSparse[number] {
                        let choice = found[number][offset]
                        guard isThere == (choice > 0) else {
                            let name = space.name(of: position)
                            return SpaceNotationError(
                                column: columns[number],
                                message: isThere
                                    ? "found no value of \(name), which is there by the values before it"
                                    : "found a value of \(name), which is not there by the values before it")
                        }
                        choices[position] = choice
                    } else if isThere, next < found[number].count {
                        choices[position] = found[number][next]
                        next += 1
                    }
                }
                if !isSparse[number], found[number].count != wanted {
                    return SpaceNotationError(
                        column: columns[number],
                        message: "found \(Self.values(found[number].count)) of \(variable.name); expected "
                            + (wanted == 0 ? "none" : "\(wanted)") + ", by the values before")
                }
            }
            return nil
        }
        if let failure { throw failure }
        return choices
    }

    private static func values(_ count: Int) -> String {
        count == 0 ? "no value" : count == 1 ? "1 value" : "\(count) values"
    }

    // MARK: Pieces

    private mutating func note(_ variable: Int) { columns[variable] = column }

    private mutating func expect(_ literal: [UInt8]) throws(SpaceNotationError) {
        guard text[place...].starts(with: literal) else {
            throw problem("found \(foundText); expected '\(String(decoding: literal, as: UTF8.self))'")
        }
        place += literal.count
    }

    private mutating func list(_ variable: Int) throws(SpaceNotationError) -> [UInt8] {
        if form.template != nil, let choice = longest(variable, orAbsent: true), choice == 0 {
            place += 1
            return []
        }
        var choices = [try value(variable, space.variables[variable].name)]
        while place < text.count, text[place] == WrittenForm.comma {
            place += 1
            choices.append(try value(variable, space.variables[variable].name))
        }
        return choices
    }

    private mutating func element(_ position: Int) throws(SpaceNotationError) -> UInt8 {
        let variable = space.positions[position].variable
        if space.positions[position].when != nil, longest(variable, orAbsent: true) == 0 {
            place += 1
            return 0
        }
        return try value(variable, space.name(of: position))
    }

    private mutating func value(_ variable: Int, _ name: String) throws(SpaceNotationError) -> UInt8 {
        guard let choice = longest(variable, orAbsent: false) else {
            let labels = space.variables[variable].labels
            throw problem(
                "found \(foundText); expected \(name) to be one of \(labels.joined(separator: ", "))")
        }
        place += form.labels[variable][Int(choice) - 1].count
        return choice
    }

    /// The choice with the longest text that stands here, from 1; 0 for the sign of a variable that is absent.
    private func longest(_ variable: Int, orAbsent: Bool) -> UInt8? {
        var best: (choice: UInt8, length: Int)?
        if orAbsent, place < text.count, text[place] == WrittenForm.absent { best = (0, 1) }
        for (number, label) in form.labels[variable].enumerated()
        where label.count > best?.length ?? 0 && text[place...].starts(with: label) {
            best = (UInt8(number + 1), label.count)
        }
        return best?.choice
    }

    // MARK: Messages

    /// In characters, from 1.
    private var column: Int { String(decoding: text[..<place], as: UTF8.self).count + 1 }

    private var foundText: String {
        guard place < text.count else { return "the end" }
        let rest = text[place...]
        let word = rest.prefix { !" ,=|+".utf8.contains($0) }
        return quoted(String(decoding: word.isEmpty ? rest.prefix(1) : word, as: UTF8.self))
    }

    private func problem(_ message: String) -> SpaceNotationError {
        SpaceNotationError(column: column, message: message)
    }
}

extension WrittenForm {
    /// The canonical choices that a text says; requirements are not looked at.
    func choices(of text: String, in space: SpaceDefinition) throws(SpaceNotationError) -> [UInt8] {
        // No written form is longer: what is beyond is not worth comparing.
        let longest = 1_000_000
        guard text.utf8.count <= longest else {
            throw SpaceNotationError(column: 1, message: "the text is longer than \(longest) bytes")
        }
        var reader = WrittenFormReader(text, self, space)
        return try reader.choices()
    }
}
