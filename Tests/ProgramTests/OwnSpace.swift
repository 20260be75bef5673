import Foundation
import Testing

/// A space of a user's own with conditions, small enough to be known in full, and a program that measures it.
struct OwnSpace {
    /// 36 plain networks and 72 inverted ones, 52 of which cost at most the bound of their niche.
    static let file = """
        name: own
        variables:
          stages: {meaning: number of stages, choices: [2, 3]}
          kind: {meaning: what blocks are, choices: [plain, inverted]}
          expansion: {meaning: widening inside, choices: [2, 4], when: kind == 'inverted'}
          width: {meaning: channels, choices: [8, 16, 32], repeat: 3, when: index <= stages}
        measures:
          params_m: sum(i, 1, stages, width[i]^2) * if(kind == 'inverted', 2 * expansion, 1) / 1e6
        partitions:
          by-kind:
            - {name: plain, where: {kind: plain}}
            - {name: inverted, where: {kind: inverted}, measures: {params_m: [null, 0.0095]}}

        """

    static let program = """
        import json, sys

        for line in sys.stdin:
            asked = json.loads(line)
            own = asked["variables"]
            assert ("expansion" in own) == (own["kind"] == "inverted"), own
            assert len(own["width"]) == own["stages"], own
            assert asked["dataset"] == "pictures" and asked["device"] == "board", asked
            work = sum(own["width"]) * own.get("expansion", 1)
            found = {"latency_ms": work / 8, "accuracy_percent": 90 - 100 / work + own["stages"]}
            print(json.dumps({"id": asked["id"], **{name: found[name] for name in asked["values"]}}), flush=True)

        """

    static let evaluate = """
        {accuracy: {source: command, command: [python3, own.py]}, \
        latency: {source: command, command: [python3, own.py], repeats: 1, warm_up: 0}}
        """

    let workplace: Workplace

    init(
        space: String = Self.file, name: String = "own.yaml", partition: String = "{}",
        evaluate: String = Self.evaluate,
        perNiche: Int = 4, children: Int = 3, generations: Int = 2, extra: String = ""
    ) throws {
        workplace = try Workplace()
        if name.hasSuffix(".yaml") { try workplace.write(space, to: name) }
        try workplace.write(Self.program, to: "own.py")
        try workplace.write(
            """
            name: own
            random_seed: 3
            space: \(name)
            target: {dataset: pictures, device: board}
            partition: \(partition)
            seed: {per_niche: \(perNiche)}
            prompt: {children: \(children)}
            evaluate: \(evaluate)
            \(extra)
            chain:
              - partition
              - seed
              - evaluate
              - archive
              - repeat: {generations: \(generations), stages: [prompt, evaluate, archive]}
              - aggregate
              - score

            """, to: "pipeline.yaml")
    }

    func run(_ directory: String = "run", _ settings: String...) throws -> Ending {
        try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", directory, "--quiet"]
                + settings.flatMap { ["--set", $0] }, in: workplace.url
        ).wait()
    }

    func complete(_ directory: String = "run", _ settings: String...) throws {
        let ending = try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", directory, "--quiet"]
                + settings.flatMap { ["--set", $0] }, in: workplace.url
        ).wait()
        try #require(ending.code == 0, "\(ending.errors)")
    }

    func records(_ file: String, _ directory: String = "run") throws -> [[String: Any]] {
        try workplace.read("\(directory)/\(file)").split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    /// All that the run evaluated, generation by generation.
    func evaluations(_ generations: Int = 2, _ directory: String = "run") throws -> [[String: Any]] {
        try (0...generations).flatMap { number in
            try records("generation-\(number < 10 ? "0" : "")\(number)/evaluations.jsonl", directory)
        }
    }

    func volume(_ directory: String = "run") throws -> Double {
        let score = try #require(records("scores.jsonl", directory).last { $0["final"] as? Bool == true })
        return try #require(score["hypervolume_found"] as? Double)
    }
}

/// A network of that space, read and judged by the test itself.
struct OwnNetwork: Hashable {
    let stages: Int
    let kind: String
    let expansion: Int?
    let width: [Int]

    /// nil where the text is no member of the space.
    init?(_ text: String) {
        var values: [String: String] = [:]
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "=").map(String.init)
            guard parts.count == 2, values.updateValue(parts[1], forKey: parts[0]) == nil else { return nil }
        }
        let expansion = values["expansion"].flatMap { Int($0) }
        guard let stages = values["stages"].flatMap({ Int($0) }), let kind = values["kind"] else {
            return nil
        }
        self.init(
            stages: stages, kind: kind, expansion: expansion,
            width: (values["width"] ?? "").split(separator: ",").compactMap { Int($0) })
        guard values.count == (expansion == nil ? 3 : 4), Self.all.contains(self) else { return nil }
    }

    private init(stages: Int, kind: String, expansion: Int?, width: [Int]) {
        self.stages = stages
        self.kind = kind
        self.expansion = expansion
        self.width = width
    }

    /// Every member.
    static let all: Set<OwnNetwork> = {
        let choices = [8, 16, 32]
        let two = choices.flatMap { first in choices.map { [first, $0] } }
        let three = two.flatMap { first in choices.map { first + [$0] } }
        return Set(
            (two + three).flatMap { width in
                [("plain", nil), ("inverted", 2), ("inverted", 4)].map {
                    OwnNetwork(stages: width.count, kind: $0.0, expansion: $0.1, width: width)
                }
            })
    }()

    var params: Double { Double(width.reduce(0) { $0 + $1 * $1 } * 2 * (expansion ?? 0)) / 1e6 + plain }
    private var plain: Double { expansion == nil ? Double(width.reduce(0) { $0 + $1 * $1 }) / 1e6 : 0 }

    private var work: Double { Double(width.reduce(0, +) * (expansion ?? 1)) }
    var latency: Double { work / 8 }
    var accuracy: Double { 90 - 100 / work + Double(stages) }

    /// The niche that it is in, if any.
    var niche: String? { kind == "plain" ? "plain" : params <= 0.0095 ? "inverted" : nil }
}
