import LanguageModel
public import Proposal
import Records
import Spaces

/// Composes what is asked of the two models of CoLLM-NAS (Li, Lin and Wang, arXiv 2509.26037), or of the one
/// that does both.
///
/// The Navigator reads results and answers with a strategy; with its memory it is told the whole conversation
/// again: each feedback, each strategy. The Generator reads a strategy and the encoding and nothing else; with
/// memory, the strategies and codes before too. All of it is made from the trajectory, so the same records give
/// the same bytes. Where a conversation would grow over the token cap its oldest iterations are left out, and
/// then the last results are cut; the prompt says so.
public struct CoLLMComposer {
    private let templates: PromptTemplates
    private let trajectory: Trajectory
    private let repairs: Repairs

    /// `trajectory` is what is known before the iteration that is asked for. Throws for a cap below
    /// `PromptLimits.leastTokenCap`.
    public init(templates: PromptTemplates, trajectory: Trajectory, tokenCap: Int) throws(PromptError) {
        self.templates = templates
        self.trajectory = trajectory
        repairs = Repairs(
            templates: templates, template: "generator-repair",
            tokenCap: try PromptLimits.bounded(tokenCap: tokenCap))
    }

    /// Asks the Navigator for a strategy.
    public func navigator(remembers: Bool) throws(PromptError) -> Prompt {
        try feedback("navigator", remembers: remembers) { ["strategy": .string($0.strategy ?? "")] }
    }

    /// Asks one model for a strategy and for candidates by it.
    public func single(remembers: Bool) throws(PromptError) -> Prompt {
        try feedback("single", remembers: remembers) { iteration in
            ["strategy": .string(iteration.strategy ?? ""), "trials": Self.trials(iteration)]
        }
    }

    /// Asks the Generator for candidates by a strategy.
    public func generator(strategy: String, remembers: Bool) throws(PromptError) -> Prompt {
        func user(_ strategy: String, _ wanted: Int) -> String {
            templates.render("generator", ["strategy": strategy, "wanted": wanted]) ?? ""
        }
        let system = RequestBody.Message(.system, templates.render("generator-system", [:]) ?? "")
        var limit = StrategyReply.textLimit
        var last: RequestBody.Message
        repeat {
            last = .init(.user, user(PlainText.oneLine(strategy, limit: limit), trajectory.wanted))
            limit /= 2
        } while limit > 100 && TokenEstimate.of([system, last]) > repairs.capBefore
        let room = repairs.capBefore - TokenEstimate.of([system, last])
        guard room >= 0 else { throw tooLong("generator") }
        let turns = earlier(remembers, room) { number, iteration in
            let answer = JSON(object: [("trials", Self.trials(iteration))])
            return [
                .init(.user, user(iteration.strategy ?? "", iteration.wanted)),
                .init(.assistant, answer.text),
            ]
        }
        return Prompt(messages: [system] + turns.messages + [last])
    }

    /// Goes on where `prompt` left off: which candidates were not accepted and why, and how many are still
    /// wanted. nil where there is no room for it.
    public func repair(
        _ prompt: Prompt, reply: String, rejected: [RejectedChild], wanted: Int
    ) -> Prompt? {
        let lines = rejected.map { $0.neutralLine(trajectory.task.novelty) }
        return repairs.after(prompt, reply: reply, rejected: lines, ["wanted": wanted])
    }

    /// The same for a reply nothing could be taken from; `problem` says why.
    public func repair(_ prompt: Prompt, reply: String, problem: String, wanted: Int) -> Prompt? {
        repairs.after(
            prompt, reply: reply, rejected: [],
            ["problem": Quoted.line(problem, limit: 200), "wanted": wanted])
    }

    /// Tells how the last iteration went; with memory, how each did and what was answered to it.
    private func feedback(
        _ name: String, remembers: Bool, answer: (Trajectory.Iteration) -> [String: JSON]
    ) throws(PromptError) -> Prompt {
        let facts = TrajectoryFacts(trajectory: trajectory, number: trajectory.next)
        let system = RequestBody.Message(.system, templates.render("\(name)-system", facts.context) ?? "")
        func user(_ facts: TrajectoryFacts, _ sections: [PromptSection], leftOut: Int = 0) -> String {
            var context = PromptValues.context(facts.context, sections)
            if leftOut > 0 { context["turns_left_out"] = leftOut }
            return templates.render(name, context) ?? ""
        }
        // With the note of what is left out, which may turn out not to be needed.
        let most = max(0, trajectory.next - 1)
        let longest = user(facts, facts.sections, leftOut: remembers ? most : 0)
        let room = repairs.capBefore - TokenEstimate.of([system, .init(.user, longest)])
        let turns = earlier(remembers, room) { number, iteration in
            let asked = TrajectoryFacts(trajectory: trajectory, number: number)
            let members = answer(iteration).sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }
            return [
                .init(.user, user(asked, asked.sections)), .init(.assistant, JSON.object(members).text),
            ]
        }
        let leftOut = remembers ? most - turns.count : 0
        let messages = PromptBudget(cap: repairs.capBefore).fit(facts.sections) { sections in
            [system] + turns.messages + [.init(.user, user(facts, sections, leftOut: leftOut))]
        }
        guard let messages else { throw tooLong(name) }
        return Prompt(messages: messages)
    }

    /// The turns of earlier iterations, from the first that the room allows on, oldest first.
    private func earlier(
        _ remembers: Bool, _ room: Int,
        _ turn: (Int, Trajectory.Iteration) -> [RequestBody.Message]
    ) -> (messages: [RequestBody.Message], count: Int) {
        guard remembers else { return ([], 0) }
        var room = room
        var turns: [[RequestBody.Message]] = []
        for number in trajectory.iterations.indices.dropFirst().reversed() {
            let messages = turn(number, trajectory.iterations[number])
            room -= TokenEstimate.of(messages)
            guard room >= 0 else { break }
            turns.append(messages)
        }
        return (turns.reversed().flatMap { $0 }, turns.count)
    }

    /// What an iteration's answer listed: the cells that were taken, then those that were not.
    private static func trials(_ iteration: Trajectory.Iteration) -> JSON {
        let codes =
            iteration.evaluated.map { NeutralCode.text($0.cell) }
            + iteration.rejected.map { Quoted.line($0.text, limit: 40) }
        return .array(codes.map { JSON(object: [("code", .string($0))]) })
    }

    private func tooLong(_ name: String) -> PromptError {
        PromptError(
            file: name + PromptTemplates.fileExtension,
            message:
                "even without any result it takes more than the \(repairs.capBefore) tokens that the cap "
                + "of \(repairs.tokenCap) leaves for it")
    }
}
