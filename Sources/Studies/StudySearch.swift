public import PipelineFile
public import Records
internal import StageKit

/// One search of a study: a method under one choice of all that varies, with a run directory of its own.
public struct StudySearch: Sendable {
    public var method: StudyMethod
    /// The varied settings with the values they have here; empty for a method that they do not concern.
    public var variation: [(setting: String, value: StudyVariation.Value)]
    public var dataset: PipelineSettings.Dataset
    public var device: PipelineSettings.Device
    public var randomSeed: Int
    /// Its run directory below the study's: "searches/pea/cifar10-raspi4-1".
    public var path: String
    /// The pipeline file, as a command names it.
    public var pipeline: String
    /// What `--set` says besides.
    public var overrides: [String]

    public var variationJSON: JSON {
        JSON(object: variation.map { ($0.setting, $0.value.json) })
    }

    /// The arguments of `pelnas run` that make it in a directory.
    public func arguments(into directory: String) -> [String] {
        ["run", pipeline] + overrides.flatMap { ["--set", $0] } + ["--run-dir", directory]
    }
}

extension StudySearch {
    /// The command that makes it, for a shell.
    public func command(into directory: StudyDirectory) -> String {
        ShellWord.joined(["pelnas"] + arguments(into: directory.run(self).root))
    }
}
