import Foundation
import TestSupport
import Testing

/// Vision transformers by the programs: exported, predicted, measured.
@Suite struct TransformerTests {
    private static let cell = "depth=1 embedding=192 mlp_ratio=4 heads=3"
    private static let ratios = Array(repeating: "4", count: 12).joined(separator: ",")
    private static let heads = Array(repeating: "3", count: 12).joined(separator: ",")
    private static let whole = "depth=12 embedding=192 mlp_ratio=\(ratios) heads=\(heads)"
    private static let worker = Package.root.appending(
        path: "pipeline/examples/evaluators/autoformer_latency.py"
    ).path

    private func question(
        _ id: String, _ cell: String = whole, space: String = "autoformer-tiny",
        value: String = "accuracy_percent"
    ) -> String {
        #"{"schema":"measure/1","cell":"\#(cell)","id":"\#(id)","space":"\#(space)","values":["\#(value)"]}"#
            + "\n"
    }

    private func answers(_ ending: Ending) throws -> [[String: Any]] {
        try ending.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test func anArchitectureIsExportedByItsWrittenForm() throws {
        let workplace = try Workplace()
        let ending = try run(
            "pelnas", "export", "--space", "autoformer-tiny", "--cell", Self.cell, "--format", "onnx",
            "--image-size", "32", "--batch", "1", "--compact", "--into", "o", in: workplace.url)
        #expect(ending.code == 0, "\(ending.errors)")
        let path = ending.output.trimmingCharacters(in: .newlines)
        #expect(path.wholeMatch(of: /o\/autoformer-tiny-1x192-[0-9a-f]{16}\.onnx/) != nil, "\(path)")
        let bytes = try Data(contentsOf: workplace.url.appending(path: path))
        #expect(bytes.range(of: Data(Self.cell.utf8)) != nil && bytes.count < 100_000)
        #expect(ending.errors.contains("not trained"))
    }

    @Test(arguments: [
        (["--space", "vit"], "'vit' is none of autoformer-tiny"),
        (["--space", "autoformer-tiny", "--cell", "depth=1"], "mlp_ratio: '', it is missing"),
        (["--space", "autoformer-tiny", "--image-size", "100"], "--image-size: image size: '100'"),
        (["--space", "autoformer-tiny", "--live"], "--space goes with --cell"),
        (["--space", "autoformer-tiny", "--format", "csv"], "--format onnx into a folder"),
        (["--dataset", "cifar10", "--compact"], "name their --space"),
    ]) func optionsThatDoNotFitAreRefused(_ options: [String], _ message: String) throws {
        let workplace = try Workplace()
        var arguments = ["pelnas", "export", "--into", "o"] + options
        if !options.contains("--format") { arguments += ["--format", "onnx"] }
        if options.count(where: { $0 == "--cell" }) == 0 { arguments += ["--cell", Self.cell] }
        let ending = try RunningCommand(arguments, in: workplace.url).wait()
        #expect(ending.code == 64 && ending.errors.contains(message), "\(ending)")
        #expect(!workplace.exists("o"))
    }

    @Test(arguments: ["tiny", "small", "base"])
    func theModelsThatShipAnswerAlikeEachTime(_ space: String) throws {
        let name = "autoformer-\(space)"
        let workplace = try Workplace()
        let input = (0..<300).map { question("q\($0)", space: name) }.joined()
        let once = try run("predict", "--space", name, in: workplace.url, input: input)
        #expect(once.code == 0 && once.errors.isEmpty, "\(once.errors)")
        let answers = try answers(once)
        #expect(answers.map { $0["id"] as? String } == (0..<300).map { "q\($0)" })
        let values = Set(answers.compactMap { $0["accuracy_percent"] as? Double })
        #expect(values.count == 1 && (70...85).contains(values.first ?? 0))
        let model = Package.root.appending(path: "data/surrogates/accuracy-\(name).ubj").path
        let again = try run(
            "predict", "--space", name, "--model", model, "--threads", "2", in: workplace.url, input: input)
        #expect(again.output == once.output)
    }

    @Test func whatCannotBePredictedIsAnsweredWithItsReason() throws {
        let workplace = try Workplace()
        let input =
            question("a", "depth=1 embedding=x mlp_ratio=4 heads=3") + question("b", space: "autoformer-base")
            + question("c", value: "latency_ms") + question("d")
        let ending = try run("predict", "--space", "autoformer-tiny", in: workplace.url, input: input)
        let answers = try answers(ending)
        #expect(ending.code == 0 && answers.count == 4)
        let reasons = answers.map { $0["error"] as? String ?? "" }
        #expect(reasons[0].contains("embedding") && reasons[1].contains("the model is of autoformer-tiny"))
        #expect(reasons[2].contains("latency_ms") && answers[3]["accuracy_percent"] is Double)
    }

    @Test func whatIsNoQuestionEndsIt() throws {
        let workplace = try Workplace()
        let bad = try run(
            "predict", "--space", "autoformer-tiny", in: workplace.url, input: question("a") + "{}\n")
        #expect(bad.code == 65 && bad.errors.contains("standard input:2"), "\(bad)")
        let nowhere = try run(
            "predict", "--space", "autoformer-tiny", "--model", "no.ubj", in: workplace.url)
        #expect(nowhere.code == 66, "\(nowhere)")
        try workplace.write("nothing", to: "bad.ubj")
        let noModel = try run(
            "predict", "--space", "autoformer-tiny", "--model", "bad.ubj", in: workplace.url)
        #expect(noModel.code == 65 && noModel.errors.contains("bad.ubj"), "\(noModel)")
        #expect(try run("predict", "--space", "cells", in: workplace.url).code == 64)
    }

    private static let subnets = "\(RealTables.folder)/autoformer/subnets.jsonl"

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: subnets),
            "AutoFormer's subnets are not on this machine"))
    func theModelsThatShipAreMadeAgainByteForByte() throws {
        let workplace = try Workplace()
        let ending = try run("pelnas", "fit", "--subnets", Self.subnets, "--into", "o", in: workplace.url)
        #expect(ending.code == 0, "\(ending.errors)")
        for space in ["tiny", "small", "base"] {
            for suffix in ["jsonl", "ubj"] {
                let name = "accuracy-autoformer-\(space).\(suffix)"
                let shipped = try Data(contentsOf: Package.root.appending(path: "data/surrogates/\(name)"))
                let made = try Data(contentsOf: workplace.url.appending(path: "o/\(name)"))
                #expect(made == shipped, "\(name)")
            }
        }
    }

    @Test func aBadSubnetIsToldWithItsLineAndField() throws {
        let workplace = try Workplace()
        try workplace.write(#"{"space":"tiny","depth":1,"embed_dim":"wide"}"# + "\n", to: "bad.jsonl")
        let ending = try run("pelnas", "fit", "--subnets", "bad.jsonl", "--into", "o", in: workplace.url)
        #expect(ending.code == 65, "\(ending)")
        #expect(ending.errors.contains("bad.jsonl:1: embed_dim is \"wide\", expected a whole number"))
        #expect(try run("pelnas", "fit", "--into", "o", in: workplace.url).code == 64)
    }

    @Test(.enabled(if: SecondOpinion.has("onnxruntime"), "python3 with onnxruntime is not there"))
    func onnxruntimeMeasuresThem() throws {
        let workplace = try Workplace()
        let input =
            question("a", Self.cell, value: "latency_ms") + question("b", "depth=1", value: "latency_ms")
            + question("c", Self.cell, value: "latency_ms")
        let ending = try run(
            "python3", Self.worker, "--image-size", "32", "--repeats", "4", "--warm-up", "1", "--cache",
            "kept",
            in: workplace.url, input: input)
        #expect(ending.code == 0 && ending.errors.isEmpty, "\(ending.errors)")
        let answers = try answers(ending)
        #expect(answers.count == 3 && (answers[1]["error"] as? String)?.contains("mlp_ratio") == true)
        for answer in [answers[0], answers[2]] {
            let samples = try #require(answer["latency_ms"] as? [Double])
            #expect(samples.count == 4 && samples.allSatisfy { $0 > 0 })
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: workplace.path("kept")).count == 1)
    }

    @Test(.enabled(if: Tool.isThere("python3"), "python3 is not there"))
    func withoutOnnxruntimeItSaysWhatToInstall() throws {
        let workplace = try Workplace()
        try workplace.write("raise ImportError('No module named onnxruntime')\n", to: "fake/onnxruntime.py")
        let ending = try run(
            "python3", Self.worker, in: workplace.url,
            environment: ["PYTHONPATH": workplace.path("fake")])
        #expect(ending.code == 69 && ending.errors.contains("pip install onnxruntime"), "\(ending)")
    }
}
