/// A stage that the chain can name.
public enum StageName: String, CaseIterable, Sendable {
    case partition
    case fit
    case seed
    case prompt
    case evaluate
    case archive
    case aggregate
    case score
}

/// One step of the chain, and where the file has it.
public struct ChainEntry: Sendable, Equatable {
    public enum Step: Sendable, Equatable {
        case stage(StageName)
        /// So many generations (0 to 100,000) of these entries, none of which repeats.
        case repeated(generations: Int, [ChainEntry])
        case program(ChainProgram)
    }

    public var step: Step
    /// For messages about the plan. Two entries that do the same are equal, wherever they stand.
    public var location: Location

    public init(_ step: Step, location: Location) {
        self.step = step
        self.location = location
    }

    public static func == (left: ChainEntry, right: ChainEntry) -> Bool { left.step == right.step }
}

/// A user's own program in the chain.
public struct ChainProgram: Sendable, Equatable {
    /// A stage's name, for which the program then stands in, or any other of `[a-z][a-z0-9-]*`.
    public var name: String
    /// The program and its arguments; never empty, run without a shell.
    public var command: [String]
    /// Files it reads, relative to the run directory. They may hold `{generation}` and `{previous}`,
    /// two-digit generation numbers. Nil: those of the stage it stands in for.
    public var reads: [String]?
    /// Files it writes, in the same way. Nil only where the program stands in for a stage.
    public var writes: [String]?

    public init(name: String, command: [String], reads: [String]?, writes: [String]?) {
        self.name = name
        self.command = command
        self.reads = reads
        self.writes = writes
    }

    /// The stage that it stands in for, nil where it is a step of its own.
    public var stage: StageName? { StageName(rawValue: name) }
}
