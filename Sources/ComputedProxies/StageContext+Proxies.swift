internal import Files
internal import PipelineFile
internal import Records
internal import Spaces
public import StageKit

/// The run's computed proxies: kept in the run directory, with those beside them that the settings name.
extension StageContext {
    /// Reads what is known. Without the right to write, nothing more is kept. Images are noted as an input: by others
    /// all proxies are others.
    public func computedProxies() throws -> ProxyStore {
        let setup: ProxySetup
        let dataset = try settings.target.benchmark().dataset
        if let path = settings.data.images {
            let images = try ImageFile(path: path, dataset: dataset)
            noteInput(OutsideInput.images.name, hash: images.contentHash.description)
            setup = try ProxySetup(dataset, images: images)
        } else {
            setup = ProxySetup(dataset)
        }
        let folder = run.path(ProxyRecord.folder)
        let store = try ProxyStore(
            setup, keeping: mayWrite ? run.path(own("\(ProxyRecord.folder)/\(ProxyRecord.fileName)")) : nil)
        try store.read(folder)
        guard let path = settings.data.proxies else { return store }
        try store.readOwn(path, name: "data.proxies")
        return store
    }
}

extension ProxyStore {
    /// As `read`, of a file that somebody named. Throws code 66 where it is not there, 65 where not one of its lines
    /// is of this setup.
    public func readOwn(_ path: String, name: String) throws {
        guard FileSystem.exists(path) else {
            throw StageFailure(.missingInput, "\(name): \(path) is not there")
        }
        let found = try read(path)
        guard found.own == 0 else { return }
        throw StageFailure(
            .badData,
            "\(path): no proxies of this setup, expected some of \"\(setup.words)\", found "
                + (found.other.map { "some of \"\($0)\"" } ?? "none at all"))
    }
}
