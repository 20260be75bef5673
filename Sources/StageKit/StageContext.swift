internal import Files
public import PipelineFile
public import Records

/// One execution of a stage: its settings, and every file it reads or publishes, with content hashes
/// kept for the journal.
public final class StageContext {
    public let contract: StageContract
    public let settings: PipelineSettings
    public let run: RunDirectory
    /// The generation at work; 0 for a stage outside generations.
    public let generation: Int
    /// Set when only this niche is at work.
    public let niche: String?
    /// Threads the stage may use.
    public let jobs: Int

    let options: StageOptions
    private let lock: RunLock?
    var inputs: [String: String] = [:]
    private var outputs: [String: String] = [:]
    private var recordCounts: [String: Int] = [:]
    private var published: Set<String> = []
    /// With `--shard`, what was published, until what it was made of is known.
    private var share: [UInt8]?
    /// Whether all was there already: then the journal has nothing new to say.
    var isSettled = false
    /// What shares took that are merged.
    var secondsBefore = 0.0

    init(contract: StageContract, options: StageOptions) throws {
        self.contract = contract
        self.options = options
        let directory = try Self.checked(options, contract)
        jobs = options.jobs
        niche = options.niche
        generation = options.generation ?? 0
        let settingsSource: PipelineFile?
        if let config = options.config {
            settingsSource = try PipelineFile.load(config, overrides: options.overrides)
        } else {
            guard options.overrides.isEmpty else {
                throw StageFailure(.usage, "--set changes what --config says: give both")
            }
            settingsSource = nil
        }
        let willWrite = options.output == nil
        run = RunDirectory(path: directory)
        if willWrite {
            if settingsSource != nil { try run.create() }
            guard run.exists else {
                throw StageFailure(
                    .missingInput, "\(directory): no such run directory; --config FILE.yaml would start one")
            }
            lock = try RunLock(directory: directory, besidesOthers: options.shard != nil)
        } else {
            lock = nil
        }
        if let settingsSource {
            if willWrite { try run.publish(settingsSource) }
            settings = settingsSource.resolvedSettings
        } else {
            settings = try run.settings()
        }
    }

    /// The run directory, once the options make sense together: nothing is written before.
    private static func checked(_ options: StageOptions, _ contract: StageContract) throws -> String {
        guard let directory = options.runDirectory else {
            throw StageFailure(.usage, "--run-dir DIR is missing: which run directory?")
        }
        let paths = [
            "--run-dir": directory, "--config": options.config, "--input": options.input,
            "--output": options.output,
        ]
        for (option, path) in paths where path?.isEmpty == true {
            throw StageFailure(.usage, "\(option): the path is empty")
        }
        if let generation = options.generation {
            guard contract.isPerGeneration || contract.readsGenerations else {
                throw StageFailure(
                    .usage, "--generation \(generation): \(contract.name) does not work on generations")
            }
            guard generation >= contract.leastGeneration, generation <= PathPattern.maximumGeneration else {
                let reason = contract.leastGeneration > 0 ? " (generation 0 is the seeds')" : ""
                throw StageFailure(
                    .usage,
                    "--generation \(generation): expected \(contract.leastGeneration) to \(PathPattern.maximumGeneration)\(reason)"
                )
            }
        } else if contract.isPerGeneration {
            throw StageFailure(
                .usage, "--generation N is missing: \(contract.name) works on one generation")
        }
        try ThreadCount.check(options.jobs)
        if options.niche != nil, !contract.isPerNiche {
            throw StageFailure(.usage, "--niche: \(contract.name) works on all niches at once")
        }
        if options.input != nil, contract.reads.isEmpty {
            throw StageFailure(.usage, "--input: \(contract.name) reads no file")
        }
        try options.checkShards(contract)
        return directory
    }

    /// The chain's last generation, or the one `--generation` names.
    public var lastGeneration: Int { options.generation ?? settings.lastGeneration }

    /// Whether results go into the run directory, whose lock is held then; not so with `--output`.
    public var mayWrite: Bool { lock != nil }

    /// A path in the run directory for the contract's pattern at this generation.
    public func paths(_ pattern: PathPattern) -> [String] {
        pattern.paths(generation: contract.isPerGeneration ? generation : nil, last: lastGeneration)
    }

    // MARK: Reading

    /// The records of all files a pattern stands for, in order.
    public func read<Kind: Record>(_ kind: Kind.Type, _ pattern: PathPattern) throws -> [Kind] {
        if pattern == contract.reads.first, let input = options.input {
            let bytes = try input == "-" ? StandardStreams.readInput() : FileSystem.readAnything(input)
            let file = input == "-" ? "standard input" : input
            for path in paths(pattern) { inputs[path] = ContentHash(of: bytes).description }
            return try JSONLines.read(kind, from: bytes, file: file)
        }
        return try paths(pattern).flatMap { path in
            try withFile(path) { try JSONLines.read(kind, from: $0, file: run.path(path)) }
        }
    }

    /// Lends a file's bytes, its hash noted as an input.
    public func withFile<Result>(_ path: String, _ body: (UnsafeRawBufferPointer) throws -> Result) throws
        -> Result
    {
        let full = run.path(path)
        do {
            return try FileSystem.read(full).withUnsafeBytes { bytes in
                inputs[path] = ContentHash(of: bytes).description
                return try body(bytes)
            }
        } catch let error as FileError where error.isMissing {
            throw StageFailure(
                .missingInput, "\(full) is missing: \(contract.name) reads it\(Self.hint(path))")
        }
    }

