/// What a program of the user's said of one value of one cell: a line of `measurements/measured.jsonl`.
///
/// It says what was measured, by which program and with which settings, so that the same is not measured again;
/// whoever asks otherwise finds no such line. All samples stand there, those that do not count too.
public struct MeasurementRecord: Record, Equatable {
    public var key: Key
    /// In the order they came; none where the device cannot run the cell, or nothing was answered.
    public var samples: [Double]
    /// Of the samples that count.
    public var summary: Summary?
    /// Why there was no answer in spite of all retries; nil where there was one.
    public var failure: String?
    /// The machine that asked.
    public var host: String
    /// From the first question to the last answer.
    public var seconds: Double

    /// What is measured, and how: two lines of one key say the same.
    public struct Key: Sendable, Hashable {
        public var space: String
        /// The architecture's written form.
        public var cell: String
        public var dataset: String
        public var device: String
        /// "latency_ms", "accuracy_percent".
        public var value: String
        /// The content of the command line: of the program, its arguments, and the files among them.
        public var program: String
        public var repeats: Int
        public var warmUp: Int

        public init(
            space: String, cell: String, dataset: String, device: String, value: String, program: String,
            repeats: Int, warmUp: Int
        ) {
            self.space = space
            self.cell = cell
            self.dataset = dataset
            self.device = device
            self.value = value
            self.program = program
            self.repeats = repeats
            self.warmUp = warmUp
        }
    }

    /// Samples in a few numbers.
    public struct Summary: Sendable, Equatable {
        public var median: Double
        /// 1.4826 times the median absolute deviation: of normal samples their standard deviation. Nil of one
        /// sample.
        public var spread: Double?
        public var least: Double
        public var most: Double
        /// How many samples count.
        public var kept: Int

        public init(median: Double, spread: Double?, least: Double, most: Double, kept: Int) {
            self.median = median
            self.spread = spread
            self.least = least
            self.most = most
            self.kept = kept
        }
    }

    /// Within a run directory.
    public static let folder = "measurements"
    public static let fileName = "measured.jsonl"

    public static let schema = RecordSchema(
        name: "measurement/1", title: "What a program of the user's said of one value of a cell",
        fields: [
            .init("cell", .string, "The architecture in the benchmark's written form"),
            .init("dataset", .string, "The data set it is meant for"),
            .init("device", .string, "The device it is meant for"),
            .init(
                "failure", .string, optional: true,
                "Why there is no answer in spite of all retries; absent where there is one"),
            .init("host", .string, "The machine that asked"),
            .init("kept", .integer(least: 0), "Samples that count, outliers left out"),
            .init("least", .number, nullable: true, "The least of those; null without any"),
            .init("median", .number, nullable: true, "Their median; null: the device cannot run it"),
            .init("most", .number, nullable: true, "The greatest of them"),
            .init("program", .string, "Content of the command line, the program and its files"),
            .init("repeats", .integer(least: 1), "Answers asked for"),
            .init("samples", .numbers, "All samples as they came"),
            .init("seconds", .number, "From the first question to the last answer"),
            .init("space", .string, "The search space"),
            .init(
                "spread", .number, nullable: true,
                "1.4826 times the median absolute deviation of those that count; null of fewer than two"),
            .init("value", .string, "What was measured: latency_ms, accuracy_percent"),
            .init("warm_up", .integer(least: 0), "Answers before those that count"),
        ])

    public init(
        key: Key, samples: [Double], summary: Summary?, failure: String? = nil, host: String, seconds: Double
    ) {
        self.key = key
        self.samples = samples
        self.summary = summary
        self.failure = failure
        self.host = host
        self.seconds = seconds
    }

    public init(_ fields: RecordFields) throws(RecordError) {
        key = Key(
            space: try fields.string("space"), cell: try fields.string("cell"),
            dataset: try fields.string("dataset"), device: try fields.string("device"),
            value: try fields.string("value"), program: try fields.string("program"),
            repeats: try fields.integer("repeats"), warmUp: try fields.integer("warm_up"))
        samples = try fields.numbers("samples")
        failure = fields.optionalString("failure")
        host = try fields.string("host")
        seconds = try fields.number("seconds")
        let kept = try fields.integer("kept")
        if let median = fields.optionalNumber("median"), let least = fields.optionalNumber("least"),
            let most = fields.optionalNumber("most")
        {
            summary = Summary(
                median: median, spread: fields.optionalNumber("spread"), least: least, most: most, kept: kept)
        } else {
            summary = nil
        }
    }

    public var members: [JSON.Member] {
        [
            .init("cell", .string(key.cell)), .init("dataset", .string(key.dataset)),
            .init("device", .string(key.device)), .init("host", .string(host)),
            .init("kept", .integer(summary?.kept ?? 0)), .init("least", JSON(summary?.least)),
            .init("median", JSON(summary?.median)), .init("most", JSON(summary?.most)),
            .init("program", .string(key.program)), .init("repeats", .integer(key.repeats)),
            .init("samples", .array(samples.map { JSON($0) })), .init("seconds", JSON(seconds)),
            .init("space", .string(key.space)), .init("spread", JSON(summary?.spread)),
            .init("value", .string(key.value)), .init("warm_up", .integer(key.warmUp)),
        ] + (failure.map { [.init("failure", .string($0))] } ?? [])
    }
}
