import Foundation
import Testing

/// A search on a machine without a benchmark table: the surrogates that ship stand in, and say so.
@Suite struct SurrogateSearchTests {
    private static let pipeline = Package.root.appending(path: "pipeline/hw-nas-bench.yaml").path
    private static let shipped = Package.root.appending(path: "data/surrogates")

    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    private func pelnas(_ arguments: String..., environment: [String: String] = [:]) throws -> Ending {
        let none = ["PELNAS_TABLES": ""].merging(environment) { $1 }
        return try RunningCommand(["pelnas"] + arguments, in: workplace.url, environment: none).wait()
    }

    private func lines(_ path: String) throws -> [[String: Any]] {
        try workplace.read(path).split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test func findsAFrontAndSaysThatAllOfItIsPredicted() throws {
        let ending = try pelnas("run", Self.pipeline, "--run-dir", "run")
        try #require(ending.code == 0, "\(ending.errors)")
        #expect(ending.output.contains("Nothing here was measured"))
        #expect(ending.output.contains("predicted ms"))
        #expect(!ending.output.contains("true %"))
        #expect(!ending.output.contains("reported by the paper"))
        let scores = try lines("run/scores.jsonl")
        #expect(scores.allSatisfy { $0["reference"] as? String == "surrogates" })
        let space = try #require(
            scores.first { $0["normalisation"] as? String == "space" && $0["final"] as? Bool == true })
        #expect(try #require(space["hypervolume"] as? Double) > 0.97)
        #expect(space["evaluations"] as? Int == 360)
        for line in try lines("run/front-true.jsonl") {
            #expect(line["true_accuracy_percent"] is NSNull)
            #expect(line["accuracy_source"] as? String == "surrogate (predicted)")
            #expect(line["latency_source"] as? String == "surrogate (predicted)")
        }
        #expect(try pelnas("verify", "--run-dir", "run").code == 0)
        let status = try pelnas("status", "--run-dir", "run")
        #expect(status.output.contains("there is nothing to do"))
    }