    /// Who writes a file: its place counts, as the seeds' candidates are not the later generations'.
    private static func hint(_ path: String) -> String {
        let generation = path.split(separator: "/").first.flatMap { Int($0.drop { !$0.isNumber }) } ?? 0
        let writer = StageContract.all.first { contract in
            contract.everyWrite.contains {
                $0.paths(generation: generation, last: generation).contains(path)
            }
        }
        return writer.map { ", and \($0.name) writes it" } ?? ""
    }

    /// Files of the run directory read so far, by path.
    var filesRead: [String] { inputs.keys.filter { !OutsideInput.isOutside($0) }.sorted() }

    /// Notes an input from outside the run directory, such as a table, by its name and content hash.
    public func noteInput(_ name: String, hash: String) { inputs[name] = hash }

    // MARK: Publishing

    /// Publishes records as the file a pattern stands for: to the run directory, or to where `--output`
    /// points when it is the contract's first. With `--niche`, other niches' records stay.
    public func publish<Kind: NicheRecordKind>(_ records: [Kind], _ pattern: PathPattern, niches: [String])
        throws
    {
        guard let niche else { return try publish(records, pattern) }
        guard niches.contains(niche) else {
            throw StageFailure(.usage, "--niche \(niche): the input has \(niches.joined(separator: ", "))")
        }
        var merged = records.filter { $0.nicheName == niche }
        var order = niches
        if options.output == nil, let path = paths(pattern).first, FileSystem.exists(run.path(path)) {
            let bytes = try FileSystem.read(run.path(path))
            let before = try JSONLines.read(Kind.self, from: bytes, file: run.path(path))
            merged += before.filter { $0.nicheName != niche }
            // From --input a stage may know fewer niches than the file has; none of them is lost.
            if !before.allSatisfy({ niches.contains($0.nicheName) }) {
                order = before.map(\.nicheName) + niches
            }
        }
        var placed: Set<String> = []
        let ordered = order.filter { placed.insert($0).inserted }
        try publish(ordered.flatMap { name in merged.filter { $0.nicheName == name } }, pattern)
    }

    public func publish<Kind: Record>(_ records: [Kind], _ pattern: PathPattern) throws {
        try publish(JSONLines.bytes(of: records), pattern, records: records.count)
    }

    public func publish(_ bytes: [UInt8], _ pattern: PathPattern, records: Int? = nil) throws {
        if let output = options.output {
            guard pattern == contract.everyWrite.first else { return }
            return try output == "-" ? StandardStreams.write(bytes) : AtomicFile.deliver(bytes, to: output)
        }
        if options.shard != nil {
            guard pattern == contract.writes.first else {
                throw StageFailure(.software, "\(contract.name) --shard would write \(pattern.text) too")
            }
            share = bytes
            return
        }
        for path in paths(pattern) {
            try FileSystem.makeDirectory(FileSystem.directory(of: run.path(path)))
            // Their names are flushed once, before the journal says that they are there.
            try AtomicFile.publish(bytes, to: run.path(path), flushesName: false)
            published.insert(FileSystem.directory(of: path))
            outputs[path] = ContentHash(of: bytes).description
            recordCounts[path] = records
        }
    }

    // MARK: Journal

    /// Writes the journal's line. A run narrowed to one niche, or written elsewhere, has not done the
    /// stage, so the journal does not say so; the driver judges the files by their content.
    func complete(started: String, seconds: Double) throws {
        for directory in published.sorted() { try AtomicFile.flushDirectory(run.path(directory)) }
        guard options.output == nil, niche == nil, !isSettled else { return }
        if let shard = options.shard {
            try publishShare(shard, share ?? [], record(.done, nil, started, seconds))
        } else {
            try run.journal.append(record(.done, nil, started, secondsBefore + seconds))
            if let count = options.merge { try removeShares(count) }
        }
    }

    func noteFailure(_ message: String, started: String, seconds: Double) {
        guard lock != nil, options.output == nil, niche == nil, options.shard == nil, options.merge == nil
        else { return }
        // The failure itself is already told; that it could not be journalled as well changes nothing.
        try? run.journal.append(record(.failed, message, started, seconds))
    }

    private func record(
        _ outcome: JournalRecord.Outcome, _ message: String?, _ started: String, _ seconds: Double
    ) throws -> JournalRecord {
        JournalRecord(
            stage: contract.name, generation: contract.isPerGeneration ? generation : nil, outcome: outcome,
            message: message, programHash: try Program.identity(), version: Program.version,
            parameters: settings.parameters(contract.parameters(under: settings)),
            inputs: GenerationSpan.folded(inputs), outputs: outputs, records: recordCounts, started: started,
            seconds: seconds)
    }
}

extension StageContext {
    /// Has another stage make a file of the run that is missing: so a stage run by hand finds what the
    /// driver would have made before it.
    ///
    /// A share has none made: others may be at work that want it as well.
    public func ensure(_ path: String, madeBy contract: StageContract) throws {
        guard !FileSystem.exists(run.path(path)), options.shard == nil, let lock else { return }
        guard let program = Program.stagePath(contract.name) else {
            throw StageFailure(
                .missingInput,
                "\(run.path(path)) is missing, and so is the stage '\(contract.name)' that makes it")
        }
        let ending = try ChildProcess.run(
            [program, "--run-dir", run.root, "--quiet", "--jobs", "\(jobs)"],
            environment: [RunLock.environmentVariable: "\(lock.descriptor)"])
        guard ending == .exited(0) else {
            throw StageFailure(
                ExitCode(rawValue: ending.code) ?? .failed, "\(contract.name) failed, so \(path) is missing")
        }
    }
}
