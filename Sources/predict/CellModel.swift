import ComputedProxies
import Files
import Spaces
import StageKit
import Surrogate

/// A run's own predictor of NAS-Bench-201's cells, which is told their proxies: known ones are read, others computed.
struct CellModel: Answering {
    static let space = "nas-bench-201"

    private let predictor: CellPredictor
    private let store: ProxyStore

    init(path: String, _ store: ProxyStore) throws {
        do {
            predictor = try CellPredictor(model: try FileSystem.read(path))
        } catch let error as XGBoostError {
            throw StageFailure(.badData, "\(path): \(error)")
        }
        guard predictor.proxySetup == store.setup.words else {
            throw StageFailure(
                .badData,
                "\(path): the model was fit on proxies of \"\(predictor.proxySetup)\", asked for are those of "
                    + "\"\(store.setup.words)\": fit it anew")
        }
        self.store = store
    }

    var spaceName: String { Self.space }

    func architecture(_ text: String) throws -> Cell { try Cell(parsing: text) }

    func accuracies(of cells: [Cell], threads: Int) throws -> [Double] {
        let progress = Progress("predict")
        try store.complete(cells, threads: threads) { done, count in
            progress.done(done, of: count)
            // Who asked is gone: nobody wants the rest, and another may be at work on it already.
            guard StandardStreams.hasReader else { throw StageFailure(.failed, "nobody reads the answers") }
        }
        return try predictor.accuracies(of: cells, proxies: { store[$0] ?? [] }, threads: threads)
    }
}