    @Test func anotherDeviceAsksForOtherLatencies() throws {
        #expect(try pelnas("run", Self.pipeline, "--run-dir", "run", "--quiet").code == 0)
        let before = try workplace.files(below: "run")
        let plan = try pelnas(
            "plan", Self.pipeline, "--run-dir", "run", "--set", "target.device=edgetpu")
        #expect(plan.output.contains("settings changed"))
        #expect(
            try pelnas(
                "run", Self.pipeline, "--run-dir", "run", "--quiet", "--set", "target.device=edgetpu"
            ).code == 0)
        let after = try workplace.files(below: "run")
        #expect(before["predictor/predictions.bin"] == after["predictor/predictions.bin"])
        #expect(before["predictor/latencies.bin"] != after["predictor/latencies.bin"])
        let seeds = try lines("run/generation-00/evaluations.jsonl")
        #expect(
            seeds.contains { $0["latency_ms"] is NSNull } && seeds.contains { $0["latency_ms"] is Double },
            "some cells cannot run on the Edge TPU")
        // And back: the same bytes.
        #expect(try pelnas("run", Self.pipeline, "--run-dir", "run", "--quiet").code == 0)
        let again = try workplace.files(below: "run")
        for (path, bytes) in before where path.hasSuffix(".bin") || path.hasPrefix("generation") {
            #expect(again[path] == bytes, "\(path)")
        }
    }

    @Test func tablesWinWhereThereAreAny() throws {
        let tables = try SyntheticTables.folder()
        let ending = try pelnas(
            "run", Self.pipeline, "--run-dir", "run", "--set", "evaluate.accuracy.predictor=structure",
            "--set", "evaluate.accuracy.rounds=20", environment: ["PELNAS_TABLES": tables])
        try #require(ending.code == 0, "\(ending.errors)")
        #expect(ending.output.contains("true %"))
        #expect(try lines("run/scores.jsonl").allSatisfy { $0["reference"] as? String == "tables" })
        #expect(!workplace.exists("run/predictor/latencies.bin"))
        // By surrogates and judged by tables: what ships is measured so.
        let judged = try pelnas(
            "run", Self.pipeline, "--run-dir", "judged", "--set", "evaluate.accuracy.source=surrogate",
            "--set", "evaluate.latency.source=surrogate", environment: ["PELNAS_TABLES": tables])
        try #require(judged.code == 0, "\(judged.errors)")
        #expect(try lines("judged/scores.jsonl").allSatisfy { $0["reference"] as? String == "tables" })
        #expect(workplace.exists("judged/predictor/latencies.bin"))
    }

    @Test func aLimitOfPredictedLatencyIsKept() throws {
        let ending = try pelnas(
            "run", Self.pipeline, "--run-dir", "run", "--quiet", "--set", "target.latency_limit_ms=20")
        try #require(ending.code == 0, "\(ending.errors)")
        for generation in 1...10 {
            let folder = "run/generation-\(generation < 10 ? "0" : "")\(generation)"
            for line in try lines("\(folder)/evaluations.jsonl") {
                #expect(try #require(line["latency_ms"] as? Double) <= 20)
            }
        }
        #expect(try pelnas("verify", "--run-dir", "run").code == 0)
    }

    @Test func whatNeedsTablesSaysSo() throws {
        func refusal(_ settings: String...) throws -> String {
            let ending = try RunningCommand(
                ["pelnas", "run", Self.pipeline, "--run-dir", "run"] + settings.flatMap { ["--set", $0] },
                in: workplace.url, environment: ["PELNAS_TABLES": ""]
            ).wait()
            #expect(ending.code == 78)
            return ending.errors
        }
        #expect(try refusal("evaluate.accuracy.source=predictor").contains("needs benchmark tables"))
        #expect(try refusal("evaluate.latency.source=table").contains("needs benchmark tables"))
        #expect(try refusal("score.truth=table").contains("needs benchmark tables"))
        #expect(
            try refusal("data.tables=t", "score.truth=surrogate").contains("not by surrogates alone"))
    }

    @Test func aFolderOfOnesOwnStandsInAndIsLookedThrough() throws {
        try FileManager.default.copyItem(at: Self.shipped, to: workplace.url.appending(path: "mine"))
        func run() throws -> Ending {
            try pelnas("run", Self.pipeline, "--run-dir", "run", "--quiet", "--set", "data.surrogates=mine")
        }
        #expect(try run().code == 0)
        // Another model under the same card.
        let model = workplace.url.appending(path: "mine/accuracy-cifar10.ubj")
        var bytes = try Data(contentsOf: model)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: model)
        let changed = try run()
        #expect(changed.code == 65)
        #expect(changed.errors.contains("is the card of another model"))
        try FileManager.default.removeItem(at: model)
        let missing = try run()
        #expect(missing.code == 66)
        #expect(missing.errors.contains("there is no such surrogate"))
        let nowhere = try pelnas(
            "run", Self.pipeline, "--run-dir", "run", "--quiet", environment: ["PELNAS_DATA": "/nonexistent"])
        #expect(nowhere.code == 66)
        #expect(nowhere.errors.contains("the surrogates that ship"))
    }

    @Test func aCardMustBeOfItsModelsNameAndSayWhatItWasFitOn() throws {
        let mine = workplace.url.appending(path: "mine")
        func broken(_ change: (URL) throws -> Void) throws -> Ending {
            try? FileManager.default.removeItem(at: mine)
            try FileManager.default.copyItem(at: Self.shipped, to: mine)
            try change(mine)
            return try pelnas(
                "run", Self.pipeline, "--run-dir", "run", "--quiet", "--set", "data.surrogates=mine")
        }
        let other = try broken { folder in
            for suffix in ["ubj", "jsonl"] {
                let target = folder.appending(path: "latency-raspi4-cifar10.\(suffix)")
                try FileManager.default.removeItem(at: target)
                try FileManager.default.copyItem(
                    at: folder.appending(path: "latency-fpga-cifar10.\(suffix)"), to: target)
            }
        }
        #expect(other.code == 65)
        #expect(other.errors.contains("the card is of latency-fpga-cifar10"))
        let untold = try broken { folder in
            let card = folder.appending(path: "accuracy-cifar10.jsonl")
            let text = try String(contentsOf: card, encoding: .utf8)
            try text.replacing(/"trained_on":"[0-9a-f]+"/, with: "\"trained_on\":\"zz\"")
                .write(to: card, atomically: true, encoding: .utf8)
        }
        #expect(untold.code == 65)
        #expect(untold.errors.contains("trained_on does not tell 4000 cells"))
        let doctor = try pelnas("doctor", Self.pipeline, "--set", "data.surrogates=mine")
        #expect(doctor.code == 1, "\(doctor.output)")
        let nowhere = try pelnas("doctor", Self.pipeline, "--set", "data.surrogates=/nonexistent")
        #expect(nowhere.code == 1, "\(nowhere.output)")
    }

    @Test func aModelThatIsMissingOrComesBackIsNoticed() throws {
        try FileManager.default.copyItem(at: Self.shipped, to: workplace.url.appending(path: "mine"))
        let settings = ["--set", "data.surrogates=mine", "--set", "target.device=edgetpu"]
        func run(_ command: String) throws -> Ending {
            try RunningCommand(
                ["pelnas", command, Self.pipeline, "--run-dir", "run"] + settings, in: workplace.url,
                environment: ["PELNAS_TABLES": ""]
            ).wait()
        }
        #expect(try run("run").code == 0)
        #expect(try run("plan").output.contains("there is nothing to do"))
        // Which cells the Edge TPU runs is then not known: all of them count, and the run is another.
        let runs = workplace.url.appending(path: "mine/runs-edgetpu-cifar10.ubj")
        let aside = workplace.url.appending(path: "aside.ubj")
        try FileManager.default.moveItem(at: runs, to: aside)
        #expect(try run("plan").output.contains("surrogate:runs-edgetpu-cifar10 changed"))
        #expect(try run("run").code == 0)
        try FileManager.default.moveItem(at: aside, to: runs)
        #expect(try run("plan").output.contains("surrogate:runs-edgetpu-cifar10 changed"))
    }

    @Test func anOracleWithPredictedLatencyFitsNothing() throws {
        let ending = try pelnas(
            "run", Self.pipeline, "--run-dir", "run", "--set", "evaluate.accuracy.source=table",
            "--set", "evaluate.latency.source=surrogate",
            environment: ["PELNAS_TABLES": try SyntheticTables.folder()])
        try #require(ending.code == 0, "\(ending.errors)")
        #expect(!workplace.exists("run/predictor/predictions.bin"))
        #expect(workplace.exists("run/predictor/latencies.bin"))
        #expect(ending.output.contains("looked up, not predicted"))
        #expect(ending.output.contains("predicted ms"))
        #expect(!ending.output.contains("predicted %"))
        #expect(try pelnas("verify", "--run-dir", "run").code == 0)
    }

    @Test func aUsersOwnMeasurementsAreNotCalledPredicted() throws {
        try workplace.write(
            """
            #!/bin/sh
            # run-dir and generation are the second and fourth arguments.
            folder=$(printf '%s/generation-%02d' "$2" "$4")
            jq -c '. + {schema: "evaluation/1", accuracy_percent: 90, accuracy_source: "mine", latency_ms: 5,
              latency_source: "stopwatch", flops_m: 1, params_m: 1, training_cell: false}' \
              < "$folder/candidates.jsonl" > "$folder/evaluations.jsonl"
            """, to: "measure.sh")
        try workplace.write(
            """
            target: {dataset: cifar10, device: fpga}
            chain:
              - partition
              - seed
              - program: {name: evaluate, command: [sh, measure.sh]}
              - archive
              - aggregate
              - score
            """, to: "mine.yaml")
        let ending = try pelnas("run", "mine.yaml", "--run-dir", "run")
        try #require(ending.code == 0, "\(ending.errors)")
        #expect(!ending.output.contains("predicted ms"))
        #expect(!ending.output.contains("Latency by surrogate"))
        #expect(!ending.output.contains("Nothing here was measured"))
        #expect(ending.output.contains("not what the program said of them"))
    }

    @Test func everyTargetHasModelsAndAllOfThemAreSmall() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.shipped.path)
        let sizes = try names.map { name in
            try Self.shipped.appending(path: name).resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        }
        #expect(sizes.reduce(0, +) < 9_000_000)
        for dataset in ["cifar10", "cifar100", "ImageNet16-120"] {
            #expect(names.contains("accuracy-\(dataset).ubj"))
            #expect(names.contains("runs-edgetpu-\(dataset).ubj"))
            for device in ["edgegpu", "raspi4", "edgetpu", "pixel3", "eyeriss", "fpga"] {
                #expect(names.contains("latency-\(device)-\(dataset).ubj"))
                let card = Self.shipped.appending(path: "latency-\(device)-\(dataset).jsonl")
                let first = try #require(
                    String(contentsOf: card, encoding: .utf8).split(separator: "\n").first)
                let object = try #require(
                    JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any])
                let isNoisy = device == "raspi4" && dataset == "ImageNet16-120"
                #expect(try #require(object["r_squared"] as? Double) > (isNoisy ? 0.8 : 0.94))
            }
        }
    }

    /// Anybody's XGBoost reads them, and predicts in percent and milliseconds.
    @Test(
        .enabled(
            if: (try? runPython("import numpy, xgboost").code) == 0,
            "Python has no numpy and xgboost: pip install numpy xgboost"))
    func anyXGBoostLoadsThem() throws {
        let script = """
            import json, numpy, sys, xgboost
            for name, least, most in [("accuracy-cifar10", 5, 95), ("latency-raspi4-cifar10", -20, 120)]:
                booster = xgboost.Booster(model_file=f"{sys.argv[1]}/{name}.ubj")
                card = json.loads(open(f"{sys.argv[1]}/{name}.jsonl").readline())
                row = numpy.zeros((1, len(card["features"])), dtype=numpy.float32)
                value = booster.predict(xgboost.DMatrix(row))[0]
                assert least < value < most, (name, value)
            """
        let ending = try runPython(script, Self.shipped.path)
        #expect(ending.code == 0, "\(ending.errors)")
    }
}

private func runPython(_ script: String, _ arguments: String...) throws -> Ending {
    try RunningCommand(["python3", "-c", script] + arguments, in: FileManager.default.temporaryDirectory)
        .wait()
}
