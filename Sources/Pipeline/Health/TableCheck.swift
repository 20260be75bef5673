internal import Benchmarks
internal import Files
internal import LanguageModel
internal import PipelineFile
internal import Spaces
internal import StageKit

/// Whether the data that ships is there.
struct ShippedDataCheck {
    let finding: Finding

    var isFound: Bool { finding.verdict == .ok }

    init(settings: PipelineSettings?) {
        if let settings, settings.data.surrogates != nil || !settings.surrogatesNeeded.isEmpty {
            do {
                let folder = try SurrogateFolder(settings)
                for name in settings.surrogatesNeeded { _ = try folder.model(name) }
                let count = settings.surrogatesNeeded.count
                finding = Finding(.ok, "surrogates", "\(folder.path), \(count) needed are good")
            } catch {
                finding = Finding(
                    .trouble, "surrogates", PlainText.oneLine("\(error)", limit: 300),
                    "reinstall, or name another folder in data.surrogates")
            }
        } else if let path = Program.dataPath("surrogates") {
            let files = FileSystem.names(in: path).count
            finding = Finding(.ok, "shipped data", "\(path), \(files) files")
        } else {
            finding = Finding(
                .hint, "shipped data", "no surrogates in ../share/pelnas or data",
                "without them searches need benchmark tables")
        }
    }
}

/// Whether the benchmark tables are there, can be read, and have the columns a search looks up.
struct TableCheck {
    private static let check = "tables"

    let findings: [Finding]

    /// Looks at the tables that the settings name and need; without settings at those that PELNAS_TABLES
    /// names, whichever are there.
    init(settings: PipelineSettings?, hasSurrogates: Bool) {
        let named = settings.map(\.data.tables) ?? Environment.variables["PELNAS_TABLES"]
        let path = named ?? ""
        let source = settings == nil ? "PELNAS_TABLES" : "data.tables"
        guard !path.isEmpty, settings.map({ !Self.needed($0).isEmpty }) ?? true else {
            findings = [
                hasSurrogates
                    ? Finding(.ok, Self.check, "none: the surrogates that ship are used")
                    : Finding(
                        .trouble, Self.check, "none, and no surrogates either",
                        "import tables (pelnas import) and name their folder in PELNAS_TABLES")
            ]
            return
        }
        let shown = PlainText.oneLine(path, limit: 200)
        guard let folder = try? TableFolder(path: path) else {
            findings = [
                Finding(
                    .trouble, Self.check, "\(source) names \"\(shown)\", and there is no such folder",
                    "name the folder that `pelnas import` made")
            ]
            return
        }
        // Without a pipeline nothing is needed by name, so a table may be missing.
        let missing: Finding.Verdict = settings == nil ? .hint : .trouble
        let looked = (settings.map(Self.needed) ?? Self.every).map {
            Self.look(at: $0, in: folder, missing: missing)
        }
        let good = looked.filter { $0.verdict == .ok }
        guard !good.isEmpty || looked.contains(where: { $0.verdict != missing }) else {
            findings = [
                Finding(
                    .trouble, Self.check, "\(shown) holds none of those looked for",
                    "import the originals: pelnas import … --into \(shown)")
            ]
            return
        }
        let written = good.count { $0.found.hasSuffix(Self.csvMark) }
        findings =
            looked.filter { $0.verdict != .ok } + [
                Finding(
                    .ok, Self.check,
                    "\(good.count) in \(shown), \(good.count - written) imported, \(written) CSV",
                    written > 0 ? "imported ones open in an instant (pelnas import)" : nil)
            ]
    }

    private struct Wanted {
        var name: String
        var columns: [String]
    }

    private static let csvMark = ".csv"

    private static var every: [Wanted] {
        [Wanted(name: TableKind.accuracy.tableName(.cifar10), columns: [])]
            + [TableKind.hardware, .proxies].flatMap { kind in
                Spaces.Dataset.allCases.map { Wanted(name: kind.tableName($0), columns: []) }
            }
    }

    private static func needed(_ settings: PipelineSettings) -> [Wanted] {
        guard let dataset = settings.target.spaceDataset, let device = settings.target.benchmarkDevice else {
            return []
        }
        let isScored = settings.score.truth == .table
        var wanted: [Wanted] = []
        if isScored || ![.surrogate, .command].contains(settings.evaluate.accuracy.source) {
            wanted.append(
                Wanted(
                    name: TableKind.accuracy.tableName(dataset),
                    columns: TableKind.accuracy.columns.filter { $0.hasPrefix("\(dataset.rawValue)_") }))
        }
        if isScored || settings.evaluate.latency.source == .table {
            wanted.append(
                Wanted(
                    name: TableKind.hardware.tableName(dataset),
                    columns: [device.latencyColumn]))
        }
        let accuracy = settings.evaluate.accuracy
        if accuracy.source == .proxy || accuracy.source == .predictor && accuracy.predictor != .structure {
            wanted.append(Wanted(name: TableKind.proxies.tableName(dataset), columns: []))
        }
        return wanted
    }

    /// Ok, as given where it is missing, trouble where it is there and no good.
    private static func look(
        at wanted: Wanted, in folder: TableFolder, missing: Finding.Verdict
    ) -> Finding {
        let check = "table \(wanted.name)"
        do {
            let table = try folder.table(wanted.name)
            let lacking = wanted.columns.filter { !table.columns.contains($0) }
            guard lacking.isEmpty else {
                return Finding(
                    .trouble, check, "\(table.path) has no column \(lacking.joined(separator: ", "))",
                    "import it anew")
            }
            return Finding(.ok, check, table.path)
        } catch .missing {
            return Finding(
                missing, check, "not in \(PlainText.oneLine(folder.path, limit: 200))",
                "import its original (pelnas import)")
        } catch {
            return Finding(.trouble, check, PlainText.oneLine("\(error)", limit: 300), "import it anew")
        }
    }
}
