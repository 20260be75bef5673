public import PipelineFile
public import Records
internal import StageKit

/// One search of a study: a method under one choice of all that varies, with a run directory of its own.
public struct StudySearch: Sendable {
    public var method: StudyMethod
    /// The varied settings with the values they have here; empty for a method that they do not concern.
    public var variation: [(setting: String, value: StudyVariation.Value)]
    /// nil: that of the pipeline file, where the study names none.
    public var space: PipelineSettings.Space?
    public var dataset: PipelineSettings.Dataset
    public var device: PipelineSettings.Device
    public var randomSeed: Int
    /// Its run directory below the study's: "searches/pea/cifar10-raspi4-1".
    public var path: String
    /// The pipeline file, as a command names it.
    public var pipeline: String
    /// What `--set` says besides.
    public var overrides: [String]

    /// The data set on the device, of the space where the study names some: "autoformer-tiny-imagenet-cpu".
    static func target(
        _ space: PipelineSettings.Space?, _ dataset: PipelineSettings.Dataset,
        _ device: PipelineSettings.Device
    ) -> String {
        (space.map { label($0) + "-" } ?? "") + "\(dataset.rawValue)-\(device.rawValue)"
    }

    /// A space's name, of a file the last part of its path without the ending.
    static func label(_ space: PipelineSettings.Space) -> String {
        let file = space.name.split(separator: "/").last.map(String.init) ?? space.name
        return [".yaml", ".yml"].first(where: file.hasSuffix).map { String(file.dropLast($0.count)) } ?? file
    }

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
