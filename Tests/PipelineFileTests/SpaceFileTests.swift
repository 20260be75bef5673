import Spaces
import Testing

@testable import PipelineFile

@Suite struct SpaceFileTests {
    private static let text = """
        name: mine
        about: A user's own.
        constants:
          cost: [1, 2.5]
          base: 10
        variables:
          kind: {choices: [conv, pool], meaning: what blocks are}
          depth: {choices: [1, 2]}
          width:
            choices: [8, 16]
            repeat: 2
            when: index <= depth
        measures:
          total: base + sum(i, 1, depth, cost[i] * width[i])
          one: 1
          energy:
            board: 2 * total
            "16": total
        require: ["width[1] > 0"]
        partitions:
          by-kind:
            - {name: S0, rationale: heavy, where: {kind: conv}}
            - {name: S1, where: {kind: [pool], width: [8, 16]}, measures: {total: [null, 30], one: 1}}
        written: "{kind}/{depth}/{width}"

        """

    private func space(_ text: String) throws -> SpaceDefinition {
        try SpaceFile.parse(Array(text.utf8), file: "a.yaml").space
    }

    /// What a search for a data set goes by.
    @Test func aMeasureOfEachDataSetIsThatOfTheOneSearchedFor() throws {
        for (dataset, energy) in [("board", 116.0), ("16", 58)] {
            let space = try SpaceFile.parse(Array(Self.text.utf8), file: "a.yaml", dataset: dataset).space
            #expect(try Architecture(parsing: "pool/2/8,16", in: space).measure("energy") == energy)
            #expect(space.measureNames.last == "energy")
        }
        let other = try SpaceFile.parse(Array(Self.text.utf8), file: "a.yaml", dataset: "flowers").space
        #expect(try Architecture(parsing: "pool/2/8,16", in: other).measure("energy") == nil)
        let plain = try SpaceFile.parse(Array(Self.text.utf8), file: "a.yaml", dataset: "total").space
        #expect(try Architecture(parsing: "pool/2/8,16", in: plain).measure("total") == 58)
    }

    private func complaint(_ text: String) -> String {
        do {
            _ = try space(text)
            return "good"
        } catch { return "\(error)" }
    }

    @Test func everyKeyIsRead() throws {
        let space = try space(Self.text)
        #expect(space.name == "mine" && space.about == "A user's own.")
        #expect(space.variables.map(\.name) == ["kind", "depth", "width"])
        #expect(space.variables[0].meaning == "what blocks are")
        #expect(space.variables[2].repeats == 2 && space.variables[2].when == "index <= depth")
        #expect(space.measureNames == ["total", "one", "energy.board", "energy.16"])
        #expect(space.require == ["width[1] > 0"])
        #expect(space.partitionNames == ["by-kind", "none"])
        let architecture = try Architecture(parsing: "pool/2/8,16", in: space)
        #expect(architecture.measure("total") == 58 && architecture.measure("one") == 1)
        #expect(architecture.measure("energy.board") == 116 && architecture.measure("energy.16") == 58)
        let niches = try #require(space.niches(of: "by-kind"))
        #expect(niches.map(\.name) == ["S0", "S1"] && niches[0].rationale == "heavy")
        #expect(
            niches[1].bounds == [
                SpaceNiche.Bound("total", least: nil, most: 30), SpaceNiche.Bound("one", least: 1, most: 1),
            ])
        #expect(niches[1].contains(try Architecture(parsing: "pool/1/16", in: space)))
        #expect(!niches[1].contains(architecture))
    }

    @Test(arguments: [
        ("about:", "abuot:", "a.yaml:2:1: unknown key 'abuot' in the space file; did you mean 'about'?"),
        ("repeat: 2", "repaet: 2", "unknown key 'repaet' in variables.width; did you mean 'repeat'?"),
        (
            "repeat: 2", "repeat: two",
            "a.yaml:11:13: found 'two', a string; expected a whole number from 1 to 1000"
        ),
        ("repeat: 2", "choices: [1]", "a.yaml:11:5: "),
        (
            "index <= depth", "index <= dpeth",
            "a.yaml:12:11: there is no 'dpeth' here; texts are written in quotes (at character 10); "
                + "did you mean 'depth'?"
        ),
        (
            "[8, 16]\n    repeat", "[8, true]\n    repeat",
            "a.yaml:10:18: found true; expected a number or a text"
        ),
        ("[8, 16]\n    repeat", "[8, 8]\n    repeat", "a.yaml:10:14: the choice '8' stands twice"),
        (
            "kind: conv}", "kind: cov}",
            "a.yaml:22:44: 'cov' is none of the choices of kind; did you mean 'conv'?"
        ),
        ("total: [null, 30]", "totl: 30", "there is no measure 'totl'; did you mean 'total'?"),
        ("total: [null, 30]", "total: [30, 3]", "expected the lesser bound first"),
        ("total: [null, 30]", "total: [30]", "found a list; expected [least, most]"),
        ("2 * total", "2 * totl", "a.yaml:17:12: there is no 'totl' here"),
        ("name: S1", "name: S0", "two niches are named 'S0'"),
        ("name: S1", "name: all", "is no name of a niche"),
        ("{kind}/", "{kid}/", "there is no variable 'kid'"),
        ("base: 10", "base: ten", "expected a number, or a list of numbers"),
        ("[\"width[1] > 0\"]", "width[1] > 0", "expected a list of conditions"),
        ("name: mine\n", "", "missing key 'name' in the space file"),
        ("name: mine", "name: my space", "expected 1 to 64 of A-Z a-z 0-9 . _ -"),
    ])
    func whatIsWrongIsShownWhereItStands(found: String, replacement: String, message: String) {
        var text = Self.text
        guard let range = text.firstRange(of: found) else {
            Issue.record("no '\(found)' in the example")
            return
        }
        text.replaceSubrange(range, with: replacement)
        let complaint = complaint(text)
        #expect(complaint.contains(message), "\(complaint)")
    }

    @Test func emptyAndHostileFilesAreRefused() {
        #expect(complaint("").contains("the file is empty; expected a space"))
        #expect(complaint("[1]").contains("expected a mapping"))
        #expect(complaint("name: a\nvariables: {}").contains("found 0 variables"))
        #expect(complaint("name: a\nvariables: {a: {choices: [1]}, a: {choices: [1]}}").contains("a"))
        let many = (0..<6).map { "  v\($0): {choices: [1, 2], repeat: 1000}" }.joined(separator: "\n")
        #expect(complaint("name: a\nvariables:\n\(many)").contains("more than 4096"))
        let deep = String(repeating: "(", count: 9_000)
        let bracketed = complaint("name: a\nvariables: {a: {choices: [1]}}\nmeasures: {m: \"\(deep)\"}")
        #expect(bracketed.contains("brackets"))
        #expect(throws: PipelineFileError.self) { try SpaceFile.load(path: "/nowhere/a.yaml") }
    }
}
