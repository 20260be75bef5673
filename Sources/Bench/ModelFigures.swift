import Files
import Records
import StageKit

/// Searches with a model in them: its endpoint is on the loopback interface and takes a set time a reply,
/// so that what is left is the search's own. The same search by evolution stands beside them.
func modelFigures(_ tables: PreparedTables, in scratch: ScratchFolder) -> MeasurementGroup {
    let run = "10 generations of six niches, fit and seeds there"
    let setting = "\(run), co-evolution, 120 replies of 100 ms each at a concurrency of 6"
    let own = "less twice what the server took a reply"
    let model = ModelSearch("co-evolution", tables: tables, scratch: scratch)
    let evolution = ModelSearch("pea", tables: tables, scratch: scratch)
    return MeasurementGroup(
        [
            model.measurement("model/search", "pelnas run, \(setting)") { $0.seconds },
            model.measurement("model/reply", "the server's time a reply, from its request's last byte, mean")
            {
                $0.delay
            },
            model.measurement(
                "model/own-generation",
                "a generation's prompt, evaluate, archive and driver, \(own): \(setting)"
            ) { $0.seconds / 10 - 2 * $0.delay },
            model.measurement("model/own-prompt", "a generation's prompt by the journal, \(own): \(setting)")
            {
                $0.promptSeconds / 10 - 2 * $0.delay
            },
            evolution.measurement(
                "model/evolution-generation",
                "a generation's prompt, evaluate, archive and driver: \(run), pea"
            ) { $0.seconds / 10 },
            evolution.measurement(
                "model/evolution-prompt", "a generation's prompt by the journal: \(run), pea"
            ) { $0.promptSeconds / 10 },
        ], seconds: 20, mostRounds: 11)
}

/// Searches of one proposer, each from the same beginnings; one search serves a round of all its figures.
private final class ModelSearch {
    struct Outcome {
        /// Of the whole process, generations 1 to 10.
        var seconds: Double
        /// Of the ten stages together.
        var promptSeconds: Double
        /// Seconds a reply, mean; 0 where none was asked for.
        var delay: Double
    }

    private let proposer: String
    private let tables: PreparedTables
    private let scratch: ScratchFolder
    private let replies = LoopbackReplies()
    private var begun: String?
    private var outcomes: [Outcome] = []

    init(_ proposer: String, tables: PreparedTables, scratch: ScratchFolder) {
        self.proposer = proposer
        self.tables = tables
        self.scratch = scratch
    }

    func measurement(_ name: String, _ detail: String, _ value: @escaping (Outcome) -> Double) -> Measurement
    {
        Measurement(name, .milliseconds, detail) {
            var round = 0
            return {
                defer { round += 1 }
                if round == self.outcomes.count { self.outcomes.append(try self.search()) }
                return value(self.outcomes[round])
            }
        }
    }

    /// A run directory as it is when the seeds are judged and nothing has been proposed.
    private func beginnings() throws -> String {
        if let begun { return begun }
        let run = scratch.newPath("begun")
        _ = try SilentProcess.ours(
            "pelnas", "run", try pipelineText.write(in: scratch), "--set",
            "data.tables=\(try tables.imported())", "--set", "prompt.proposer=\(proposer)", "--run-dir", run,
            "--until", "archive@0", "--quiet"
        ).seconds()
        begun = run
        return run
    }

    /// One search in a new run directory.
    private func search() throws -> Outcome {
        let run = scratch.newPath(proposer)
        defer { ScratchFolder.removeAll(run) }
        try scratch.copy(try beginnings(), to: run)
        let model = try LoopbackModel(delay: 0.1, replies: replies)
        // No proxy between us, and nobody's key to a server that needs none.
        let environment = ["OPENAI_BASE_URL": model.baseURL, "OPENAI_API_KEY": "", "no_proxy": "127.0.0.1"]
        let search = Result {
            try SilentProcess.ours("pelnas", "run", "--run-dir", run, "--until", "archive", "--quiet")
                .seconds(environment: environment)
        }
        let delays = model.stop()
        let seconds = try search.get()
        let wanted = proposer == "pea" ? 0 : 120
        guard delays.count == wanted else {
            throw StageFailure(
                .failed, "a search by \(proposer) asked \(delays.count) questions, expected \(wanted)")
        }
        let prompts = try Journal(runDirectory: run).records().filter { $0.stage == "prompt" }
        guard prompts.count == 10 else {
            throw StageFailure(.failed, "a search by \(proposer) has \(prompts.count) prompt stages")
        }
        return Outcome(
            seconds: seconds, promptSeconds: prompts.reduce(0) { $0 + $1.seconds },
            delay: delays.reduce(0, +) / Double(max(delays.count, 1)))
    }
}
