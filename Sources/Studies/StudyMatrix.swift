internal import Files
public import Pipeline
public import PipelineFile
internal import Records
internal import StageKit

/// Every search of a study: the product of its methods, varied settings, spaces, data sets, devices and seeds.
public struct StudyMatrix: Sendable {
    public let file: StudyFile
    /// Method by method, in the order of the study.
    public let searches: [StudySearch]
    /// What `--set` said besides.
    public let overrides: [String]
    /// Methods that cannot be run here, and why.
    public let leftOut: [String: String]

    /// Searches of a study at most: beyond it a file is a mistake, or meant to exhaust the disk.
    public static let mostSearches = 100_000

    private let pipelines: [String: [UInt8]]

    /// `overrides` are settings of every search, behind the study's own and before its methods'. Throws code 66 where a
    /// pipeline file is missing, or a space's, and 78 where it, or what the study sets, makes no pipeline.
    public init(_ file: StudyFile, overrides: [String] = []) throws {
        self.file = file
        self.overrides = overrides
        let study = file.settings
        for text in overrides {
            guard let axis = StudySettings.axis(setBy: text, namesSpaces: !study.spaces.isEmpty) else {
                continue
            }
            throw StageFailure(
                .usage, "--set \(text): the study itself says \(axis); change the study file, or a copy of it"
            )
        }
        try Self.checkSize(study)
        for case .defined(let name) in study.spaces { _ = try SpaceFolder.path(of: name) }
        var pipelines: [String: [UInt8]] = [:]
        var searches: [StudySearch] = []
        var leftOut: [String: String] = [:]
        for method in study.methods {
            let pipeline = Self.path(method.pipeline ?? study.pipeline, besides: file.path)
            if pipelines[pipeline] == nil {
                do {
                    pipelines[pipeline] = try FileSystem.readAnything(
                        pipeline, atMost: PipelineFile.maximumBytes + 1)
                } catch {
                    throw StageFailure(
                        .missingInput,
                        "\(pipeline): cannot read the pipeline file that \(file.path) names: \(error.reason)")
                }
            }
            if method.needsTables, try !Self.hasTables(study, overrides, pipeline, pipelines[pipeline] ?? [])
            {
                leftOut[method.name] = "needs benchmark tables, and data.tables names none"
                continue
            }
            for variation in Self.product(method.isVaried ? study.variations : []) {
                for (space, dataset, device, seed) in Self.targets(study) {
                    searches.append(
                        StudySearch(
                            method: method, variation: variation, space: space, dataset: dataset,
                            device: device, randomSeed: seed,
                            path: Self.path(method, variation, study.variations)
                                + "/\(StudySearch.target(space, dataset, device))-\(seed)",
                            pipeline: pipeline,
                            overrides: Self.overrides(
                                study, overrides, method, variation, space, dataset, device, seed)))
                }
            }
        }
        self.pipelines = pipelines
        self.leftOut = leftOut
        self.searches = try Self.withGenerations(searches, pipelines)
    }

    /// What each choice of a method and its settings is searched for.
    private static func targets(
        _ study: StudySettings
    ) -> [(PipelineSettings.Space?, PipelineSettings.Dataset, PipelineSettings.Device, Int)] {
        let spaces: [PipelineSettings.Space?] = study.spaces.isEmpty ? [nil] : study.spaces
        return spaces.flatMap { space in
            study.datasets.flatMap { dataset in
                study.devices.flatMap { device in
                    study.randomSeeds.map { (space, dataset, device, $0) }
                }
            }
        }
    }

    /// Whether the pipeline has tables as the study has it, whatever a method sets.
    private static func hasTables(
        _ study: StudySettings, _ overrides: [String], _ pipeline: String, _ bytes: [UInt8]
    ) throws -> Bool {
        let file = try PipelineFile.parse(
            bytes, file: pipeline, environment: Environment.variables,
            overrides: study.overrides + overrides)
        return file.settings.data.tables != nil
    }

    /// The command that makes the study, for a shell.
    public var command: String {
        ShellWord.joined(["pelnas", "compare", file.path] + overrides.flatMap { ["--set", $0] })
    }

    /// The pipeline of a search, read and planned. Throws code 78, naming the search, where it is none.
    public func pipeline(_ search: StudySearch) throws -> (file: PipelineFile, plan: Plan) {
        try Self.pipeline(search, pipelines[search.pipeline] ?? [])
    }

    private static func pipeline(
        _ search: StudySearch, _ bytes: [UInt8]
    ) throws -> (file: PipelineFile, plan: Plan) {
        do {
            let file = try PipelineFile.parse(
                bytes, file: search.pipeline, environment: Environment.variables, overrides: search.overrides)
            return (file, try Plan(file))
        } catch {
            throw StageFailure(
                ExitCode(for: error), "method '\(search.method.name)', in \(search.path):\n\(error)")
        }
    }

