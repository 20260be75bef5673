import Foundation
import Testing

/// Energy that a program of the user's measures is weighed as latency is, on any space and device.
@Suite(.enabled(if: Tool.isThere("python3"), "python3 is not there"))
struct MeasuredEnergyTests {
    private static let objectives = "objectives: [accuracy, latency, energy]"

    private static func asked(_ arguments: String) -> String {
        "{source: command, command: [python3, own.py], \(arguments)}"
    }

    /// Plain networks take less energy for their time; energies are measured three times, and spread.
    private func own(proposer: String, energy: String = "repeats: 3, warm_up: 0") throws -> OwnSpace {
        let own = try OwnSpace(
            evaluate:
                "{accuracy: \(Self.asked("repeats: 1")), latency: \(Self.asked("repeats: 1, warm_up: 0")), "
                + "energy: \(Self.asked(energy))}", extra: Self.objectives)
        try own.workplace.write(
            OwnSpace.program.replacing(
                "print(",
                with: """
                    found["energy_mj"] = work / (4 if own["kind"] == "plain" else 2) + asked["repeat"] % 3
                        with open("asked.txt", "a") as log: log.write(asked["cell"] + "|" + " ".join(asked["values"]) + "\\n")
                        print(
                    """), to: "own.py")
        try own.workplace.write(
            try own.workplace.read("pipeline.yaml").replacing(
                "prompt: {children: 3}", with: "prompt: {children: 3, proposer: \(proposer)}"),
            to: "pipeline.yaml")
        return own
    }

    /// The middle of the three samples.
    private func energy(_ network: OwnNetwork) -> Double {
        8 * network.latency / (network.kind == "plain" ? 4 : 2) + 1
    }

    @Test(arguments: ["pea", "nsga2", "local-search"])
    func aFrontIsWhatNoOtherDominatesByAllThree(_ proposer: String) throws {
        let own = try own(proposer: proposer)
        try own.complete()
        let evaluated = try own.evaluations()
        for record in evaluated {
            let network = try #require(OwnNetwork(record["cell"] as? String ?? ""))
            #expect(record["energy_mj"] as? Double == energy(network))
            #expect(record["energy_repeats"] as? Int == 3)
            #expect(record["energy_spread_mj"] as? Double == 1.4826)
        }
        func place(_ network: OwnNetwork) -> [Double] {
            [-network.accuracy, network.latency, energy(network)]
        }
        let places = try evaluated.map { place(try #require(OwnNetwork($0["cell"] as? String ?? ""))) }
        let expected = Set(
            places.filter { one in
                !places.contains { other in
                    other != one && zip(other, one).allSatisfy { $0 <= $1 }
                }
            })
        let front = try own.records("front.jsonl").map {
            place(try #require(OwnNetwork($0["cell"] as? String ?? "")))
        }
        #expect(Set(front) == expected)
        #expect(try own.volume() > 0)
        #expect(try own.workplace.read("run/report/index.html").contains("Energy, mJ"))
        let shown = try RunningCommand(["pelnas", "front", "--run-dir", "run"], in: own.workplace.url).wait()
        #expect(shown.output.contains("energy"))
    }

    /// The same program by the same pool is asked for all three at once, and again only for what has repeats.
    @Test func oneQuestionAsksForAllThree() throws {
        let own = try own(proposer: "pea")
        try own.complete()
        let lines = try own.workplace.read("asked.txt").split(separator: "\n").map(String.init)
        let cells = Dictionary(grouping: lines) { $0.prefix { $0 != "|" } }
        for questions in cells.values {
            #expect(questions.count == 3)
            #expect(questions[0].hasSuffix("|accuracy_percent latency_ms energy_mj"), "\(questions)")
            #expect(questions[2].hasSuffix("|energy_mj"), "\(questions)")
        }
        let before = lines.count
        try own.workplace.remove("run/generation-01/evaluations.jsonl")
        try own.complete()
        let after = try own.workplace.read("asked.txt").split(separator: "\n").count
        #expect(after == before, "what was measured is not asked again")
    }
}
