import ArgumentParser
import Conversation
import Files
import LanguageModel
import Pipeline
import PipelineFile
import Records
import StageKit

struct Answer: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists a run's open questions to the model, and takes answers to them.",
        discussion: """
            For transport `files`, where a person or another program answers. An answer is checked before it is
            taken: it must read, and its children must be in their niche and new. It is joined to its question by
            name, so take answers to the questions that are open now.

            Examples:
              pelnas answer --run-dir runs/a
              pelnas answer --run-dir runs/a --requests > open.jsonl
              vllm run-batch -i open.jsonl -o answers.jsonl --model MODEL
              pelnas answer --run-dir runs/a --take answers.jsonl
              pelnas answer --run-dir runs/a --reply g01-S2-children-a0 < reply.txt
            """)

    @OptionGroup var directory: RunDirectoryOptions

    @Flag(help: "Print the open requests, as lines of OpenAI's Batch format.")
    var requests = false

    @Option(
        help: ArgumentHelp(
            "Take answers from a Batch output file, or - for standard input.", valueName: "file"),
        completion: .file(extensions: ["jsonl"]))
    var take: String?

    @Option(help: ArgumentHelp("Take standard input as the reply to this question.", valueName: "id"))
    var reply: String?

    @Flag(help: "Take answers in spite of what is wrong with them; the run will say it again.")
    var anyway = false

    func run() throws {
        try reporting {
            guard [requests, take != nil, reply != nil].count(where: { $0 }) <= 1 else {
                throw StageFailure(.usage, "--requests, --take and --reply exclude one another")
            }
            let (file, _, run) = try directory.open()
            let open = try OpenQuestions(run: run)
            if requests {
                return try StandardStreams.write(open.questions.map { $0.request.line.text + "\n" }.joined())
            }
            if let take {
                let bytes = try take == "-" ? StandardStreams.readInput() : FileSystem.readAnything(take)
                let name = take == "-" ? "standard input" : take
                return try accept(
                    try ResponseFile(bytes, file: name).responses, open, run,
                    try file.settings.answerJudge(run))
            }
            if let reply {
                guard open.question(reply) != nil else {
                    throw StageFailure(.usage, "\(reply) is no open question of this run")
                }
                let text = String(decoding: try StandardStreams.readInput(), as: UTF8.self)
                return try accept(
                    [OpenQuestions.response(to: reply, reply: text, model: "by hand")], open, run,
                    try file.settings.answerJudge(run))
            }
            try list(open, run)
        }
    }

    private func list(_ open: OpenQuestions, _ run: RunDirectory) throws {
        guard !open.questions.isEmpty else {
            return try StandardStreams.write("No question of \(run.root) is open.\n")
        }
        var table = TextTable([.left, .right, .left])
        table.add("question", "bytes", "in")
        for question in open.questions {
            let size = question.request.messages.reduce(0) { $0 + $1.content.utf8.count }
            table.add(question.request.customID, "\(size)", question.file)
        }
        try StandardStreams.write(
            """
            \(table.text)
              \(open.questions.count) open. Read one:  pelnas explain --run-dir \(run.root) --prompt \(open.questions[0].request.customID)
              Take answers:        pelnas answer --run-dir \(run.root) --take answers.jsonl

            """)
    }

    private func accept(
        _ responses: [ChatResponse], _ open: OpenQuestions, _ run: RunDirectory, _ check: any AnswerJudge
    ) throws {
        var good: [ChatResponse] = []
        var bad = 0
        for response in responses {
            let objections: [String]
            if let question = open.question(response.customID) {
                objections = try check.objections(to: response, question)
            } else {
                objections = ["it answers no open question"]
            }
            for objection in objections { StandardStreams.tell("pelnas: \(response.customID): \(objection)") }
            let isTaken = open.question(response.customID) != nil && response.verdict == .answered
            if objections.isEmpty || (anyway && isTaken) { good.append(response) } else { bad += 1 }
        }
        let lock = try RunLock(directory: run.root)
        // While somebody thought about an answer a run may have made another question of it.
        let now = try OpenQuestions(run: run)
        for response in good where !now.isUnchanged(response.customID, since: open) {
            throw StageFailure(
                .badData, "\(response.customID): the question has changed; nothing was taken, list it anew")
        }
        try now.take(good)
        withExtendedLifetime(lock) {}
        let left = open.questions.count - good.count
        try StandardStreams.write("\(good.count) answers taken, \(left) questions still open.\n")
        guard bad == 0 else {
            throw StageFailure(.badData, "\(bad) of \(responses.count) answers were not taken")
        }
    }
}
