public import ArgumentParser

/// The options every stage takes.
public struct StageOptions: ParsableArguments {
    @Option(
        name: .customLong("run-dir"), help: ArgumentHelp("The run directory.", valueName: "dir"),
        completion: .directory)
    public var runDirectory: String?

    @Option(
        help: ArgumentHelp(
            "The pipeline file; without it the run directory's own settings hold.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    public var config: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Change one setting of --config, such as target.device=fpga.", valueName: "a.b=c"))
    public var overrides: [String] = []

    @Option(help: ArgumentHelp("The generation to work on, 0 for the seeds.", valueName: "n"))
    public var generation: Int?

    @Option(help: ArgumentHelp("Work on this niche alone, keep the others' records.", valueName: "name"))
    public var niche: String?

    @Option(
        help: ArgumentHelp("Read this file, or - for standard input, as the main input.", valueName: "file"),
        completion: .file())
    public var input: String?

    @Option(
        help: ArgumentHelp(
            "Write the main output here, or - for standard output, not to the run.", valueName: "file"),
        completion: .file())
    public var output: String?

    @Option(help: ArgumentHelp("Threads to use; the result is the same for any number.", valueName: "n"))
    public var jobs: Int = 1

    @Option(
        help: ArgumentHelp(
            "Do every n-th record from the i-th on, into a file of its own: one of n shares, for machines of "
                + "their own.", valueName: "i/n"))
    public var shard: Shard?

    @Option(
        help: ArgumentHelp("Make the stage's file of its n shares, all of which are there.", valueName: "n"))
    public var merge: Int?

    @Flag(help: "Print what the stage reads, writes and takes, as JSON.")
    public var contract = false

    @Flag(help: "Say nothing but errors.")
    public var quiet = false

    public init() {}
}

extension StageOptions {
    /// Refuses shares of what has none, and options that do not go with them.
    func checkShards(_ contract: StageContract) throws {
        guard let option = shard != nil ? "--shard" : merge != nil ? "--merge" : nil else { return }
        guard contract.hasShards else {
            throw StageFailure(.usage, "\(option): \(contract.name) works on all of it at once")
        }
        if let merge, !(1...Shard.most).contains(merge) {
            throw StageFailure(.usage, "--merge \(merge): expected 1 to \(Shard.most) shards")
        }
        let others = [
            ("--merge", shard != nil && merge != nil), ("--niche", niche != nil), ("--input", input != nil),
            ("--output", output != nil), ("--config", config != nil),
        ]
        if let other = others.first(where: \.1)?.0 {
            let reason =
                other == "--config"
                ? "the run directory has to be there, and its settings hold" : "one or the other"
            throw StageFailure(.usage, "\(option) and \(other): \(reason)")
        }
    }
}
