/// A part of a space: some variables held to some of their choices, some measures to a range.
public struct SpaceNiche: Sendable, Equatable {
    /// The values a variable may have where it is there; of a repeated one, all of its values.
    public struct Restriction: Sendable, Equatable {
        public var variable: String
        public var values: [SpaceValue]

        public init(_ variable: String, _ values: [SpaceValue]) {
            self.variable = variable
            self.values = values
        }
    }

    /// A measure from `least` to `most`, both inclusive; nil for no bound.
    public struct Bound: Sendable, Equatable {
        public var measure: String
        public var least: Double?
        public var most: Double?

        public init(_ measure: String, least: Double?, most: Double?) {
            self.measure = measure
            self.least = least
            self.most = most
        }

        func contains(_ value: Double) -> Bool {
            value.isFinite && value >= least ?? -.infinity && value <= most ?? .infinity
        }

        /// "params_m from 5 to 6".
        public var inWords: String {
            func word(_ number: Double) -> String { SpaceValue.number(number).description }
            return switch (least, most) {
            case (nil, nil): "any \(measure)"
            case (let least?, nil): "\(measure) from \(word(least)) up"
            case (nil, let most?): "\(measure) up to \(word(most))"
            case (let least?, let most?):
                least == most
                    ? "\(measure) of \(word(least))" : "\(measure) from \(word(least)) to \(word(most))"
            }
        }
    }

    public let space: SpaceDefinition
    public let name: String
    /// Why the niche is there, for readers.
    public let rationale: String
    public let restrictions: [Restriction]
    public let bounds: [Bound]
    /// How members are drawn and counted.
    let plan: DrawingPlan
    let boundRoots: [Int32]

    /// - Throws: all that is wrong with the niche: variables, values and measures that the space does not have.
    public init(_ draft: SpaceDraft.Niche, in space: SpaceDefinition) throws(SpaceError) {
        let problems = space.problems(of: draft, path: "niche")
        guard problems.isEmpty else { throw SpaceError(problems: problems) }
        self.init(checked: draft, in: space)
    }

    init(checked draft: SpaceDraft.Niche, in space: SpaceDefinition) {
        self.space = space
        name = draft.name
        rationale = draft.rationale
        restrictions = draft.restrictions
        bounds = draft.bounds
        plan = DrawingPlan(space, allowed: space.allowed(draft.restrictions))
        boundRoots = draft.bounds.compactMap { space.measures[$0.measure] }
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.space === right.space && left.name == right.name && left.rationale == right.rationale
            && left.restrictions == right.restrictions && left.bounds == right.bounds
    }

    public func contains(_ architecture: Architecture) -> Bool {
        isInside(architecture.packed) && areBoundsMet(architecture.packed)
    }

    /// Whether the restrictions hold.
    private func isInside(_ packed: [UInt8]) -> Bool {
        restrictions.isEmpty || packed.indices.allSatisfy { plan.isAllowed(packed[$0], at: $0) }
    }

    func areBoundsMet(_ packed: [UInt8]) -> Bool {
        guard !bounds.isEmpty else { return true }
        return packed.withUnsafeBufferPointer { choices in
            space.program.running(choices) { run in
                zip(bounds, boundRoots).allSatisfy { $0.contains(run.evaluate($1)) }
            }
        }
    }

    /// What keeps an architecture out, in words; nil when it is inside.
    public func objection(to architecture: Architecture) -> String? {
        for (position, choice) in architecture.packed.enumerated() where !plan.isAllowed(choice, at: position)
        {
            let allowed = plan.allowed[position].map { space.value($0, at: position).description }
            return "\(name) has \(space.name(of: position)) of \(allowed.joined(separator: " or ")), this "
                + "architecture \(space.value(choice, at: position))"
        }
        for bound in bounds {
            guard let value = architecture.measure(bound.measure) else {
                return "\(name) has \(bound.inWords), this architecture no finite \(bound.measure)"
            }
            if !bound.contains(value) {
                return "\(name) has \(bound.inWords), this architecture \(SpaceValue.number(value))"
            }
        }
        return nil
    }
}

extension SpaceDefinition {
    /// By position, the choices that restrictions leave, from 1 and in order.
    func allowed(_ restrictions: [SpaceNiche.Restriction]) -> [[UInt8]] {
        var allowed = positions.map { Array(1...$0.choices) }
        for restriction in restrictions {
            guard let variable = self[variable: restriction.variable] else { continue }
            for position in variable.positions {
                allowed[position].removeAll { choice in
                    !restriction.values.contains(variable.choices[Int(choice) - 1])
                }
            }
        }
        return allowed
    }

    /// What is wrong with a niche of this space.
    func problems(of niche: SpaceDraft.Niche, path: String) -> [SpaceError.Problem] {
        var problems: [SpaceError.Problem] = []
        if !SpaceBuilder.isNicheName(niche.name) {
            problems.append(
                SpaceError.Problem(
                    path: "\(path).name",
                    message: "\(quoted(niche.name)) is no name of a niche; \(SpaceBuilder.nicheNames)"))
        }
        for restriction in niche.restrictions {
            let place = "\(path).where.\(restriction.variable)"
            guard let variable = self[variable: restriction.variable] else {
                problems.append(
                    SpaceError.Problem(
                        path: place, message: "there is no variable \(quoted(restriction.variable))",
                        unknown: restriction.variable, candidates: variables.map(\.name)))
                continue
            }
            if let value = restriction.values.first(where: { !variable.choices.contains($0) }) {
                problems.append(
                    SpaceError.Problem(
                        path: place,
                        message: "\(quoted(value.description)) is none of the choices of \(variable.name)",
                        unknown: value.description, candidates: variable.labels))
            }
        }
        // Two restrictions, or an empty one; one with a value that is no choice has been named already.
        let left = allowed(niche.restrictions)
        if problems.isEmpty, let position = left.firstIndex(where: \.isEmpty) {
            let variable = variables[positions[position].variable].name
            problems.append(
                SpaceError.Problem(
                    path: "\(path).where.\(variable)", message: "no choice of \(variable) is left"))
        }
        for bound in niche.bounds {
            let place = "\(path).measures.\(bound.measure)"
            if measures[bound.measure] == nil {
                problems.append(
                    SpaceError.Problem(
                        path: place, message: "there is no measure \(quoted(bound.measure))",
                        unknown: bound.measure, candidates: measureNames))
            }
            if let least = bound.least, let most = bound.most, least > most {
                problems.append(
                    SpaceError.Problem(
                        path: place, message: "found [\(least), \(most)]; expected the lesser bound first"))
            }
        }
        return problems
    }
}
