extension PipelineSettings.Prompt {
    /// The search by two models that work together (Li, Lin and Wang, "CoLLM-NAS", arXiv 2509.26037): a
    /// Navigator answers results with a strategy in words, a Generator a strategy with candidates.
    ///
    /// The paper's are the defaults; the two memories make its 2 x 2 ablation, `isSingle` its SiLLM-NAS.
    public struct CoLLM: Sendable, Equatable {
        /// Whether the Navigator is told its whole conversation, not the last results alone.
        public var navigatorMemory: Bool
        /// Whether the Generator is told the strategies before, and what it made of them.
        public var generatorMemory: Bool
        /// Whether one model does both in one conversation, which `navigatorMemory` keeps or not.
        public var isSingle: Bool
        /// The search stops once the best accuracy it has seen reaches it; percent, above 0, at most 100.
        /// Nil: it does not.
        public var targetAccuracyPercent: Double?
        /// Candidates of an iteration; 1 to 1,000.
        public var candidates: Int
        /// Cells evaluated in all, seeds included; 1 to 15,625.
        public var budget: Int

        public init(
            navigatorMemory: Bool = true, generatorMemory: Bool = false, isSingle: Bool = false,
            targetAccuracyPercent: Double? = nil, candidates: Int = 10, budget: Int = 100
        ) {
            self.navigatorMemory = navigatorMemory
            self.generatorMemory = generatorMemory
            self.isSingle = isSingle
            self.targetAccuracyPercent = targetAccuracyPercent
            self.candidates = candidates
            self.budget = budget
        }
    }
}
