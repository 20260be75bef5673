import Foundation
import Testing

/// `pelnas run --reuse`: another run's files stand for a step's only where running it would make the same.
@Suite struct ReuseTests {
    private static let fitting = """
          - partition
          - fit
          - seed
          - evaluate
          - archive
          - aggregate
        """

    private func search() throws -> Search {
        let search = try Search(chain: Self.fitting)
        let text = try search.workplace.read("pipeline.yaml")
        try search.workplace.write(
            text.replacing(
                "accuracy: {source: table}",
                with: "accuracy: {source: predictor, training_cells: 50, rounds: 5}"),
            to: "pipeline.yaml")
        return search
    }

    /// What was taken from elsewhere, by the journal.
    private func taken(_ search: Search, _ directory: String) throws -> [String] {
        try search.journalLines(directory).filter { $0.contains("its files are those of") }.compactMap {
            line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return object?["stage"] as? String
        }
    }

    @Test func equalStepsAreTakenAndTheFilesAreTheSame() throws {
        let search = try search()
        try search.complete("first")
        try search.complete("second", "--reuse", "first")
        #expect(
            try taken(search, "second") == ["partition", "fit", "seed", "evaluate", "archive", "aggregate"])
        #expect(try search.results("second") == search.results("first"))
        #expect(try search.pelnas("verify", "--run-dir", "second").code == 0)
        // And they are its own: what becomes of the donor is no matter.
        try search.workplace.remove("first")
        let again = try search.pelnas("run", "--run-dir", "second", "--json")
        #expect(again.code == 0)
        #expect(again.output.contains(#""steps_run":0"#), "\(again.output)")
    }

    @Test func whatIsNotEqualIsMadeHere() throws {
        let search = try search()
        try search.complete("first")
        // Another device: fit and seeds are the same, what is evaluated is not.
        try search.complete("device", "--reuse", "first", "--set", "target.device=edgetpu")
        #expect(try taken(search, "device") == ["partition", "fit", "seed"])
        try search.complete("seed", "--reuse", "first", "--set", "random_seed=8")
        #expect(try taken(search, "seed") == ["partition"])
        // A file of the donor's that is no longer what it made.
        let fit = try search.workplace.read("first/predictor/fit.jsonl")
        try search.workplace.write(fit + "\n", to: "first/predictor/fit.jsonl")
        try search.complete("tampered", "--reuse", "first")
        #expect(!(try taken(search, "tampered").contains("fit")))
        #expect(try search.workplace.read("tampered/predictor/fit.jsonl") == fit)
    }

    @Test func aDonorThatIsNoneIsSaid() throws {
        let search = try search()
        let ending = try search.pelnas("run", "pipeline.yaml", "--run-dir", "run", "--reuse", "nowhere")
        #expect(ending.code == 66)
        #expect(ending.errors == "pelnas: nowhere: no such run directory\n")
        #expect(!search.workplace.exists("run/niches.jsonl"))
    }
}
