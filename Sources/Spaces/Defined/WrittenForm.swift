/// How a space's architectures are written, and read back.
///
/// By default `name=value name=value,value`, in the order of the file, without what is not there. Else a
/// template: `{name}` stands for all values of a variable joined by commas, `{name.3}` for the third, and `-`
/// for a variable that is not there. A template that could not be read back is refused.
struct WrittenForm: Sendable {
    enum Piece: Sendable {
        case literal([UInt8])
        /// All values of a variable.
        case list(Int)
        /// The value at a position.
        case element(Int)
    }

    /// nil for the default.
    private(set) var template: [Piece]?
    /// Bytes of all choices by variable.
    private(set) var labels: [[[UInt8]]] = []

    static let absent = UInt8(ascii: "-")
    static let comma = UInt8(ascii: ",")

    init() {}

    init(
        _ template: String?, variables: [SpaceDefinition.Variable], positions: [SpaceDefinition.Position]
    ) throws(SpaceNotationError) {
        labels = variables.map { $0.labels.map { Array($0.utf8) } }
        guard let template else { return }
        let pieces = try Self.pieces(of: template, variables)
        var covered: Set<Int> = []
        for piece in pieces {
            let places: Range<Int>
            switch piece {
            case .literal: continue
            case .list(let variable): places = variables[variable].positions
            case .element(let position): places = position..<position + 1
            }
            guard covered.isDisjoint(with: places) else {
                throw SpaceNotationError(
                    column: 1, message: "\(Self.name(of: places.lowerBound, variables)) is written twice")
            }
            covered.formUnion(places)
        }
        if let missing = positions.indices.first(where: { !covered.contains($0) }) {
            throw SpaceNotationError(
                column: 1, message: "\(Self.name(of: missing, variables)) is not written")
        }
        for (number, piece) in pieces.enumerated() {
            let next = number + 1 < pieces.count ? pieces[number + 1] : nil
            try checkReadable(piece, before: next, variables, positions)
        }
        self.template = pieces
    }

    /// Whether a text may be a choice: it must stand unchanged in any written form and in an expression.
    static func isLabel(_ text: String) -> Bool {
        guard (1...64).contains(text.unicodeScalars.count), text != "-" else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isWhitespace && scalar.value > 0x20 && !(0x7F..<0xA0).contains(scalar.value)
                && scalar.properties.generalCategory != .format
                && !",={}'\"".unicodeScalars.contains(scalar)
        }
    }

    private static func name(of position: Int, _ variables: [SpaceDefinition.Variable]) -> String {
        guard let variable = variables.first(where: { $0.positions.contains(position) }) else { return "?" }
        return variable.repeats == nil
            ? variable.name : "\(variable.name).\(position - variable.positions.lowerBound + 1)"
    }

    // MARK: Templates

    private static func pieces(
        of template: String, _ variables: [SpaceDefinition.Variable]
    ) throws(SpaceNotationError) -> [Piece] {
        var pieces: [Piece] = []
        var rest = template[...]
        func problem(_ message: String) -> SpaceNotationError {
            SpaceNotationError(
                column: template.distance(from: template.startIndex, to: rest.startIndex) + 1,
                message: message)
        }
        guard !template.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            throw problem("a written form is one line, without control characters")
        }
        while !rest.isEmpty {
            let literal = rest.prefix { $0 != "{" && $0 != "}" }
            if !literal.isEmpty { pieces.append(.literal(Array(literal.utf8))) }
            rest = rest.dropFirst(literal.count)
            guard let brace = rest.first else { break }
            guard brace == "{", let end = rest.firstIndex(of: "}") else {
                throw problem("found a brace alone; expected {variable} or {variable.3}")
            }
            let parts = rest[rest.index(after: rest.startIndex)..<end].split(
                separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard let number = variables.firstIndex(where: { $0.name == parts[0] }) else {
                throw problem(
                    "there is no variable \(quoted(parts[0])); it is one of "
                        + variables.map(\.name).joined(separator: ", "))
            }
            let positions = variables[number].positions
            if parts.count == 1 {
                let isList = variables[number].repeats != nil
                pieces.append(isList ? .list(number) : .element(positions.lowerBound))
            } else {
                guard variables[number].repeats != nil, let index = Int(parts[1]),
                    (1...positions.count).contains(index)
                else {
                    throw problem(
                        "found \(quoted(parts[1])) behind \(parts[0]); expected a number from 1 to "
                            + "\(positions.count) of a repeated variable")
                }
                pieces.append(.element(positions.lowerBound + index - 1))
            }
            rest = rest[rest.index(after: end)...]
        }
        return pieces
    }

    /// The longest choice that fits is read. That is the one that was written unless one choice begins another
    /// and what follows can go on as it does.
    private func checkReadable(
        _ piece: Piece, before next: Piece?, _ variables: [SpaceDefinition.Variable],
        _ positions: [SpaceDefinition.Position]
    ) throws(SpaceNotationError) {
        let variable: Int
        var isList = false
        switch piece {
        case .literal: return
        case .list(let number): (variable, isList) = (number, true)
        case .element(let position): variable = positions[position].variable
        }
        guard let next else { return }
        var texts = labels[variable]
        if variables[variable].when != nil { texts.append([Self.absent]) }
        let sorted = texts.sorted { $0.lexicographicallyPrecedes($1) }
        let isPrefixFree = !zip(sorted, sorted.dropFirst()).contains { $1.starts(with: $0) }
        let follower: UInt8?
        if case .literal(let literal) = next { follower = literal.first } else { follower = nil }
        let isDistinct =
            isPrefixFree || follower.map { byte in !texts.contains { $0.contains(byte) } } ?? false
        guard isDistinct, !isList || follower != Self.comma else {
            throw SpaceNotationError(
                column: 1,
                message:
                    "what is written of \(variables[variable].name) could not be told from what follows; "
                    + "expected a character between them that none of its choices has")
        }
    }

    // MARK: Writing

    func text(of architecture: Architecture) -> String {
        let space = architecture.space
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16 * space.variables.count + 4 * architecture.packed.count)
        func append(_ position: Int) {
            let choice = architecture.packed[position]
            if choice > 0 { bytes += labels[space.positions[position].variable][Int(choice) - 1] }
        }
        func appendList(_ positions: Range<Int>) -> Bool {
            var isFirst = true
            for position in positions where architecture.packed[position] > 0 {
                if !isFirst { bytes.append(Self.comma) }
                isFirst = false
                append(position)
            }
            return !isFirst
        }
        if let template {
            for piece in template {
                switch piece {
                case .literal(let literal): bytes += literal
                case .list(let variable):
                    if !appendList(space.variables[variable].positions) { bytes.append(Self.absent) }
                case .element(let position):
                    if architecture.isThere(position) { append(position) } else { bytes.append(Self.absent) }
                }
            }
        } else {
            for variable in space.variables {
                let length = bytes.count
                if length > 0 { bytes.append(UInt8(ascii: " ")) }
                bytes += variable.name.utf8
                bytes.append(UInt8(ascii: "="))
                if !appendList(variable.positions) { bytes.removeSubrange(length...) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
