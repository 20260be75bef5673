/// A search space made of data: variables, their choices, and the conditions between them.
///
/// An architecture gives every variable that is there one of its choices. Repeated variables are as many
/// positions, numbered from 1; all positions stand in one row, in the order of the file. A condition (`when`)
/// may name only variables before its own, so one pass from the left tells which positions are there.
///
/// Nothing here lists a space's members; time and memory follow the number of positions.
public final class SpaceDefinition: Sendable {
    public struct Variable: Sendable {
        public let name: String
        public let meaning: String
        public let choices: [SpaceValue]
        /// nil for a variable without a number.
        public let repeats: Int?
        public let when: String?
        /// Its positions in the row.
        public let positions: Range<Int>
        let isText: Bool

        var labels: [String] { choices.map(\.description) }
    }

    struct Position: Sendable {
        var variable: Int
        /// From 1.
        var index: Int
        var choices: UInt8
        var when: CompiledExpression?
    }

    public let name: String
    public let about: String
    public let variables: [Variable]
    /// Conditions that every architecture meets, as written.
    public let require: [String]
    public let measureNames: [String]
    public let partitionNames: [String]
    /// The template of the written form; nil for `name=value name=value,value`.
    public let template: String?
    public var positionCount: Int { positions.count }

    let positions: [Position]
    /// Positions with a condition, and whether any condition reads a position.
    let gated: [Int]
    let isController: [Bool]
    let program: ExpressionProgram
    let requirements: [Int32]
    let measures: [String: Int32]
    let partitions: [SpaceDraft.Partition]
    let written: WrittenForm

    /// Of a measure that there is one of for each data set (`flops_m: {pictures: …, sounds: …}`), that of `dataset` goes
    /// by the plain name too.
    ///
    /// - Throws: all that is wrong with the draft.
    public init(_ draft: SpaceDraft, dataset: String? = nil) throws(SpaceError) {
        var builder = SpaceBuilder()
        builder.build(draft)
        name = draft.name
        about = draft.about
        variables = builder.variables
        require = draft.require
        positions = builder.positions
        gated = positions.indices.filter { builder.positions[$0].when != nil }
        var isController = [Bool](repeating: false, count: positions.count)
        for position in positions { for read in position.when?.reads ?? [] { isController[read] = true } }
        self.isController = isController
        program = builder.compiler.program
        requirements = builder.requirements
        var measures = builder.scope.measures.mapValues(\.root)
        var measureNames = draft.measures.map(\.name)
        for name in measureNames {
            guard let dataset, name.hasSuffix(".\(dataset)") else { continue }
            let plain = String(name.dropLast(dataset.count + 1))
            guard measures[plain] == nil else { continue }
            measures[plain] = measures[name]
            measureNames.append(plain)
        }
        self.measures = measures
        self.measureNames = measureNames
        written = builder.written
        template = draft.written
        let whole = SpaceDraft.Niche(name: "S0", rationale: "The whole space, unpartitioned")
        let unpartitioned = SpaceDraft.Partition(name: Self.unpartitioned, niches: [whole])
        partitions =
            draft.partitions + (draft.partitions.contains { $0.name == "none" } ? [] : [unpartitioned])
        partitionNames = partitions.map(\.name)
        guard builder.problems.isEmpty else { throw SpaceError(problems: builder.problems) }
        let unfit = partitions.flatMap { partition in
            partition.niches.enumerated().flatMap { number, niche in
                self.problems(of: niche, path: "partitions.\(partition.name).\(number)")
            }
        }
        guard unfit.isEmpty else { throw SpaceError(problems: unfit) }
    }

    /// The scheme that every space has: one niche, all of it.
    public static let unpartitioned = "none"

    public subscript(variable name: String) -> Variable? { variables.first { $0.name == name } }

    /// "edge.3", or "depth" where there is no number.
    func name(of position: Int) -> String {
        let variable = variables[positions[position].variable]
        return variable.repeats == nil ? variable.name : "\(variable.name).\(positions[position].index)"
    }

    func value(_ choice: UInt8, at position: Int) -> SpaceValue {
        variables[positions[position].variable].choices[Int(choice) - 1]
    }

    /// The niches of a scheme, made anew each time; nil where there is no such scheme.
    public func niches(of partition: String) -> [SpaceNiche]? {
        partitions.first { $0.name == partition }?.niches.map { SpaceNiche(checked: $0, in: self) }
    }

    /// The whole space as one niche, made anew each time: keep it where much is drawn.
    public var whole: SpaceNiche {
        SpaceNiche(checked: SpaceDraft.Niche(name: "all", rationale: "The whole space"), in: self)
    }

    // MARK: Conditions

    /// Whether a position is there, given the choices before it.
    func isThere(_ position: Int, _ run: inout ExpressionRun) -> Bool {
        guard let when = positions[position].when else { return true }
        return run.holds(when.root, index: positions[position].index)
    }

    /// Makes choices canonical from a position on: those that are not there become 0, and those newly there
    /// what `fill` says, by position and the choices so far.
    func settle(
        _ choices: inout [UInt8], after changed: Int = -1,
        _ fill: (Int, UnsafeMutableBufferPointer<UInt8>) -> UInt8
    ) {
        guard !gated.isEmpty else { return }
        program.running(&choices) { run, choices in
            for position in gated where position > changed {
                if !isThere(position, &run) {
                    choices[position] = 0
                } else if choices[position] == 0 {
                    choices[position] = fill(position, choices)
                }
            }
        }
    }

    /// What a newly needed position takes where nobody chooses: as the one before it, else its first choice.
    func inherited(_ position: Int, _ choices: UnsafeMutableBufferPointer<UInt8>) -> UInt8 {
        positions[position].index > 1 ? max(1, choices[position - 1]) : 1
    }

    /// The first requirement that choices do not meet.
    func broken(_ choices: [UInt8]) -> String? {
        guard !requirements.isEmpty else { return nil }
        return choices.withUnsafeBufferPointer { choices in
            program.running(choices) { run in
                requirements.firstIndex { !run.holds($0) }.map { require[$0] }
            }
        }
    }
}
