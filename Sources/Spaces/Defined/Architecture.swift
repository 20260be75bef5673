/// One member of a space that is made of data: a choice for every variable that is there.
///
/// It is canonical by construction: what is not there is kept as not there, so two architectures are equal
/// exactly where they are the same network description. Equality, hash and order go by the choices alone;
/// architectures of different spaces are never compared.
public struct Architecture: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let space: SpaceDefinition
    /// By position: 0 where the variable is not there, else the choice's number from 1.
    let packed: [UInt8]

    /// Choices must be canonical.
    init(settled packed: [UInt8], in space: SpaceDefinition) {
        self.space = space
        self.packed = packed
    }

    /// The architecture with these choices, numbered from 0, one for each position; what is said of variables
    /// that are not there does not count.
    ///
    /// nil for another number of positions, a choice that does not exist, or a requirement that is not met.
    public init?(_ space: SpaceDefinition, choices: [Int]) {
        guard choices.count == space.positionCount else { return nil }
        var packed: [UInt8] = []
        packed.reserveCapacity(choices.count)
        for (position, choice) in choices.enumerated() {
            guard choice >= 0, choice < Int(space.positions[position].choices) else { return nil }
            packed.append(UInt8(choice + 1))
        }
        space.settle(&packed) { _, _ in 1 }
        guard space.broken(packed) == nil else { return nil }
        self.init(settled: packed, in: space)
    }

    public static func == (left: Self, right: Self) -> Bool { left.packed == right.packed }

    public func hash(into hasher: inout Hasher) {
        packed.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.packed.lexicographicallyPrecedes(right.packed)
    }

    public var canonical: Self { self }

    public func isThere(_ position: Int) -> Bool { packed.indices.contains(position) && packed[position] > 0 }

    /// The choice at a position, from 0; 0 too where the variable is not there.
    public func choice(_ position: Int) -> Int {
        isThere(position) ? Int(packed[position]) - 1 : 0
    }

    /// The choices at all positions, from 0; 0 where a variable is not there.
    public var choices: [Int] { packed.map { max(0, Int($0) - 1) } }

    /// The variables that are there, in the order of the file; of a repeated one all values that are there.
    public var values: [(name: String, values: [SpaceValue])] {
        space.variables.compactMap { variable in
            let values = values(of: variable)
            return values.isEmpty ? nil : (variable.name, values)
        }
    }

    /// The values of one variable; none where it is not there, or does not exist.
    public subscript(variable name: String) -> [SpaceValue] {
        space[variable: name].map(values) ?? []
    }

    private func values(of variable: SpaceDefinition.Variable) -> [SpaceValue] {
        variable.positions.compactMap { position in
            packed[position] == 0 ? nil : variable.choices[Int(packed[position]) - 1]
        }
    }

    /// A measure of the space; nil where there is no such measure, or no finite value.
    public func measure(_ name: String) -> Double? {
        guard let root = space.measures[name] else { return nil }
        let value = packed.withUnsafeBufferPointer { choices in
            space.program.running(choices) { run in run.evaluate(root) }
        }
        return value.isFinite ? value : nil
    }

    /// The written form.
    public var description: String { space.written.text(of: self) }

    /// Reads the written form, exactly.
    public init(parsing text: String, in space: SpaceDefinition) throws(SpaceNotationError) {
        let packed = try space.written.choices(of: text, in: space)
        if let broken = space.broken(packed) {
            throw SpaceNotationError(column: 1, message: "the space requires \(broken), which does not hold")
        }
        self.init(settled: packed, in: space)
    }
}
