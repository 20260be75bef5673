import Conversation
import LanguageModel
import Pipeline
import PipelineFile
import Proposal
import Records
import Spaces
import StageKit

/// Tells what is wrong with an answer before it is taken.
protocol AnswerJudge {
    func objections(to response: ChatResponse, _ question: OpenQuestions.Open) throws -> [String]
}

extension PipelineSettings {
    /// Of the kind of architecture that the run asks for.
    func answerJudge(_ run: RunDirectory) throws -> any AnswerJudge {
        guard case .defined = space else {
            return try AnswerCheck(
                run: run, prompt, encoding: prompt.proposer == .coLLM ? .neutral : .letters,
                niche: { record throws(RecordError) in try record.niche() }, read: { try? Cell(parsing: $0) })
        }
        let definition = try DefinedSpace.file(self).space
        return try AnswerCheck(
            run: run, prompt, encoding: .written(in: definition),
            niche: { record throws(RecordError) in try record.niche(in: definition) },
            read: { try? Architecture(parsing: $0, in: definition) })
    }
}

struct AnswerCheck<Candidate: Searchable>: AnswerJudge {
    private let niches: [Candidate.Region]
    private let candidates: [CandidateRecord]
    private let read: (String) -> Candidate?
    private let novelty: Novelty
    private let encoding: ArchitectureEncoding<Candidate>

    /// `niche` and `read` make of a record and a written form what they stand for.
    init(
        run: RunDirectory, _ prompt: PipelineSettings.Prompt, encoding: ArchitectureEncoding<Candidate>,
        niche: (NicheRecord) throws(RecordError) -> Candidate.Region, read: @escaping (String) -> Candidate?
    ) throws {
        self.encoding = encoding
        self.read = read
        let reader = RunReader(run: run)
        niches = try reader.one(NicheRecord.self, "niches.jsonl").map(niche)
        let last = PathPattern.generations(in: run.root).last ?? 0
        candidates = try reader.every(CandidateRecord.self, "candidates.jsonl", last)
        novelty = prompt.novelty == .text ? .text : .function
    }

    func objections(to response: ChatResponse, _ question: OpenQuestions.Open) throws -> [String] {
        switch response.verdict {
        case .answered: break
        case .refused(let message), .tryAgain(let message), .misconfigured(let message):
            return ["it is no answer: \(PlainText.oneLine(message, limit: 200))"]
        }
        let reply = Reply(body: response.body)
        guard let content = reply.content, reply.refusal == nil else {
            return [reply.problem ?? "the reply is empty"]
        }
        do {
            switch question.kind {
            case .knowledge:
                let found = try ReplyJSON.find(in: content, keys: KnowledgeReply.listNames)
                let rules = try KnowledgeReply(found.value)
                return rules.notes + (rules.rules.isEmpty ? ["the list of rules is empty"] : [])
            case .strategy:
                let found = try ReplyJSON.find(in: content, keys: [StrategyReply.name])
                _ = try StrategyReply(found.value)
                return []
            case .children:
                let found = try ReplyJSON.find(in: content, keys: ChildrenList.names)
                let reply = try ChildrenReply(found.value, asked: ChildrenList.most, encoding: encoding)
                return try objections(to: reply, question)
            }
        } catch let error as ReplyJSON.Problem {
            return [error.message]
        } catch let error as UnusableReply {
            return [error.message]
        }
    }

    private func objections(to reply: ChildrenReply<Candidate>, _ question: OpenQuestions.Open) throws
        -> [String]
    {
        let tried = candidates.filter { $0.generation < question.generation }.compactMap {
            read($0.cell)
        }
        var acceptance = Acceptance(novelty: novelty, tried: tried)
        return reply.children.compactMap { child in
            guard let cell = child.cell else { return "\(child.childID): \(child.objection ?? "no cell")" }
            guard
                let niche = niches.first(where: { $0.name == question.niche })
                    ?? niches.first(where: { $0.contains(cell) })
            else { return "\(child.childID): no niche of the run holds \(encoding.code(cell))" }
            return acceptance.judge(cell, for: niche).map {
                "\(child.childID): \(encoding.code(cell)): \($0.reason.detail)"
            }
        }
    }
}
