extension PipelineSettings {
    /// The stage `prompt`.
    public struct Prompt: Sendable, Equatable {
        /// Who proposes children.
        public enum Proposer: String, CaseIterable, Sendable {
            /// Evolution within each niche, its children screened by models of the run's own evaluations before
            /// any is evaluated; without a language model.
            case screenedEvolution = "screened-evolution"
            /// Evolution within each niche, without a model: the paper's ablation.
            case partitionedEvolution = "pea"
            /// Cells drawn from the whole space.
            case random
            /// Cells drawn from each niche.
            case randomPartitioned = "random-partitioned"
            /// NSGA-II over the whole space.
            case nsga2
            /// Ageing evolution over the whole space, by tournaments on rank and crowding.
            case regularizedEvolution = "regularized-evolution"
            /// Pareto local search over the whole space.
            case localSearch = "local-search"
            /// Every cell of the space at once.
            case exhaustive
            /// The paper's: a model revises a niche's knowledge base, then proposes children by it.
            case coEvolution = "co-evolution"
            /// The same without the knowledge base (an ablation).
            case noKnowledge = "no-knowledge"
            /// The same over the whole space at once (an ablation).
            case unpartitioned = "llm-unpartitioned"
            /// A model told the task alone (the paper's Figure 1, a).
            case plainPrompt = "plain-prompt"
            /// A model told to cover all latencies, and how the last round did (Figure 1, b).
            case latencyPrompt = "latency-prompt"
            /// Two models, one for strategies and one for candidates (CoLLM-NAS).
            case coLLM = "collm"

            /// Whether it asks a language model.
            public var asksModel: Bool {
                switch self {
                case .screenedEvolution, .partitionedEvolution, .random, .randomPartitioned, .nsga2,
                    .regularizedEvolution,
                    .localSearch, .exhaustive:
                    false
                case .coEvolution, .noKnowledge, .unpartitioned, .plainPrompt, .latencyPrompt, .coLLM: true
                }
            }

            /// Whether it can go by more than two objectives; one whose models are of two cannot.
            public var weighsManyObjectives: Bool { self != .screenedEvolution }

            /// Whether it keeps a knowledge base of design rules.
            public var keepsKnowledge: Bool { self == .coEvolution || self == .unpartitioned }

            /// Whether its prompts tell which data set and device are searched for, and where values come from.
            public var namesTarget: Bool { asksModel && self != .coLLM }

            /// Whether, without a model, it goes by all that earlier generations evaluated.
            public var remembersEvaluations: Bool {
                switch self {
                case .screenedEvolution, .nsga2, .regularizedEvolution, .localSearch: true
                default: false
                }
            }
        }

        /// A set of defaults.
        public enum Profile: String, CaseIterable, Sendable {
            case standard
            /// The paper's Algorithm 1 to the letter: one child a niche and generation, in even shares, cells
            /// compared as written.
            case algorithm1
        }

        /// When two cells are the same, so that the later one is no new child.
        public enum Novelty: String, CaseIterable, Sendable {
            /// When they are written alike.
            case text
            /// When they compute the same: dead edges do not tell them apart.
            case function
        }

        /// How a generation's children are shared among the niches.
        public enum Allocation: String, CaseIterable, Sendable {
            /// To each the same: the paper's.
            case even
            /// Saturated niches hand theirs to the others; the total stays.
            case adaptive
        }

        /// Who decides between crossover and mutation where a model proposes.
        public enum Operator: String, CaseIterable, Sendable {
            /// Drawn, and stated in the prompt.
            case drawn
            case model
        }

        public var proposer: Proposer
        public var profile: Profile
        /// Children of a niche in each generation; 1 to 1,000.
        public var children: Int
        /// Parents of a niche to choose from at most, where no model proposes; 1 to 1,000.
        public var parents: Int
        /// How often a child has two parents; the others are mutated from one. 0 to 1.
        public var crossoverProbability: Double
        public var `operator`: Operator
        public var novelty: Novelty
        public var allocation: Allocation
        /// Calls that ask again for children in the place of those not accepted; 0 to 10.
        public var repairs: Int
        /// Rules of a knowledge base at most; 1 to 100.
        public var rules: Int
        /// Tokens of a prompt at most, estimated at three bytes each; 1,500 or more.
        public var promptTokens: Int
        /// A folder of the user's own prompt templates; nil: those built in.
        public var templates: String?
        /// Read where the proposer is `collm` alone.
        public var coLLM: CoLLM
        public var model: Model

        /// What a value left open comes to depends on who proposes, and on the profile.
        public init(
            proposer: Proposer = .screenedEvolution, profile: Profile = .standard, children: Int? = nil,
            parents: Int = 6, crossoverProbability: Double = 0.5, operator: Operator = .drawn,
            novelty: Novelty? = nil, allocation: Allocation? = nil, repairs: Int = 1, rules: Int = 20,
            promptTokens: Int = 12_000, templates: String? = nil, coLLM: CoLLM = CoLLM(),
            model: Model = Model()
        ) {
            let isAlgorithm1 = profile == .algorithm1
            let isFree = !proposer.asksModel || isAlgorithm1
            // CoLLM-NAS keeps an archive of visited architectures, as they are written.
            let comparesText = isFree || proposer == .coLLM
            self.proposer = proposer
            self.profile = profile
            self.children = children ?? (isAlgorithm1 ? 1 : 5)
            self.parents = parents
            self.crossoverProbability = crossoverProbability
            self.operator = `operator`
            self.novelty = novelty ?? (comparesText ? .text : .function)
            self.allocation = allocation ?? (isFree ? .even : .adaptive)
            self.repairs = repairs
            self.rules = rules
            self.promptTokens = promptTokens
            self.templates = templates
            self.coLLM = coLLM
            self.model = model
        }
    }
}
