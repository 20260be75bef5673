public import Records
import Spaces

/// The two models of CoLLM-NAS, or the one that does both, deterministic: a reply depends on the request's body
/// alone, or is as it is told.
///
/// A strategy tells the iteration it was asked for; codes are drawn from what the prompt says, so that the same
/// strategy gives the same codes, and those that stand in the prompt are not proposed again.
public struct ScriptedPair: Sendable {
    public enum Role: String, CaseIterable, Sendable {
        case navigator, generator, single
    }

    /// A request's body as it is understood, read off the prompt's words alone.
    public struct Question: Sendable {
        public let role: Role
        public let messages: [(role: String, content: String)]
        /// Candidates wanted; 0 of a navigator.
        public let wanted: Int
        /// The iteration; 0 where the prompt names none, as those for the generator.
        public let iteration: Int
        /// Whether it corrects an answer.
        public let isRepair: Bool

        public init?(_ body: JSON) {
            messages = (body["messages"]?.array ?? []).map {
                ($0["role"]?.string ?? "", $0["content"]?.string ?? "")
            }
            let system = messages.first?.content ?? ""
            if system.contains("You are the Navigator") {
                role = .navigator
            } else if system.contains("You are the Generator") {
                role = .generator
            } else if system.contains("You search for a neural network") {
                role = .single
            } else {
                return nil
            }
            let last = messages.last?.content ?? ""
            let again = last.firstMatch(of: /Propose (\d+) other/).flatMap { Int($0.1) }
            isRepair = again != nil
            wanted =
                role == .navigator
                ? 0 : again ?? last.firstMatch(of: /has exactly (\d+) elements/).flatMap { Int($0.1) } ?? 0
            iteration =
                last.firstMatch(of: /\[Feedback before iteration (\d+)\]/).flatMap { Int($0.1) } ?? 0
        }

        public var text: String { messages.map(\.content).joined(separator: "\n\n") }

        /// Codes in the user's part of the prompt; the one in the system's is the example.
        public var shown: Set<String> {
            Set(
                messages.dropFirst().flatMap { message in
                    message.content.matches(of: /\b[A-E]{6}\b/).map { String($0.0) }
                })
        }

        /// As many codes as are wanted, none that the prompt shows.
        public func freshCodes(_ count: Int? = nil) -> [String] {
            var random = RandomStream(seed: 0, "scripted pair", text)
            var codes: [String] = []
            let shown = shown
            while codes.count < count ?? wanted {
                let code = String((0..<6).map { _ in random.pick(Array("ABCDE")) ?? "A" })
                if !shown.contains(code), !codes.contains(code) { codes.append(code) }
            }
            return codes
        }
    }

    /// The whole text of a completion; nil for a good answer.
    public var instead: @Sendable (Question) -> String? = { _ in nil }
    /// Seconds before an answer.
    public var delay = 0.0

    public init() {}

    public func reply(to request: ModelRequest) -> ModelReply {
        guard let question = Question(request.body) else { return .error(400, "who is asked?") }
        return .json(ModelReply.completionBody(instead(question) ?? content(question)), delay: delay)
    }

    /// A good answer's text.
    public func content(_ question: Question) -> String {
        switch question.role {
        case .navigator: Self.strategy(question.iteration)
        case .generator: Self.trials(question.freshCodes())
        case .single: Self.trials(question.freshCodes(), strategy: Self.words(question.iteration))
        }
    }

    public static func words(_ iteration: Int) -> String {
        "Strategy number \(iteration): prefer A on the last edges."
    }

    public static func strategy(_ iteration: Int) -> String {
        JSON(object: [("strategy", .string(words(iteration)))]).text
    }

    public static func trials(_ codes: [String], strategy: String? = nil) -> String {
        let list = JSON.array(
            codes.map { JSON(object: [("code", .string($0)), ("rationale", .string("as it says"))]) })
        return JSON(object: [("trials", list)] + (strategy.map { [("strategy", .string($0))] } ?? [])).text
    }
}
