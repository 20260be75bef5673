extension PipelineSettings {
    /// A program of the user's that is asked for values: `source: command` under `evaluate.latency`,
    /// `evaluate.accuracy` or `evaluate.energy`.
    public struct Command: Sendable, Equatable {
        /// The program and its arguments; no shell reads them. Those that name files are found from the current
        /// directory.
        public var arguments: [String]
        /// Processes that live on and are each asked one thing at a time; 1 to 256.
        public var workers: Int
        /// Of one answer, the program's start included where it was not yet at work; above 0, at most 30 days.
        public var timeOutSeconds: Double
        /// Times a candidate is asked again whose worker died, took too long or answered what cannot be read;
        /// 0 to 100.
        public var retries: Int
        /// Answers that count, 1 to 10,000; the median of them is the value.
        public var repeats: Int
        /// Answers before those, which do not count; 0 to 1,000.
        public var warmUp: Int
        /// Samples farther than this from the median, as a modified z-score, do not count; 0 or more, 0 keeps all.
        public var outliers: Double
        public var onFailure: OnFailure

        /// What becomes of a candidate without an answer after all retries.
        public enum OnFailure: String, CaseIterable, Sendable {
            /// The stage ends; what was measured is kept.
            case stop
            /// It has no value, and its record says so.
            case skip
        }

        public init(
            arguments: [String], workers: Int = 1, timeOutSeconds: Double = 60, retries: Int = 2,
            repeats: Int, warmUp: Int, outliers: Double = 3.5, onFailure: OnFailure = .stop
        ) {
            self.arguments = arguments
            self.workers = workers
            self.timeOutSeconds = timeOutSeconds
            self.retries = retries
            self.repeats = repeats
            self.warmUp = warmUp
            self.outliers = outliers
            self.onFailure = onFailure
        }

        /// A latency, or an energy, is measured five times, after once to warm up.
        public static func cost(_ arguments: [String]) -> Command {
            Command(arguments: arguments, repeats: 5, warmUp: 1)
        }

        /// An accuracy is found once.
        public static func accuracy(_ arguments: [String]) -> Command {
            Command(arguments: arguments, repeats: 1, warmUp: 0)
        }
    }

    /// The stage `archive`, and what keeps to its rule.
    public struct Archive: Sendable, Equatable {
        /// How many spreads a candidate must be better by to displace another; 0 or more, 0: any difference.
        public var noise: Double

        public init(noise: Double = 0) { self.noise = noise }
    }
}
