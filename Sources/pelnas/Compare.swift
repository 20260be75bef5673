import ArgumentParser
import Files
import Pipeline
import PipelineFile
import Records
import StageKit
import Studies

struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs every search of a study and compares them: tables, tests and figures.",
        discussion: """
            A study file names methods, data sets, devices, random seeds, budgets and settings to vary; each search is
            a run directory of its own below the study's. What is there and current is not done again. Methods that ask a \
            model's endpoint are left out unless --with-model is given, for they cost.

            Examples:
              pelnas compare pipeline/studies/table3.yaml
              pelnas compare pipeline/studies/noise.yaml --set data.tables=tables --into runs/noise --jobs 2
              pelnas compare pipeline/studies/table3.yaml --method pea --method nsga2 --dry-run
            """)

    @Argument(
        help: ArgumentHelp("The study file.", valueName: "study.yaml"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String

    @Option(
        help: ArgumentHelp("The study's directory; runs/NAME without it.", valueName: "dir"),
        completion: .directory)
    var into: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change one setting of every search, such as data.tables=tables; may be repeated.",
            valueName: "a.b=c"))
    var overrides: [String] = []

    @Option(
        help: ArgumentHelp("Searches at a time; as many as there are processors without it.", valueName: "n"))
    var jobs: Int?

    @Option(
        name: .customLong("method"), parsing: .singleValue,
        help: ArgumentHelp("Run this method alone; may be repeated.", valueName: "name"))
    var methods: [String] = []

    @Flag(name: .customLong("with-model"), help: "Run methods that ask a model's endpoint too.")
    var asksModel = false

    @Flag(name: .customLong("keep-going"), help: "After a failure, go on with the other searches.")
    var keepsGoing = false

    @Flag(name: .customLong("dry-run"), help: "Print the command of each search to be made, and make none.")
    var isDry = false

    @Option(
        name: .customLong("results"),
        help: ArgumentHelp(
            "Make the tables and figures of these results, and run nothing.", valueName: "results.jsonl"),
        completion: .file(extensions: ["jsonl"]))
    var resultsFile: String?

    @Flag(help: "Print the study's section for a README, and write nothing.")
    var section = false

    @Flag(help: "Say nothing but errors.")
    var quiet = false

    @Flag(help: "Print the results as JSON lines.")
    var json = false

    func run() throws {
        try reporting {
            let file = try StudyFile.load(path: file, environment: Environment.variables)
            let matrix = try StudyMatrix(file, overrides: overrides)
            let directory = StudyDirectory(path: into ?? "runs/\(file.settings.name)")
            let runner = StudyRunner(matrix, directory, options: try options(file.settings))
            if resultsFile == nil, !section { return try work(matrix, runner, directory) }
            let source = resultsFile ?? directory.path(StudyDirectory.resultsName)
            let results = try JSONLines.read(
                ResultRecord.self, from: FileSystem.readAnything(source), file: source)
            let output = try StudyOutput(matrix, results: results, leftOut: runner.leftOut())
            if section { return try StandardStreams.write(output.section) }
            try FileSystem.makeDirectory(directory.root)
            let lock = try RunLock(directory: directory.root, isShared: false)
            try withExtendedLifetime(lock) { try show(output, source, directory) }
        }
    }

    private func options(_ study: StudySettings) throws -> StudyRunner.Options {
        for method in methods where !study.methods.contains(where: { $0.name == method }) {
            throw StageFailure(
                .usage,
                "--method \(method): the study has \(study.methods.map(\.name).joined(separator: ", "))")
        }
        var options = StudyRunner.Options()
        options.jobs = jobs ?? ThreadCount.processors
        try ThreadCount.check(options.jobs)
        options.keepsGoing = keepsGoing
        options.asksModel = asksModel
        options.methods = methods.isEmpty ? nil : Set(methods)
        return options
    }

    private func work(_ matrix: StudyMatrix, _ runner: StudyRunner, _ directory: StudyDirectory) throws {
        if isDry { return try list(runner, directory) }
        try FileSystem.makeDirectory(directory.root)
        // Searches have locks of their own: one that a killed study leaves at work keeps its directory alone.
        let lock = try RunLock(directory: directory.root, isShared: false)
        let published = directory.path(StudyDirectory.resultsName)
        try keepWhatIsTrue(matrix, published)
        SignalRelay.install()
        let progress = StudyProgress(directory, isQuiet: quiet || json)
        let states = try runner.states()
        let outcome = try runner.execute(states, watch: progress.show)
        progress.end()
        // Nothing went wrong: then nothing tells of it.
        try? FileSystem.remove(directory.path("trouble"))
        try AtomicFile.publish(matrix.file.sourceBytes, to: directory.path(StudyDirectory.studyName))
        let found = try StudyResults(matrix.file.settings, directory)
        let results = try found.results(outcome.current, of: matrix)
        try AtomicFile.publish(JSONLines.bytes(of: results), to: published)
        try show(
            StudyOutput(
                matrix, results: results, fronts: found.fronts(outcome.current, of: matrix),
                leftOut: runner.leftOut()), published, directory)
        withExtendedLifetime(lock) {}
        if outcome.waiting > 0 {
            StandardStreams.tell("pelnas: \(outcome.waiting) searches wait for answers; run again to go on")
        }
        if outcome.exitCode != 0 { throw ArgumentParser.ExitCode(outcome.exitCode) }
    }

    /// Results by tables are not replaced by predictions because a variable was not set.
    private func keepWhatIsTrue(_ matrix: StudyMatrix, _ published: String) throws {
        guard FileSystem.exists(published), let first = matrix.searches.first,
            try matrix.pipeline(first).file.settings.score.truth == .surrogate,
            try JSONLines.read(ResultRecord.self, from: FileSystem.read(published), file: published).contains(
                where: { $0.reference == .tables })
        else { return }
        throw StageFailure(
            .missingInput,
            "\(published) holds results by benchmark tables, and data.tables names none now: set PELNAS_TABLES "
                + "or data.tables, or give another directory (--into)")
    }

    private func list(_ runner: StudyRunner, _ directory: StudyDirectory) throws {
        let states = try runner.states()
        let open = states.filter {
            $0.standing == .open && runner.reasonToLeaveOut($0.search, $0.settings) == nil
        }
        try StandardStreams.write(open.map { $0.search.command(into: directory) + "\n" }.joined())
        StandardStreams.tell(
            "pelnas: \(open.count) of \(states.count) searches to be made in \(directory.root)")
    }

    private func show(
        _ output: StudyOutput, _ results: String, _ directory: StudyDirectory
    ) throws {
        try output.write(into: directory)
        for warning in output.warnings { StandardStreams.tell("pelnas: \(warning)") }
        if json { return try StandardStreams.write(JSONLines.bytes(of: output.results)) }
        guard !quiet else { return }
        let files = ["results.md", "index.html"].map(directory.path) + [results]
        try StandardStreams.write(
            output.section + "\nAll tables, tests and figures: \(files.joined(separator: ", "))\n")
    }
}
