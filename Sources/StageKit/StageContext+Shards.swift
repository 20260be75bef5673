internal import Files
internal import Records

/// Work in shares, on as many machines as there are: `--shard i/n` does its share and writes a file of its own;
/// `--merge n`, when all are there, makes of them the file that the stage would have written alone.
///
/// Shares hold the run directory's lock together, against anybody who would change what they read; only the merge,
/// which holds it alone, writes to the journal. What is there and current is never done again, so each may be
/// started any number of times.
extension StageContext {
    /// Of a list, the part that is this process's to do: all of it without `--shard`.
    public func share<Thing>(of things: [Thing]) -> [Thing] {
        guard let shard = options.shard else { return things }
        return shard.positions(of: things.count).map { things[$0] }
    }

    /// The path that a share keeps of its own what others keep at that one.
    public func own(_ path: String) -> String { options.shard?.path(for: path) ?? path }

    /// Does what a merge, or a share that is there already, asks for, and says what that was; nil where the
    /// stage has to work.
    func settle() throws -> String? {
        if let count = options.merge { return try merge(count) }
        guard let shard = options.shard else { return nil }
        let path = shard.path(for: sharedFile)
        if FileSystem.exists(run.path(path)), let file = try? ShardFile(path, in: run),
            try isCurrent(file.record)
        {
            isSettled = true
            return "shard \(shard) is there already"
        }
        // Whoever wants the share of what is merged already, such as a workflow that was killed, gets it.
        guard let made = try currentExecution() else { return nil }
        let lines = try FileSystem.read(run.path(sharedFile)).split(separator: UInt8(ascii: "\n"))
        let own = shard.positions(of: lines.count).flatMap { lines[$0] + [UInt8(ascii: "\n")] }
        var record = made
        record.seconds = made.seconds / Double(shard.count)
        let count = share(of: lines).count
        try AtomicFile.publish(
            ShardFile.bytes(record, own, path: path, count: count), to: run.path(path), hasRivals: true)
        isSettled = true
        return "shard \(shard) taken from \(sharedFile), which is current"
    }

    /// Publishes a share's records with what they were made of.
    func publishShare(_ shard: Shard, _ body: [UInt8], _ record: JournalRecord) throws {
        let path = shard.path(for: sharedFile)
        try FileSystem.makeDirectory(FileSystem.directory(of: run.path(path)))
        let count = body.count { $0 == UInt8(ascii: "\n") }
        try AtomicFile.publish(
            ShardFile.bytes(record, body, path: path, count: count), to: run.path(path), hasRivals: true)
    }

    /// Removes the files of shares once the journal knows of their merge.
    func removeShares(_ count: Int) throws {
        for shard in Shard.all(count) {
            let path = run.path(shard.path(for: sharedFile))
            if FileSystem.exists(path) { try FileSystem.remove(path) }
            // What a share that was killed while it wrote has left.
            let folder = FileSystem.directory(of: path)
            let start = ".\(FileSystem.lastComponent(of: path))."
            for name in FileSystem.names(in: folder) where name.hasPrefix(start) && name.hasSuffix(".partial")
            {
                try FileSystem.remove("\(folder)/\(name)")
            }
        }
    }

    private func merge(_ count: Int) throws -> String {
        if try currentExecution() != nil {
            try removeShares(count)
            isSettled = true
            return "\(sharedFile) is there already"
        }
        let shards = Shard.all(count)
        let missing = shards.filter { !FileSystem.exists(run.path($0.path(for: sharedFile))) }
        try refuse(missing, "missing")
        let files = try shards.map { try ShardFile($0.path(for: sharedFile), in: run) }
        let stale = try zip(shards, files).filter { try !isCurrent($0.1.record) }.map(\.0)
        try refuse(stale, "of other candidates, settings, data or another build of the program than now")

        let total = files.map(\.lines.count).reduce(0, +)
        for (shard, file) in zip(shards, files)
        where file.lines.count != shard.size(of: total) {
            throw StageFailure(
                .badData,
                "\(run.path(sharedFile)): shard \(shard) has \(file.lines.count) of \(total) records, expected "
                    + "\(shard.size(of: total)): evaluate it again")
        }
        var merged: [UInt8] = []
        for position in 0..<total {
            merged += files[position % count].lines[position / count]
            merged.append(UInt8(ascii: "\n"))
        }
        for file in files { inputs.merge(file.record.inputs) { first, _ in first } }
        // What it took all of them, in whatever order they are added.
        secondsBefore = files.map(\.record.seconds).sorted().reduce(0, +)
        try publish(merged, contract.writes[0], records: total)
        return "\(total) records of \(count) shards merged"
    }

    /// Throws code 66 where shares are not what a merge needs.
    private func refuse(_ shards: [Shard], _ reason: String) throws {
        guard let first = shards.first else { return }
        let names = shards.prefix(10).map(\.description).joined(separator: ", ")
        let more = shards.count > 10 ? " and \(shards.count - 10) more" : ""
        let verb = shards.count == 1 ? "shard \(names) is" : "shards \(names)\(more) are"
        let place = contract.isPerGeneration ? " --generation \(generation)" : ""
        throw StageFailure(
            .missingInput,
            "\(run.path(sharedFile)): \(verb) \(reason); \(contract.name) --run-dir \(run.root)\(place) "
                + "--shard \(first) makes one")
    }

    /// The file that shares are shares of.
    private var sharedFile: String { paths(contract.writes[0]).first ?? contract.writes[0].text }

    /// The stage's last good execution, where its file is what running it now would make.
    private func currentExecution() throws -> JournalRecord? {
        let label = JournalRecord.label(contract.name, contract.isPerGeneration ? generation : nil)
        guard let made = try run.journal.records().last(where: { $0.label == label && $0.outcome == .done }),
            try isCurrent(made), hash(sharedFile) == made.outputs[sharedFile]
        else { return nil }
        return made
    }

    /// Whether what an execution was made of is what this one would be made of.
    private func isCurrent(_ record: JournalRecord) throws -> Bool {
        guard record.outcome == .done, try record.programHash == Program.identity(),
            record.parameters.text == settings.parameters(contract.parameters(under: settings)).text,
            record.hasRead(contract.reads(under: settings).flatMap(paths))
        else { return false }
        return record.inputs.allSatisfy { name, recorded in
            if let outsider = OutsideInput(name) { return outsider.currentHash(settings) == recorded }
            return (GenerationSpan(name).map { $0.hash(of: hash) } ?? hash(name)) == recorded
        }
    }

    private func hash(_ path: String) -> String? { (try? ContentHash(ofFile: run.path(path)))?.description }
}