    /// Reads each pipeline that differs in more than the seed once, so that all that is wrong shows before
    /// anything runs; the chain of a method with a number of generations of its own becomes an override.
    private static func withGenerations(
        _ searches: [StudySearch], _ pipelines: [String: [UInt8]]
    ) throws -> [StudySearch] {
        var chains: [String: String] = [:]
        var checked: Set<String> = []
        var paths: Set<String> = []
        return try searches.map { search in
            var search = search
            let place =
                FileSystem.directory(of: search.path)
                + StudySearch.target(search.space, search.dataset, search.device)
            if checked.insert(place).inserted {
                let (file, plan) = try pipeline(search, pipelines[search.pipeline] ?? [])
                guard plan.steps.contains(where: { $0.writes.contains(StudyResults.scoresName) }) else {
                    throw StageFailure(
                        .badPipeline,
                        "method '\(search.method.name)': nothing in the chain of \(search.pipeline) writes "
                            + "\(StudyResults.scoresName), which a study compares")
                }
                if let generations = search.method.generations {
                    var settings = file.settings
                    settings.chain = settings.chain.map { entry in
                        guard case .repeated(_, let entries) = entry.step else { return entry }
                        var entry = entry
                        entry.step = .repeated(generations: generations, entries)
                        return entry
                    }
                    chains[place] = settings.json["chain"].map { "chain=\($0.text)" }
                }
            }
            guard paths.insert(search.path).inserted else {
                throw StageFailure(
                    .badPipeline,
                    "method '\(search.method.name)': two varied values or spaces are written alike, so that both "
                        + "searches would be \(search.path)")
            }
            if let chain = chains[place] { search.overrides.append(chain) }
            return search
        }
    }

    private static func path(_ path: String, besides study: String) -> String {
        let folder = FileSystem.directory(of: study)
        return path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
    }

    /// Every choice of a value for each setting; one empty choice where nothing is varied.
    private static func product(
        _ variations: [StudyVariation]
    ) -> [[(setting: String, value: StudyVariation.Value)]] {
        variations.reduce([[]]) { choices, variation in
            choices.flatMap { choice in
                variation.values.map { choice + [(variation.setting, $0)] }
            }
        }
    }

    /// "searches/pea/training_cells=50,predictor=structure": a value that is no part of a path goes by its
    /// number.
    private static func path(
        _ method: StudyMethod, _ choice: [(setting: String, value: StudyVariation.Value)],
        _ variations: [StudyVariation]
    ) -> String {
        let parts = choice.map { setting, value in
            let place = variations.first { $0.setting == setting }?.values.firstIndex(of: value) ?? 0
            let word = value.json.string ?? value.text
            let isPlain =
                (1...40).contains(word.utf8.count)
                && word.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                        || (0x61...0x7A).contains(byte) || "._+-".utf8.contains(byte)
                }
            // The last part of a dotted path is what people call the setting.
            let name = setting.split(separator: ".").last.map(String.init) ?? setting
            return "\(name.prefix(40))=\(isPlain ? word : "value-\(place + 1)")"
        }
        guard !parts.isEmpty else { return "searches/\(method.name)" }
        let name = parts.joined(separator: ",")
        // A name may be 255 bytes long on most file systems, and others are made of it.
        guard name.utf8.count > 120 else { return "searches/\(method.name)/\(name)" }
        return "searches/\(method.name)/\(ContentHash(of: Array(name.utf8)))"
    }

    /// Throws code 78 for a study of more than `mostSearches`, before any of them is made.
    private static func checkSize(_ study: StudySettings) throws {
        let factors =
            [
                study.methods.count, max(1, study.spaces.count), study.datasets.count, study.devices.count,
                study.randomSeeds.count,
            ]
            + study.variations.map(\.values.count)
        let searches = factors.reduce(1) { product, factor in
            let (next, isTooMany) = product.multipliedReportingOverflow(by: factor)
            return isTooMany ? .max : next
        }
        guard searches <= mostSearches else {
            throw StageFailure(
                .badPipeline, "the study '\(study.name)' comes to more than \(mostSearches) searches")
        }
    }

    /// What is set, from the study's own to the search's target. In the words of a setting `{space}`, `{dataset}`,
    /// `{device}`, `{random_seed}` and `{method}` stand for the search's: so each finds its own recording.
    private static func overrides(
        _ study: StudySettings, _ overrides: [String], _ method: StudyMethod,
        _ variation: [(setting: String, value: StudyVariation.Value)], _ space: PipelineSettings.Space?,
        _ dataset: PipelineSettings.Dataset, _ device: PipelineSettings.Device, _ seed: Int
    ) -> [String] {
        let words =
            (space.map { [("{space}", StudySearch.label($0))] } ?? []) + [
                ("{dataset}", dataset.rawValue), ("{device}", device.rawValue), ("{random_seed}", "\(seed)"),
                ("{method}", method.name),
            ]
        // A path may hold what YAML reads otherwise.
        let spaceText = space.map { StudySearch.label($0) == $0.name ? $0.name : JSON.string($0.name).text }
        let own = (study.overrides + overrides + method.overrides).map { text in
            words.reduce(text) { $0.replacing($1.0, with: $1.1) }
        }
        return own + variation.map { "\($0.setting)=\($0.value.text)" }
            + (spaceText.map { ["space=\($0)"] } ?? [])
            + [
                "target.dataset=\(dataset.rawValue)", "target.device=\(device.rawValue)",
                "random_seed=\(seed)",
            ]
    }
}
