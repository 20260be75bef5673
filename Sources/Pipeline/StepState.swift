internal import Files
internal import LanguageModel
public import PipelineFile
public import Records
public import StageKit

/// Whether a step's files are what running it now would make, and if not, why.
public enum StepState: Equatable, Sendable {
    case current
    case stale(reason: String)
    /// Something before it will run first; whether this one must follow shows then.
    case waiting(on: String)
}

/// Judges steps by content: the journal says what each was made of, the disk what is there now.
public final class StalenessJudge {
    private let run: RunDirectory
    private let settings: PipelineSettings
    private var latest: [String: JournalRecord] = [:]
    private let outside: OutsideHashes
    private var hashes: [String: String?] = [:]
    /// By the first generation and the name: of so many generations from there.
    private var spanHashes: [String: [String]] = [:]

    /// `outside` remembers what lies outside of run directories, where several of them are judged.
    public init(
        run: RunDirectory, settings: PipelineSettings, outside: OutsideHashes = OutsideHashes()
    ) throws {
        self.run = run
        self.settings = settings
        self.outside = outside
        for record in try run.journal.records() { note(record) }
    }

    /// The last good execution of a step, or the last one where none was good.
    public func lastExecution(of step: PlannedStep) -> JournalRecord? { latest[step.label] }

    /// Takes note of an execution. One that failed says nothing about files that a good one made before:
    /// those are judged by their content.
    public func note(_ record: JournalRecord) {
        if record.outcome == .failed, latest[record.label]?.outcome == .done { return }
        latest[record.label] = record
    }

    /// What the step's result depends on among the settings.
    public func parameters(of step: PlannedStep) -> JSON { step.parameters(under: settings) }

    /// What identifies, by content, what does the work: our executable, or the user's command line and
    /// every file it names.
    public func programHash(of step: PlannedStep) throws -> String {
        switch step.work {
        case .stage(let contract):
            return try outside.programHash(contract.name)
        case .program(let program):
            let parts = program.command.enumerated().map { position, argument in
                let file = position == 0 ? ChildProcess.find(argument) : argument
                let content = (try? ContentHash(ofFile: file))?.description ?? ""
                return "\(argument.utf8.count):\(argument)\(content)"
            }
            return ContentHash(of: Array(parts.joined(separator: "\n").utf8)).description
        }
    }

    public func state(of step: PlannedStep) throws -> StepState {
        guard let last = latest[step.label] else { return .stale(reason: "never ran") }
        guard last.outcome == .done else {
            // Why: it may be waiting for somebody's answers, which is no failure at all.
            let why = last.message.map { ": \(PlainText.oneLine($0, limit: 120))" } ?? ""
            return .stale(reason: "not done last time\(why)")
        }
        for path in step.writes {
            guard let recorded = last.outputs[path] else { return .stale(reason: "\(path) was not written") }
            guard let hash = currentHash(path) else { return .stale(reason: "\(path) is missing") }
            guard hash == recorded else { return .stale(reason: "\(path) was changed") }
        }
        guard last.hasRead(step.reads) else { return .stale(reason: "it reads other files now") }
        for (input, recorded) in last.inputs.sorted(by: { $0.key < $1.key }) {
            guard inputHash(input) == recorded else { return .stale(reason: "\(input) changed") }
        }
        guard parameters(of: step).text == last.parameters.text else {
            return .stale(reason: "settings changed")
        }
        guard try programHash(of: step) == last.programHash else {
            return .stale(reason: "the program changed")
        }
        return .current
    }

    /// What a dry run can say of all steps: once one must run, those that read its files wait.
    public func states(of steps: [PlannedStep]) throws -> [StepState] {
        var pending: [String: String] = [:]
        return try steps.map { step in
            if let cause = pending.isEmpty ? nil : step.firstRead(pending) {
                for path in step.writes { pending[path] = cause }
                return .waiting(on: cause)
            }
            let state = try state(of: step)
            if state != .current { for path in step.writes { pending[path] = step.label } }
            return state
        }
    }

    /// What an input, of the run directory or from outside it, holds now; nil where it is gone. Known until a step is
    /// at work: many read the same files.
    func inputHash(_ input: String) -> String? {
        if let outsider = OutsideInput(input) { return outside.hash(outsider, settings) }
        if let span = GenerationSpan(input) { return spanHash(span) }
        if let known = hashes[input] { return known }
        let hash = currentHash(input)
        hashes[input] = hash
        return hash
    }

    private func spanHash(_ span: GenerationSpan) -> String? {
        let key = "\(span.generations.lowerBound)/\(span.name)"
        var known = spanHashes[key] ?? []
        for generation in span.generations.dropFirst(known.count) {
            guard let hash = inputHash(span.path(generation)) else { return nil }
            known.append(GenerationSpan.hash(known.last ?? "", and: hash))
        }
        spanHashes[key] = known
        return known[span.generations.count - 1]
    }

    /// To be called when files of the run directory may have changed.
    func forgetHashes() {
        hashes = [:]
        spanHashes = [:]
    }

    func currentHash(_ path: String) -> String? { (try? ContentHash(ofFile: run.path(path)))?.description }
}

extension PlannedStep {
    /// What its result depends on among given settings.
    public func parameters(under settings: PipelineSettings) -> JSON {
        switch work {
        case .stage(let contract): return settings.parameters(contract.parameters(under: settings))
        case .program:
            // A program of the user's may read any of them; where things lie is not part of what they say.
            let kept = settings.json.members?.filter { !["name", "data", "chain"].contains($0.name) } ?? []
            return .object(kept)
        }
    }
}

/// What lies outside of run directories, by content, as it was when it was first asked for.
public final class OutsideHashes {
    private var inputs: [String: String?] = [:]
    private var programs: [String: String] = [:]

    public init() {}

    func hash(_ input: OutsideInput, _ settings: PipelineSettings) -> String? {
        let folders = [settings.data.tables, settings.data.surrogates, settings.prompt.templates]
        let words =
            folders.map { $0 ?? "" }
            + settings.evaluate.commands.flatMap { [$0.quantity] + $0.command.arguments }
        let key = ([input.name] + words).joined(separator: "\n")
        if let known = inputs[key] { return known }
        let hash = input.currentHash(settings)
        inputs[key] = hash
        return hash
    }

    func programHash(_ stage: String) throws -> String {
        if let known = programs[stage] { return known }
        let hash = try Program.identity(of: try StageFinder.path(stage))
        programs[stage] = hash
        return hash
    }
}

/// Finds our stages' executables.
enum StageFinder {
    static func path(_ name: String) throws -> String {
        guard let path = Program.stagePath(name) else {
            throw StageFailure(
                .missingInput,
                "the stage '\(name)' does not lie beside pelnas or in ../libexec/pelnas: is it installed?")
        }
        return path
    }
}
