public import Records

extension PipelineSettings {
    /// The language model, and how it is reached. What decides its answers comes first; the rest may change
    /// in the middle of a run.
    public struct Model: Sendable, Equatable {
        /// As the endpoint calls it.
        public var name: String
        /// 0 to 2. Nil: the endpoint's own.
        public var temperature: Double?
        /// Tokens of an answer at most, reasoning included; 16 or more. Nil: the endpoint's own bound.
        public var completionTokens: Int?
        public var structuredOutput: StructuredOutput
        /// Members put into each request's body as they are; null takes one out.
        public var extra: JSON

        public var transport: Transport
        /// For `replay`: a recording's folder, or a run directory.
        public var recording: String?
        /// Nil: `OPENAI_BASE_URL`, else OpenAI's.
        public var baseURL: String?
        /// The environment variable that holds the key. The key itself never stands in a file.
        public var keyVariable: String
        /// Requests in flight at most; 1 to 256.
        public var concurrency: Int
        /// Times a request is sent again when the endpoint is busy or out of reach; 0 to 20.
        public var retries: Int
        /// For one attempt, in seconds; above 0.
        public var timeOutSeconds: Double
        /// For `batch`: how long to wait for a batch before leaving with 75; 0 or more.
        public var batchWaitSeconds: Double
        public var budget: Budget
        /// By model name.
        public var prices: [Price]

        /// How an answer is held to its JSON Schema.
        public enum StructuredOutput: String, CaseIterable, Sendable {
            case jsonSchema = "json_schema"
            case jsonObject = "json_object"
            case none
        }

        /// How requests are answered.
        public enum Transport: String, CaseIterable, Sendable {
            /// Any endpoint that speaks OpenAI's chat completions, live.
            case http
            /// OpenAI's Batch API.
            case batch
            /// A person or another program writes the answers.
            case files
            /// A recorded run.
            case replay
        }

        /// What a run directory may spend; nil: without a bound.
        public struct Budget: Sendable, Equatable {
            public var calls: Int?
            /// In and out together.
            public var tokens: Int?
            /// By `prices`.
            public var dollars: Double?

            public init(calls: Int? = nil, tokens: Int? = nil, dollars: Double? = nil) {
                self.calls = calls
                self.tokens = tokens
                self.dollars = dollars
            }
        }

        /// Dollars for a million tokens of a model.
        public struct Price: Sendable, Equatable {
            public var model: String
            public var prompt: Double
            public var completion: Double

            public init(model: String, prompt: Double, completion: Double) {
                self.model = model
                self.prompt = prompt
                self.completion = completion
            }
        }

        public init(
            name: String = "gpt-4.1", temperature: Double? = 1, completionTokens: Int? = 8192,
            structuredOutput: StructuredOutput = .jsonSchema, extra: JSON = .object([]),
            transport: Transport = .http, recording: String? = nil, baseURL: String? = nil,
            keyVariable: String = "OPENAI_API_KEY", concurrency: Int = 6, retries: Int = 2,
            timeOutSeconds: Double = 600, batchWaitSeconds: Double = 0, budget: Budget = Budget(),
            prices: [Price] = []
        ) {
            self.name = name
            self.temperature = temperature
            self.completionTokens = completionTokens
            self.structuredOutput = structuredOutput
            self.extra = extra
            self.transport = transport
            self.recording = recording
            self.baseURL = baseURL
            self.keyVariable = keyVariable
            self.concurrency = concurrency
            self.retries = retries
            self.timeOutSeconds = timeOutSeconds
            self.batchWaitSeconds = batchWaitSeconds
            self.budget = budget
            self.prices = prices
        }

        /// What a million tokens of this model cost; nil where the table lacks it.
        public var price: Price? { prices.first { $0.model == name } }
    }
}
