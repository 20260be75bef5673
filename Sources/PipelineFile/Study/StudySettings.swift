public import Records

/// What a study file says: which searches are compared, and where.
///
/// A study is the product of its methods, spaces, data sets, devices, random seeds and varied settings; each of
/// these is one search with a run directory of its own.
public struct StudySettings: Sendable, Equatable {
    /// As a run is called: `[A-Za-z0-9._-]`, at most 64.
    public var name: String
    public var description: String
    /// The pipeline file each search begins from; a relative path begins at the study file's folder.
    public var pipeline: String
    /// The spaces that are searched; empty: that of the pipeline file.
    public var spaces: [PipelineSettings.Space]
    public var datasets: [PipelineSettings.Dataset]
    public var devices: [PipelineSettings.Device]
    public var randomSeeds: [Int]
    /// Evaluations at which a search's result is read, rising: the last generation that took no more counts.
    /// Empty: at its end alone.
    public var budgets: [Int]
    /// The method that others are compared with; nil: the first.
    public var baseline: String?
    /// Settings of every search, as `--set` takes them.
    public var overrides: [String]
    public var variations: [StudyVariation]
    public var methods: [StudyMethod]
    /// What papers report of the same.
    public var reported: [StudyReported]
}

extension StudySettings {
    /// What each search of a study has its own of, so that no setting may say otherwise.
    private static let axes = ["target.dataset", "target.device", "random_seed"]
    static let axesForm = "the study's spaces, datasets, devices and random_seeds say what is searched for"

    /// The data set, device or seed that a setting, `a.b=c` or its path alone, would change, or the space where the
    /// study names spaces; nil for any other.
    public static func axis(setBy text: String, namesSpaces: Bool) -> String? {
        let path = text.prefix { $0 != "=" }
        return (namesSpaces ? ["space"] + axes : axes).first { $0 == path || $0.hasPrefix(path + ".") }
    }
}

/// One way of searching that a study compares.
public struct StudyMethod: Sendable, Equatable {
    /// `[A-Za-z0-9._+-]`, at most 64: part of paths.
    public var name: String
    public var description: String
    /// Another pipeline file than the study's; nil: that one.
    public var pipeline: String?
    /// In the place of the pipeline file's number of generations.
    public var generations: Int?
    /// Settings, as `--set` takes them, behind the study's own.
    public var overrides: [String]
    /// Whether it bounds what the others can reach, and so is no rival.
    public var isBound: Bool
    /// Whether the study's varied settings concern it; else it is run once, without them.
    public var isVaried: Bool
    /// Whether it is left out where there are no benchmark tables.
    public var needsTables: Bool
}

/// A setting that takes several values.
public struct StudyVariation: Sendable, Equatable {
    /// Its dotted path: "evaluate.accuracy.training_cells".
    public var setting: String
    /// Each as a record has it, and as `--set` takes it.
    public var values: [Value]

    public struct Value: Sendable, Equatable {
        public var json: JSON
        public var text: String
    }
}

/// Numbers of a paper to be shown beside: those of one table in a file of `data/reported`.
public struct StudyReported: Sendable, Equatable {
    /// The file's name without its ending: "pel-nas".
    public var file: String
    /// "Table 3".
    public var table: String
}
