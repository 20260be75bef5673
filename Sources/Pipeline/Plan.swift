public import PipelineFile
public import Records
public import StageKit

/// One execution the chain asks for.
public struct PlannedStep: Sendable {
    public enum Work: Sendable {
        case stage(StageContract)
        case program(ChainProgram)
    }

    public var work: Work
    public var name: String
    /// nil for a step outside generations.
    public var generation: Int?
    /// What it reads, as patterns: those for all earlier generations stand for ever more files.
    var readPatterns: [PathPattern]
    /// Files within the run directory.
    public var writes: [String]
    public var location: Location
    /// The chain's last generation.
    var lastGeneration: Int

    /// The first file it reads for which something is known; patterns for many files are looked at last.
    func firstRead<Value>(_ known: [String: Value]) -> Value? {
        for pattern in readPatterns {
            for path in pattern.paths(generation: generation, last: lastGeneration) {
                if let value = known[path] { return value }
            }
        }
        return nil
    }

    /// Files within the run directory.
    public var reads: [String] {
        readPatterns.flatMap { $0.paths(generation: generation, last: lastGeneration) }
    }

    /// Of what it writes, what it makes anew each time: a model's answers it keeps and adds to.
    public var results: [String] { writes.filter { !RunFiles.isExchange($0) } }

    /// "prompt@4", "partition": how `--from` and `--until` name it.
    public var label: String { JournalRecord.label(name, generation) }
}

/// The chain written out, every repeat unrolled, in the order of work.
public struct Plan: Sendable {
    public let steps: [PlannedStep]
    public let lastGeneration: Int
    /// What the search weighs candidates by.
    public let objectives: [Objective]
    /// What a candidate must be better by to displace another, as `archive.noise` says.
    public let noise: Double

    /// Whether our own stage evaluates, not a program of the user's in its place.
    var isEvaluatedByUs: Bool {
        steps.allSatisfy { step in
            if case .program = step.work { step.name != StageContract.evaluate.name } else { true }
        }
    }

    /// Executions a chain may come to: beyond it a file is a mistake, or meant to exhaust memory.
    public static let mostSteps = 100_000

    /// Throws code 78, with the place in the file, for a chain in which a step reads what none before it
    /// writes, or two steps write the same file, and for one of more than `mostSteps` steps.
    public init(_ file: PipelineFile) throws {
        let settings = file.resolvedSettings
        var unroller = Unroller(settings: settings)
        if let tooMuch = unroller.unroll(settings.chain) {
            let message =
                "the chain comes to more than \(Self.mostSteps) steps here; repeat fewer generations"
            throw StageFailure(
                .badPipeline, file.diagnostic(at: tooMuch.location, message: message).description)
        }
        steps = unroller.steps
        objectives = settings.objectives
        noise = settings.archive.noise
        lastGeneration = file.settings.lastGeneration
        try Self.check(steps, in: file)
    }

    private static func check(_ steps: [PlannedStep], in file: PipelineFile) throws {
        var writers: [String: String] = [:]
        var covered: [String: Int] = [:]
        var labels: Set<String> = []
        for step in steps {
            guard labels.insert(step.label).inserted else {
                throw failure(
                    step, in: file,
                    "\(step.label) stands in the chain twice; a program may have another name, and one that "
                        + "runs in every generation writes a file with {generation} in its name")
            }
            for pattern in step.readPatterns {
                // Of a pattern for many generations only those not looked at before are: else a chain of N
                // generations would cost N squared.
                let paths = pattern.paths(
                    generation: step.generation, last: step.lastGeneration, from: covered[pattern.text] ?? 0)
                for path in paths where writers[path] == nil {
                    throw failure(
                        step, in: file,
                        "\(step.label) reads \(path), which nothing before it writes\(hint(for: path))")
                }
                covered[pattern.text, default: 0] += paths.count
            }
            for path in step.writes {
                if RunFiles.isOwn(path) {
                    throw failure(
                        step, in: file, "\(step.label) may not write \(path): the run itself keeps that file")
                }
                if let other = writers[path] {
                    throw failure(
                        step, in: file, "\(step.label) writes \(path), which \(other) has written already")
                }
                writers[path] = step.label
            }
        }
    }

    private static func hint(for path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        let writer = StageContract.all.first { contract in
            contract.everyWrite.contains { $0.text.split(separator: "/").last == file }
        }
        return writer.map { "; \($0.name) writes it, put it before" } ?? ""
    }

    private static func failure(_ step: PlannedStep, in file: PipelineFile, _ message: String) -> StageFailure
    {
        StageFailure(.badPipeline, file.diagnostic(at: step.location, message: message).description)
    }
}

/// Walks the chain, counting generations: 0 until the first repeat, one more with each round of one.
private struct Unroller {
    let settings: PipelineSettings
    var steps: [PlannedStep] = []
    private var generation = 0
    private var hasFit = false

    init(settings: PipelineSettings) { self.settings = settings }

    /// Returns the entry at which there are too many steps, nil when all went well.
    mutating func unroll(_ entries: [ChainEntry]) -> ChainEntry? {
        for entry in entries {
            if steps.count > Plan.mostSteps { return entry }
            switch entry.step {
            case .stage(let stage): append(.of(stage), at: entry.location)
            case .program(let program): append(program, at: entry.location)
            case .repeated(let generations, let entries):
                for _ in 0..<generations {
                    generation += 1
                    if unroll(entries) != nil { return entry }
                }
            }
        }
        return nil
    }

    private mutating func append(_ contract: StageContract, at location: Location) {
        let name = contract.name
        if name == StageContract.fit.name { hasFit = true }
        let needsFit =
            name == StageContract.evaluate.name && settings.evaluatesByPrediction
            || name == StageContract.score.name && settings.score.truth == .surrogate
        // A chain need not name the fit: evaluating or scoring by predictions implies it.
        if needsFit, !hasFit { append(.fit, at: location) }
        let own = contract.isPerGeneration ? generation : nil
        steps.append(
            PlannedStep(
                work: .stage(contract), name: name, generation: own,
                readPatterns: contract.reads(under: settings),
                writes: paths(contract.writes(under: settings), own),
                location: location, lastGeneration: settings.lastGeneration))
    }

    private mutating func append(_ program: ChainProgram, at location: Location) {
        let standsFor = StageContract.named(program.name)
        // What our own stage reads besides, such as its predictor, a program need not; it may name it.
        let reads = program.reads?.map { PathPattern($0) } ?? standsFor?.reads ?? []
        let writes = program.writes?.map { PathPattern($0) } ?? standsFor?.writes(under: settings) ?? []
        let isPerGeneration =
            standsFor?.isPerGeneration
            ?? (reads + writes).contains {
                $0.text.contains("{generation}") || $0.text.contains("{previous}")
            }
        if program.name == StageContract.fit.name { hasFit = true }
        let own = isPerGeneration ? generation : nil
        steps.append(
            PlannedStep(
                work: .program(program), name: program.name, generation: own, readPatterns: reads,
                writes: paths(writes, own), location: location, lastGeneration: settings.lastGeneration))
    }

    private func paths(_ patterns: [PathPattern], _ own: Int?) -> [String] {
        patterns.flatMap { $0.paths(generation: own, last: settings.lastGeneration) }
    }
}
