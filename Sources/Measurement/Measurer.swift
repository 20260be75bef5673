public import PipelineFile
public import Records
internal import StageKit

/// Has cells measured by programs of the user's: what is known is taken from the store, the rest is asked for.
///
/// Quantities by the same program with the same workers, time-out, retries and `on_failure` are asked for together,
/// in one question. A cell that stands twice is measured once.
public final class Measurer {
    /// A quantity and the program that gives it.
    public struct Wanted {
        public var quantity: Quantity
        public var command: PipelineSettings.Command
        /// The program by its content, as it is now: hashed once, for it may be large.
        public let program: String

        public init(_ name: String, _ command: PipelineSettings.Command) {
            quantity = Quantity(name: name, repeats: command.repeats, warmUp: command.warmUp)
            self.command = command
            program = MeasuringProgram.contentHash(command.arguments)
        }
    }

    /// What is known of one value of a cell. No summary and no failure: the device cannot run it.
    public struct Value: Sendable, Equatable {
        public var summary: MeasurementRecord.Summary?
        public var failure: String?
    }

    /// Cells asked about, none of which the program answered, after which no more are begun.
    static let mostUnproven = 5

    private let store: MeasurementStore
    private let tell: (String) -> Void
    private let progress: (Int, Int) -> Void
    /// Cells that were asked about, not found in the store.
    public private(set) var measuredNow = 0

    /// `tell` is given what workers say on standard error and which cells are passed over, `progress` how many
    /// cells of how many have been asked about.
    public init(
        _ store: MeasurementStore, tell: @escaping (String) -> Void,
        progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) {
        self.store = store
        self.tell = tell
        self.progress = progress
    }

    /// The values of every cell, by value name, in the order of the requests, whichever order answers come in.
    public func measure(_ requests: [MeasureRequest], _ wanted: [Wanted]) throws -> [[String: Value]] {
        for group in Self.groups(wanted) { try ask(requests, group) }
        return requests.map { request in
            var values: [String: Value] = [:]
            for item in wanted {
                let record = store[Self.key(request, item)]
                values[item.quantity.name] = Value(
                    summary: record.flatMap {
                        MeasurementRecord.Summary(of: $0.samples, outliers: item.command.outliers)
                    }, failure: record == nil ? "not measured" : record?.failure)
            }
            return values
        }
    }

    /// By the pool of workers that they share.
    static func groups(_ wanted: [Wanted]) -> [[Wanted]] {
        var groups: [[Wanted]] = []
        for item in wanted {
            if let index = groups.firstIndex(where: { $0[0].sharesWorkers(with: item) }) {
                groups[index].append(item)
            } else {
                groups.append([item])
            }
        }
        return groups
    }

    private static func key(_ request: MeasureRequest, _ wanted: Wanted) -> MeasurementRecord.Key {
        .init(
            space: request.space, cell: request.cell, dataset: request.dataset, device: request.device,
            value: wanted.quantity.name, program: wanted.program,
            repeats: wanted.quantity.repeats, warmUp: wanted.quantity.warmUp)
    }

    private func isKnown(_ request: MeasureRequest, _ wanted: Wanted) -> Bool {
        guard let record = store[Self.key(request, wanted)] else { return false }
        return record.failure == nil || wanted.command.onFailure == .skip
    }

    private func ask(_ requests: [MeasureRequest], _ group: [Wanted]) throws {
        guard let (command, program) = group.first.map({ ($0.command, $0.program) }) else { return }
        var cells: Set<String> = []
        var jobs = requests.filter { cells.insert($0.cell).inserted }.compactMap { request in
            let open = group.filter { !isKnown(request, $0) }.map(\.quantity)
            return open.isEmpty ? nil : WorkerPool.Job(request, open)
        }
        let total = jobs.count
        var done = 0
        while !jobs.isEmpty {
            var open = Set(jobs.indices)
            /// Failures of a program that has answered nothing yet, and by position the first that ends the stage.
            var unproven: [MeasurementRecord] = []
            var failures: [Int: String] = [:]
            let pool = WorkerPool(command, tell: tell)
            try pool.run(jobs) { position, result in
                open.remove(position)
                done += 1
                progress(done, total)
                let records = self.records(jobs[position].request, group, result)
                try store.keep(records.filter { $0.failure == nil })
                if store.hasAnswered(program), !unproven.isEmpty {
                    try store.keep(unproven)
                    unproven = []
                }
                guard let failure = result.failure else { return }
                failures[position] = failure
                if command.onFailure == .stop { return pool.stop() }
                let id = jobs[position].request.id
                tell("\(id): passed over, the program \(failure)")
                let failed = records.filter { $0.failure != nil }
                if store.hasAnswered(program) {
                    try store.keep(failed)
                } else {
                    unproven += failed
                    if failures.count >= Self.mostUnproven { pool.stop() }
                }
            }
            measuredNow += jobs.count - open.count
            if let first = failures.keys.min(), let why = failures[first],
                command.onFailure == .stop || !store.hasAnswered(program)
            {
                throw failure(jobs[first].request, why, command, measured: done - failures.count, of: total)
            }
            jobs = open.sorted().map { jobs[$0] }
        }
    }

    private func records(
        _ request: MeasureRequest, _ group: [Wanted], _ result: WorkerPool.Result
    ) -> [MeasurementRecord] {
        group.compactMap { item in
            let name = item.quantity.name
            guard let samples = result.samples[name] ?? (result.failed.contains(name) ? [] : nil) else {
                return nil
            }
            return MeasurementRecord(
                key: Self.key(request, item), samples: samples,
                summary: .init(of: samples, outliers: item.command.outliers),
                failure: result.failed.contains(name) ? result.failure ?? "no answer" : nil,
                host: MeasurementStore.host, seconds: (1000 * result.seconds).rounded() / 1000)
        }
    }

    /// The program is a service that does not serve: 69. Nothing says that it would later.
    private func failure(
        _ request: MeasureRequest, _ why: String, _ command: PipelineSettings.Command, measured: Int,
        of total: Int
    ) -> StageFailure {
        let program = PrintableText.line(Array((command.arguments.first ?? "").utf8), limit: 200)
        let tries = command.retries + 1
        let advice =
            command.onFailure == .stop
            ? "run again to go on, or set on_failure: skip to do without its values"
            : "it has not answered about a single cell, so none is passed over"
        return StageFailure(
            .unavailable,
            "\(request.id) (\(PrintableText.line(Array(request.cell.utf8), limit: 200))): the program '\(program)' "
                + "\(why), \(tries == 1 ? "asked once" : "asked \(tries) times"); \(measured) of \(total) cells "
                + "were measured and are kept; \(advice)")
    }
}

extension Measurer.Wanted {
    fileprivate func sharesWorkers(with other: Self) -> Bool {
        let (mine, others) = (command, other.command)
        return mine.arguments == others.arguments && mine.workers == others.workers
            && mine.timeOutSeconds == others.timeOutSeconds && mine.retries == others.retries
            && mine.onFailure == others.onFailure
    }
}
