import Records
import Testing

@testable import PipelineFile

@Suite struct StudyFileTests {
    private static let text = """
        name: noise
        description: How much does noise cost?
        pipeline: ../hw-nas-bench.yaml
        datasets: [cifar100]
        devices: [fpga, raspi4]
        random_seeds: [3, 5]
        budgets: [360, 60]
        baseline: pea
        set: ["seed.per_niche=5"]
        vary:
          evaluate.accuracy.training_cells: [50, 100]
          evaluate.accuracy.predictor: [zero-cost, "7", null, true, 0.5]
        methods:
          - {name: pea, set: [prompt.proposer=pea]}
          - {name: all, bound: true, generations: 1, varied: false, needs_tables: true, pipeline: other.yaml}
        reported:
          - {file: pel-nas, table: Table 3}

        """

    private func study(_ text: String, environment: [String: String] = [:]) throws -> StudySettings {
        try StudyFile.parse(Array(text.utf8), file: "a.yaml", environment: environment).settings
    }

    private func complaint(_ text: String) -> String {
        do {
            _ = try study(text)
            return "good"
        } catch { return "\(error)" }
    }

    @Test func everyKeyIsRead() throws {
        let study = try study(Self.text)
        #expect(study.name == "noise")
        #expect(study.description == "How much does noise cost?")
        #expect(study.pipeline == "../hw-nas-bench.yaml")
        #expect(study.datasets == [.cifar100])
        #expect(study.devices == [.fpga, .raspi4])
        #expect(study.randomSeeds == [3, 5])
        #expect(study.budgets == [60, 360], "rising, in whatever order they are written")
        #expect(study.baseline == "pea")
        #expect(study.overrides == ["seed.per_niche=5"])
        #expect(study.reported == [StudyReported(file: "pel-nas", table: "Table 3")])
        #expect(study.methods.map(\.name) == ["pea", "all"])
        #expect(study.methods[0].overrides == ["prompt.proposer=pea"])
        #expect(study.methods[0].isVaried && !study.methods[0].isBound && !study.methods[0].needsTables)
        let all = study.methods[1]
        #expect(all.isBound && !all.isVaried && all.needsTables)
        #expect(all.generations == 1)
        #expect(all.pipeline == "other.yaml")
    }

    @Test func aVariedValueIsARecordsAndASettings() throws {
        let variations = try study(Self.text).variations
        #expect(
            variations.map(\.setting) == ["evaluate.accuracy.training_cells", "evaluate.accuracy.predictor"])
        #expect(variations[0].values.map(\.json) == [.integer(50), .integer(100)])
        #expect(
            variations[1].values.map(\.json) == [
                .string("zero-cost"), .string("7"), .null, .bool(true), JSON(0.5),
            ])
        // A word that looks like a number stays a word.
        #expect(variations[1].values.map(\.text) == [#""zero-cost""#, #""7""#, "null", "true", "0.5"])
    }

    @Test func whatIsNotSaidIsEverything() throws {
        let study = try study("name: a\npipeline: p.yaml\nmethods: [{name: b}]\n")
        #expect(study.datasets.count == 3)
        #expect(study.devices.count == 6)
        #expect(study.randomSeeds == [1])
        #expect(study.budgets.isEmpty && study.variations.isEmpty && study.baseline == nil)
        let counted = try self.study("name: a\npipeline: p\nmethods: [{name: b}]\nrandom_seeds: 3\n")
        #expect(counted.randomSeeds == [1, 2, 3])
    }

    @Test(arguments: [
        ("", "a.yaml:1:1: the file is empty; expected a study"),
        ("pipeline: p\nmethods: [{name: a}]\n", "missing key 'name' in the study file"),
        ("name: a\nmethods: [{name: a}]\n", "missing key 'pipeline' in the study file"),
        ("name: a\npipeline: p\n", "missing key 'methods' in the study file"),
        ("name: ../up\npipeline: p\nmethods: [{name: a}]\n", "a.yaml:1:7: found '../up'"),
        ("name: a\npipeline: p\nmethods: [{name: a}, {name: a}]\n", "two methods are called 'a'"),
        ("name: a\npipeline: p\nmethods: [{nmae: a}]\n", "did you mean 'name'?"),
        (
            "name: a\npipeline: p\nmethods: []\n",
            "found a list; expected a list of methods, 1 to 1000 of them"
        ),
        ("name: a\npipeline: p\nmethods: [{name: a}]\nbaseline: b\n", "expected one of the methods: a"),
        (
            "name: a\npipeline: p\nmethods: [{name: a, bound: true}]\nbaseline: a\n",
            "expected one of the methods"
        ),
        ("name: a\npipeline: p\nmethods: [{name: a}]\ndatasets: [cifar11]\n", "did you mean 'cifar10'?"),
        ("name: a\npipeline: p\nmethods: [{name: a}]\ndevices: [fpga, fpga]\n", "found 'fpga' twice"),
        ("name: a\npipeline: p\nmethods: [{name: a}]\nrandom_seeds: 0\n", "a whole number from 1 to 1000"),
        ("name: a\npipeline: p\nmethods: [{name: a}]\nset: [prompt.children]\n", "such as prompt.children=3"),
        ("name: a\npipeline: p\nmethods: [{name: a}]\nvary: {x: 3}\n", "expected a list of values"),
        ("name: a\npipeline: p\nmethods: [{name: a}]\nvary: {x: [.inf]}\n", "expected a finite number"),
        ("name: a\npipeline: p\nmethods: [{name: a}]\nbudgets: [0]\n", "a whole number from 1"),
    ])
    func aBadStudyIsRefusedWithItsPlace(text: String, words: String) {
        #expect(complaint(text).contains(words), "\(complaint(text))")
    }

    @Test func theEnvironmentIsPutIn() throws {
        let text = "name: ${NAME}\npipeline: p\nmethods: [{name: b}]\n"
        #expect(try study(text, environment: ["NAME": "nightly"]).name == "nightly")
    }
}
