import Foundation
import Testing

/// Spaces that nobody could list are searched in the memory of small ones.
@Suite(.enabled(if: Tool.isThere("python3"), "python3 is not there"))
struct LargeSpaceTests {
    /// Ten to the power of that many members, cut by a sum that no construction draws.
    static func space(digits: Int) -> String {
        """
        name: digits
        variables:
          digit: {meaning: a digit, choices: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], repeat: \(digits)}
        measures:
          total: sum(i, 1, \(digits), digit[i])
        partitions:
          by-total:
            - {name: low, measures: {total: [null, \(9 * digits / 2)]}}
            - {name: high, measures: {total: [\(9 * digits / 2 + 1), null]}}

        """
    }

    private static let program = """
        import json, sys

        for line in sys.stdin:
            asked = json.loads(line)
            digits = asked["variables"]["digit"]
            share = sum(digits) / len(digits)
            found = {"latency_ms": 1 + share, "accuracy_percent": 50 + 4 * share - abs(digits[0] - digits[-1])}
            print(json.dumps({"id": asked["id"], **found}), flush=True)

        """

    /// The most memory that any process of the run held, in what the system counts by.
    private static let peak = """
        import resource, subprocess, sys

        done = subprocess.run(sys.argv[1:])
        print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        sys.exit(done.returncode)

        """

    private func peak(digits: Int) throws -> Double {
        let own = try OwnSpace(space: Self.space(digits: digits), perNiche: 5, children: 4)
        try own.workplace.write(Self.program, to: "own.py")
        try own.workplace.write(Self.peak, to: "peak.py")
        let ending = try finished(
            ["python3", "peak.py", "pelnas", "run", "pipeline.yaml", "--run-dir", "run", "--quiet"],
            own.workplace)
        try #require(ending.code == 0, "\(ending.errors)")
        let evaluated = try own.evaluations()
        #expect(evaluated.count == 26)
        for record in evaluated {
            let text = try #require(record["cell"] as? String)
            let drawn = text.dropFirst("digit=".count).split(separator: ",").compactMap { Int($0) }
            #expect(drawn.count == digits)
            let half: Int = 9 * digits / 2
            let niche = drawn.reduce(0, +) <= half ? "low" : "high"
            #expect(record["niche"] as? String == niche)
        }
        let last = ending.output.split(separator: "\n").last.map(String.init) ?? ""
        return try #require(Double(last), "\(ending.output)")
    }

    private func finished(_ command: [String], _ workplace: Workplace) throws -> Ending {
        try RunningCommand(command, in: workplace.url).wait()
    }

    /// Of 10^16 members one is in the niche: seeds are climbed to it, and random draws, which never hit it, end.
    @Test func drawsThatNeverHitANicheEnd() throws {
        let space = Self.space(digits: 16).components(separatedBy: "partitions:")[0]
        let own = try OwnSpace(
            space: space + "partitions:\n  by-total:\n    - {name: nines, measures: {total: 144}}\n",
            perNiche: 1)
        try own.workplace.write(Self.program, to: "own.py")
        try own.complete("run", "prompt.proposer=random")
        #expect(try own.evaluations().count == 1)
    }

    @Test func tenToThe40IsSearchedInTheMemoryOfTenToThe16() throws {
        let (small, large) = (try peak(digits: 16), try peak(digits: 40))
        #expect(large < 1.5 * small, "\(large) against \(small)")
    }
}
