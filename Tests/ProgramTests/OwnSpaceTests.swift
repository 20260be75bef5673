import Foundation
import Testing

/// Searches of a space of the user's own, measured by a program of the user's own.
@Suite(.enabled(if: Tool.isThere("python3"), "python3 is not there"))
struct OwnSpaceTests {
    private func network(_ record: [String: Any]) throws -> OwnNetwork {
        let text = try #require(record["cell"] as? String)
        return try #require(OwnNetwork(text), "\(text)")
    }

    /// All that the README tells: its files, its commands, in an empty folder.
    @Test func theReadmesOwnSpaceIsSearched() throws {
        let workplace = try Workplace()
        try Readme.writeOwnSpace(into: workplace)
        let commands = Readme.blocks("sh", of: Readme.ownSpace).flatMap { $0.split(separator: "\n") }
        #expect(commands.count == 3)
        var said = ""
        for command in commands {
            let ending = try pelnas(String(command), workplace)
            #expect(ending.code == 0, "\(command)\n\(ending.errors)")
            said = ending.output
        }
        #expect(said.contains("board: doorbell-pictures on my-board"), "\(said)")
        #expect(said.contains(/\n +[0-9.]+ +[0-9.]+ .*(plain|residual|inverted)/), "\(said)")
        #expect(try pelnas("pelnas verify --run-dir runs/board", workplace).code == 0)
    }

    private func pelnas(_ command: String, _ workplace: Workplace) throws -> Ending {
        try RunningCommand(["sh", "-c", command], in: workplace.url).wait()
    }

    @Test func fromTheFileToTheFront() throws {
        let own = try OwnSpace(perNiche: 6)
        try own.complete()
        let niches = try own.records("niches.jsonl")
        for niche in niches {
            let name = niche["niche"] as? String
            #expect(niche["cells"] as? Int == OwnNetwork.all.count { $0.niche == name })
        }
        #expect(niches.count == 2)
        let evaluated = try own.evaluations()
        // Seeds of two niches, and children of two generations.
        #expect(evaluated.count == 24)
        var points: [(network: OwnNetwork, x: Double, y: Double)] = []
        for record in evaluated {
            let network = try network(record)
            #expect(record["niche"] as? String == network.niche)
            #expect(record["latency_ms"] as? Double == network.latency)
            let accuracy = try #require(record["accuracy_percent"] as? Double)
            #expect(abs(accuracy - network.accuracy) < 1e-9)
            #expect(abs(try #require(record["params_m"] as? Double) - network.params) < 1e-12)
            #expect(record["flops_m"] is NSNull && record["accuracy_source"] as? String == "command")
            points.append((network, accuracy, network.latency))
        }
        #expect(Set(points.map(\.network)).count == points.count, "none twice")
        // By hand: whom nobody is better than in one and as good as in the other.
        let front = points.filter { one in
            !points.contains {
                $0.x >= one.x && $0.y <= one.y && ($0.x > one.x || $0.y < one.y)
            }
        }
        let found = try Set(own.records("front.jsonl").map(network))
        let values = { (networks: [OwnNetwork]) in Set(networks.map(\.latency)) }
        #expect(values(Array(found)) == values(front.map(\.network)))
        #expect(found.isSubset(of: Set(front.map(\.network))))
        for command in ["verify", "front", "status", "report"] {
            #expect(try pelnas("pelnas \(command) --run-dir run", own.workplace).code == 0, "\(command)")
        }
    }

    @Test func theSameRunTwiceIsTheSameBytes() throws {
        let own = try OwnSpace()
        try own.complete("run")
        try own.complete("other")
        func results(_ directory: String) throws -> [String: Data] {
            // Journal, report and measurements hold times and places.
            try own.workplace.files(below: directory).filter {
                $0.key != "journal.jsonl" && !$0.key.hasPrefix("report/")
                    && !$0.key.hasPrefix("measurements/")
            }
        }
        let first = try results("run")
        #expect(try first == results("other") && first.count > 12)
    }

    @Test(arguments: [
        "pea", "random", "random-partitioned", "nsga2", "regularized-evolution", "local-search",
        "screened-evolution",
    ]) func everyProposerFindsMembersOfItsNiches(_ proposer: String) throws {
        let own = try OwnSpace()
        try own.complete("run", "prompt.proposer=\(proposer)")
        let evaluated = try own.evaluations()
        #expect(evaluated.count == 20)
        var seen: Set<OwnNetwork> = []
        for record in evaluated {
            let network = try network(record)
            #expect(record["niche"] as? String == network.niche, "\(record)")
            #expect(seen.insert(network).inserted, "\(network) twice")
        }
    }

    /// There is no end of wanting more than there is.
    @Test(arguments: ["pea", "random", "local-search", "screened-evolution"])
    func aSpaceThatIsSpentIsNoError(_ proposer: String) throws {
        let own = try OwnSpace(perNiche: 30, children: 40)
        try own.complete("run", "prompt.proposer=\(proposer)")
        let inNiches = OwnNetwork.all.filter { $0.niche != nil }
        #expect(try Set(own.evaluations().map(network)) == inNiches)
    }

    @Test func exhaustiveListsASmallSpaceAndRefusesALargeOne() throws {
        let own = try OwnSpace(perNiche: 0, generations: 1)
        try own.complete("run", "prompt.proposer=exhaustive")
        let evaluated = try own.evaluations(1).map(network)
        #expect(evaluated.count == Set(evaluated).count)
        #expect(Set(evaluated) == OwnNetwork.all.filter { $0.niche != nil })
        try own.workplace.write(LargeSpaceTests.space(digits: 16), to: "large.yaml")
        let refused = try own.run(
            "other", "prompt.proposer=exhaustive", "space=large.yaml", "seed.per_niche=0")
        #expect(refused.code == 78 && refused.errors.contains("too large"), "\(refused.errors)")
    }

    @Test func aChangedSpaceFileMakesStepsStale() throws {
        let own = try OwnSpace()
        try own.complete()
        let before = try own.workplace.read("run/journal.jsonl").split(separator: "\n").count
        try own.complete()
        #expect(try own.workplace.read("run/journal.jsonl").split(separator: "\n").count == before)
        try own.workplace.write(OwnSpace.file.replacing("[8, 16, 32]", with: "[16, 32]"), to: "own.yaml")
        let status = try pelnas("pelnas status --run-dir run", own.workplace)
        #expect(status.output.contains("space:own.yaml changed"), "\(status.output)")
        try own.complete()
        for record in try own.evaluations() {
            #expect(try !network(record).width.contains(8))
        }
    }
}
