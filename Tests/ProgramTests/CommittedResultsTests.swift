import Foundation
import Records
import TestSupport
import Testing

/// The README's results are those of `data/results`, and those are what the searches come to.
@Suite struct CommittedResultsTests {
    private static let folder = Package.root.appending(path: "data/results")

    /// The studies whose results ship.
    static let studies: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".jsonl") }.map { String($0.dropLast(6)) }.sorted()

    /// Those that any machine comes to again; a latency that was measured is one machine's.
    static let byTables = studies.filter { $0 != "table6" }

    private static func study(_ name: String) -> String {
        Package.root.appending(path: "pipeline/studies/\(name).yaml").path
    }

    private static func results(_ name: String) throws -> [ResultRecord] {
        let file = folder.appending(path: "\(name).jsonl")
        return try JSONLines.read(ResultRecord.self, from: Array(Data(contentsOf: file)), file: file.path)
    }

    @Test func someShip() { #expect(Self.studies.contains("table3")) }

    @Test(arguments: studies) func theReadmeTellsThem(_ name: String) throws {
        let workplace = try Workplace()
        // As `make readme` does, whose commands stand in the text.
        let ending = try run(
            "sh", "-c",
            "cd '\(Package.root.path)' && pelnas compare pipeline/studies/\(name).yaml --results "
                + "data/results/\(name).jsonl --section", in: workplace.url,
            environment: ["PELNAS_TABLES": "tables"])
        #expect(ending.code == 0, "\(ending.errors)")
        let readme = try String(contentsOf: Package.root.appending(path: "README.md"), encoding: .utf8)
        let marked = "<!-- results of \(name) -->\n\(ending.output)<!-- end of \(name) -->"
        #expect(readme.contains(marked), "run 'make readme'")
    }

    @Test(arguments: studies) func everySearchOfTheStudyIsThereOnce(_ name: String) throws {
        let keys = try Self.results(name).map { result in
            [
                result.method, result.variation.text, result.space ?? "", result.dataset, result.device,
                "\(result.randomSeed)",
                "\(result.budget ?? 0)",
            ]
        }
        #expect(Set(keys).count == keys.count)
        let reference: ScoreRecord.Reference = Self.byTables.contains(name) ? .tables : .unknown
        #expect(try Self.results(name).allSatisfy { $0.study == name && $0.reference == reference })
    }

    /// Two rows of each, other ones as the files change.
    @Test(.enabled(if: RealTables.areThere, "\(RealTables.absence)"), arguments: byTables)
    func aRowComesOutAgain(_ name: String) throws {
        let version = try run("fit", "--version", in: FileManager.default.temporaryDirectory).output
        // Another version of the library fits other trees.
        guard version.contains("XGBoost 1.7.4") else { return }
        let workplace = try Workplace()
        let tables = try RealSearchTests.imported.get().path("tables")
        let rows = try Self.results(name).filter { $0.method != "exhaustive" }
        for row in [rows.count / 3, rows.count * 4 / 5].map({ rows[$0] }) {
            let listed = try run(
                "pelnas", "compare", Self.study(name), "--set", "data.tables=\(tables)", "--into", "study",
                "--method", row.method, "--dry-run", in: workplace.url)
            let place = "/\(row.dataset)-\(row.device)-\(row.randomSeed)"
            let words = try #require(row.variation.members).map { member in
                "--set " + "\(member.name)=\(member.value.text)".shellQuoted + " "
            }
            let command = try #require(
                listed.output.split(separator: "\n").map(String.init).first { line in
                    line.hasSuffix(place) && words.allSatisfy(line.contains)
                }, "\(row) is no search of the study: \(listed.errors)")
            let ending = try run("sh", "-c", "\(command) --quiet --no-report", in: workplace.url)
            try #require(ending.code == 0, "\(ending.errors)")
            let directory = try #require(command.split(separator: " ").last.map(String.init))
            let scores = try JSONLines.read(
                ScoreRecord.self, from: Array(try workplace.read("\(directory)/scores.jsonl").utf8),
                file: "scores.jsonl"
            ).filter { $0.generation == row.generation }
            for (normalisation, hypervolume, igd) in [
                ("space", row.hypervolumeSpace, row.igdSpace), ("front", row.hypervolumeFront, row.igdFront),
            ] {
                let score = try #require(scores.first { $0.normalisation == normalisation })
                #expect(abs((score.hypervolume ?? -1) - (hypervolume ?? -2)) < 1e-9, "\(row)")
                #expect(abs((score.igd ?? -1) - (igd ?? -2)) < 1e-9, "\(row)")
                #expect(score.evaluations == row.evaluations)
            }
        }
    }
}

extension String {
    /// As `--dry-run` writes a word: in quotes where a shell would make something of it.
    fileprivate var shellQuoted: String {
        allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "@%+=:,./_-".contains($0)) }
            ? self : "'\(self)'"
    }
}
