import Foundation
import ModelServer
import Records
import Spaces
import Testing

/// A small search by CoLLM-NAS over made-up tables: four iterations of five candidates, no seeds.
struct CoLLMSearch {
    let search: ModelSearch

    /// `collm` has the members of that section, `prompt` those of `prompt` besides.
    init(
        generations: Int = 4, collm: String = "", prompt: String = "", target: String = "",
        model: String = "",
        extra: String = ""
    ) throws {
        let sections = prompt.isEmpty ? "" : prompt + "\n"
        search = try ModelSearch(
            generations: generations, proposer: "collm",
            prompt: sections + "collm: {candidates: 5\(collm.isEmpty ? "" : ", " + collm)}",
            model: "temperature: 0.6\(model.isEmpty ? "" : ", " + model)", extra: extra, isWhole: true)
        let file = try search.workplace.read("pipeline.yaml")
        let limits = target.isEmpty ? "" : ", " + target
        try search.workplace.write(
            file.replacing("seed: {per_niche: 4}", with: "partition: {scheme: none}\nseed: {per_niche: 0}")
                .replacing("device: fpga}", with: "device: fpga\(limits)}")
                .replacing("evaluate: {accuracy: {source: table}}\n", with: ""), to: "pipeline.yaml")
    }

    /// Runs to the end; what was asked, in order, and what was said.
    @discardableResult
    func run(_ pair: ScriptedPair = ScriptedPair(), _ more: String...) async throws -> (
        asked: [ScriptedPair.Question], errors: String, requests: [ModelRequest]
    ) {
        let server = try await ModelServer.start { pair.reply(to: $0) }
        let ending = try await search.program(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", "run", "--quiet"] + more, server)
        let requests = server.requests
        await server.stop()
        try #require(ending.code == 0, "\(ending.errors)")
        return (requests.compactMap { ScriptedPair.Question($0.body) }, ending.errors, requests)
    }

    func lines(_ name: String) throws -> [JSON] { try search.lines(name) }

    func everyLine(_ name: String, _ generations: Int = 4) throws -> [JSON] {
        try search.everyLine(name, generations: generations)
    }

    /// The codes of an iteration's candidates as a model sees them.
    func codes(_ generation: Int) throws -> [String] {
        try lines("\(ModelSearch.folder(generation))/candidates.jsonl").map {
            Self.code(try Cell(parsing: $0["cell"]?.string ?? ""))
        }
    }

    static func code(_ cell: Cell) -> String {
        String(
            cell.operations.map { operation -> Character in
                switch operation {
                case .convolution3x3: "A"
                case .convolution1x1: "B"
                case .averagePool3x3: "C"
                case .skipConnect: "D"
                case .none: "E"
                }
            })
    }
}
