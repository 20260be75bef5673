/// One choice of a decision variable.
public enum SpaceValue: Hashable, Sendable, CustomStringConvertible {
    case number(Double)
    case text(String)

    /// As it stands in a written form: whole numbers without a point.
    public var description: String {
        switch self {
        case .text(let text): text
        case .number(let number):
            Int(exactly: number).map(String.init) ?? "\(number)"
        }
    }
}

/// What a space's file says, before anything is checked. `SpaceDefinition` makes a space of it.
///
/// Expressions are text here; `ExpressionCompiler` has their language.
public struct SpaceDraft: Sendable {
    public struct Variable: Sendable {
        public var name: String
        /// What it decides, for readers and models.
        public var meaning: String
        public var choices: [SpaceValue]
        /// How many of it there are, numbered from 1; nil for one without a number.
        public var repeats: Int?
        /// The condition under which it is there at all; of `index` and of variables declared before it.
        public var when: String?

        public init(
            name: String, meaning: String = "", choices: [SpaceValue], repeats: Int? = nil,
            when: String? = nil
        ) {
            self.name = name
            self.meaning = meaning
            self.choices = choices
            self.repeats = repeats
            self.when = when
        }
    }

    /// A number, or a list of them that `name[i]` reads.
    public struct Constant: Sendable {
        public var name: String
        public var numbers: [Double]
        public var isList: Bool

        public init(name: String, numbers: [Double], isList: Bool) {
            self.name = name
            self.numbers = numbers
            self.isList = isList
        }
    }

    public struct Measure: Sendable {
        /// "params_m"; of one that differs between data sets "flops_m.cifar10".
        public var name: String
        public var expression: String

        public init(name: String, expression: String) {
            self.name = name
            self.expression = expression
        }
    }

    public struct Niche: Sendable, Equatable {
        public var name: String
        public var rationale: String
        public var restrictions: [SpaceNiche.Restriction]
        public var bounds: [SpaceNiche.Bound]

        public init(
            name: String, rationale: String = "", restrictions: [SpaceNiche.Restriction] = [],
            bounds: [SpaceNiche.Bound] = []
        ) {
            self.name = name
            self.rationale = rationale
            self.restrictions = restrictions
            self.bounds = bounds
        }
    }

    /// A named way of cutting the space into niches.
    public struct Partition: Sendable {
        public var name: String
        public var niches: [Niche]

        public init(name: String, niches: [Niche]) {
            self.name = name
            self.niches = niches
        }
    }

    public var name: String
    public var about: String
    public var constants: [Constant]
    public var variables: [Variable]
    /// Conditions that every architecture meets.
    public var require: [String]
    public var measures: [Measure]
    public var partitions: [Partition]
    /// The written form with `{variable}` and `{variable.3}`; nil for `name=value name=value,value`.
    public var written: String?

    public init(
        name: String, about: String = "", constants: [Constant] = [], variables: [Variable],
        require: [String] = [], measures: [Measure] = [], partitions: [Partition] = [],
        written: String? = nil
    ) {
        self.name = name
        self.about = about
        self.constants = constants
        self.variables = variables
        self.require = require
        self.measures = measures
        self.partitions = partitions
        self.written = written
    }
}
