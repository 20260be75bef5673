import Foundation
import Pipeline
import PipelineFile
import Testing

@testable import Studies

@Suite struct StudyMatrixTests {
    private static let studies: URL = {
        var folder = URL(filePath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        return folder.appending(path: "pipeline/studies")
    }()

    static let shipped: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: studies.path)) ?? [])
        .filter { $0.hasSuffix(".yaml") }.sorted()

    /// A study beside the pipelines that ship.
    private func matrix(_ text: String, overrides: [String] = []) throws -> StudyMatrix {
        let path = Self.studies.appending(path: "made-up.yaml").path
        return try StudyMatrix(try StudyFile.parse(Array(text.utf8), file: path), overrides: overrides)
    }

    private func complaint(_ text: String, overrides: [String] = []) -> String {
        do {
            _ = try matrix(text, overrides: overrides)
            return "good"
        } catch { return "\(error)" }
    }

    private static let head =
        "name: a\npipeline: ../hw-nas-bench.yaml\ndatasets: [cifar10]\ndevices: [fpga]\n"

    @Test func theStudiesThatShipAreThere() {
        #expect(
            Self.shipped == [
                "collm.yaml", "convergence.yaml", "figure1.yaml", "niches.yaml", "noise.yaml",
                "predictor.yaml", "table3.yaml", "table5.yaml", "table6.yaml",
            ])
    }

    /// With tables and without: a method that needs them is left out, and none fails.
    @Test(arguments: shipped) func aStudyThatShipsIsGood(_ name: String) throws {
        let file = try StudyFile.load(path: Self.studies.appending(path: name).path)
        #expect(file.settings.name + ".yaml" == name)
        let without = try StudyMatrix(file, overrides: ["data.tables="])
        let with = try StudyMatrix(file, overrides: ["data.tables=tables"])
        #expect(with.leftOut.isEmpty)
        #expect(Set(without.leftOut.keys) == Set(file.settings.methods.filter(\.needsTables).map(\.name)))
        let places =
            max(1, file.settings.spaces.count) * file.settings.datasets.count * file.settings.devices.count
        let variations = file.settings.variations.map(\.values.count).reduce(1, *)
        #expect(
            with.searches.count
                == file.settings.methods.count * places * file.settings.randomSeeds.count * variations)
        #expect(Set(with.searches.map(\.path)).count == with.searches.count)
    }

    @Test func aStudyOfSpacesSearchesEachForEachTarget() throws {
        let matrix = try matrix(
            """
            name: a
            pipeline: ../autoformer.yaml
            spaces: [autoformer-tiny, autoformer-base]
            datasets: [imagenet, flowers]
            devices: [cpu]
            set: ["prompt.model.recording=recorded/{space}"]
            methods: [{name: pea, set: [prompt.proposer=pea]}]
            """)
        #expect(
            matrix.searches.map(\.path) == [
                "searches/pea/autoformer-tiny-imagenet-cpu-1", "searches/pea/autoformer-tiny-flowers-cpu-1",
                "searches/pea/autoformer-base-imagenet-cpu-1", "searches/pea/autoformer-base-flowers-cpu-1",
            ])
        let last = try #require(matrix.searches.last)
        #expect(
            last.overrides == [
                "prompt.model.recording=recorded/autoformer-base", "prompt.proposer=pea",
                "space=autoformer-base", "target.dataset=flowers", "target.device=cpu", "random_seed=1",
            ])
        #expect(try matrix.pipeline(last).file.settings.space == .defined("autoformer-base"))
    }

    @Test func aSearchHasItsOwnSettingsBehindTheStudys() throws {
        let matrix = try matrix(
            Self.head + """
                set: [seed.per_niche=3, prompt.children=4]
                vary: {prompt.parents: [2, 5]}
                methods:
                  - {name: pea, set: [prompt.proposer=pea, prompt.children=6]}
                  - {name: random, varied: false, set: [prompt.proposer=random]}
                """, overrides: ["seed.per_niche=7", "prompt.children=8"])
        #expect(
            matrix.searches.map(\.path) == [
                "searches/pea/parents=2/cifar10-fpga-1", "searches/pea/parents=5/cifar10-fpga-1",
                "searches/random/cifar10-fpga-1",
            ])
        let settings = try matrix.searches.map { try matrix.pipeline($0).file.settings }
        #expect(settings.map(\.prompt.parents) == [2, 5, 6])
        #expect(settings.map(\.seed.perNiche) == [7, 7, 7], "--set is behind the study's")
        #expect(settings.map(\.prompt.children) == [6, 6, 8], "and before a method's")
        #expect(matrix.command.hasSuffix("made-up.yaml --set seed.per_niche=7 --set prompt.children=8"))
    }

    @Test func aMethodsGenerationsTakeTheChainsPlace() throws {
        let matrix = try matrix(Self.head + "methods: [{name: a, generations: 2}, {name: b}]\n")
        let last = try matrix.searches.map { try matrix.pipeline($0).plan.lastGeneration }
        #expect(last == [2, 10])
    }

    @Test(arguments: [
        ("methods: [{name: a, set: [prompt.childern=3]}]", "did you mean 'children'?"),
        ("methods: [{name: a, pipeline: nowhere.yaml}]", "cannot read the pipeline file that"),
        ("methods: [{name: a, set: ['chain=[partition]']}]", "writes scores.jsonl, which a study compares"),
        ("methods: [{name: a}]\nvary: {prompt.novelty: [text, text2]}", "prompt.novelty"),
        (
            "methods: [{name: a}]\nvary: {random_seed: [1, 2]}",
            "found random_seed, which is not to be varied"
        ),
        (
            "methods: [{name: a, set: [target.device=fpga]}]",
            "found target.device, which is not to be set"
        ),
        ("methods: [{name: a}]\nset: ['target={device: fpga}']", "found target.dataset, which is not"),
        ("methods: [{name: a}]\nvary: {prompt.parents: [1, 1.0]}", "found 1.0 twice"),
    ])
    func aStudyThatMakesNoSearchesIsRefused(_ text: String, _ words: String) {
        #expect(complaint(Self.head + text + "\n").contains(words), "\(complaint(Self.head + text))")
    }

    @Test func theTargetIsNotToBeSetBesides() {
        let text = Self.head + "methods: [{name: a}]\n"
        #expect(
            complaint(text, overrides: ["target.device=pixel3"]).hasPrefix(
                "--set target.device=pixel3: the study itself says target.device"))
        #expect(complaint(text, overrides: ["random_seed=3"]).hasPrefix("--set random_seed=3"))
    }

    @Test func aStudyOfMillionsIsRefusedAtOnce() {
        let many = (1...1000).map(String.init).joined(separator: ", ")
        let text =
            Self.head + "methods: [{name: a}]\nvary: {prompt.children: [\(many)], prompt.parents: [\(many)], "
            + "seed.per_niche: [\(many)]}\n"
        #expect(complaint(text).contains("comes to more than 100000 searches"))
    }
}
