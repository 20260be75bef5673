import Foundation
import Predictions
import Prompts
import Spaces
import Surrogate

/// Models that XGBoost reads, tables of predictions, and prompts' templates.
func modelTargets(_ scratch: ScratchFile) throws -> [FuzzTarget] {
    var random = RandomStream(seed: 3, "fuzz", "model")
    let matrix = try FeatureMatrix(
        names: ["a", "b", "c"], values: (0..<120).map { _ in Float(random.unit()) })
    let labels = (0..<40).map { Float($0 % 7) }
    let model = try XGBoostModel.train(
        matrix, labels: labels, parameters: XGBoostParameters(depth: 2, rounds: 2)
    ).ubj()
    let table = try PredictionTable.encode((0..<Cell.count).map { Double($0) }, training: [1, 2, 3])
    let templates = try PackageFiles.names(in: "stages/prompt/templates", ending: ".mustache")
    let texts = try Dictionary(
        uniqueKeysWithValues: templates.map {
            ($0, String(decoding: try PackageFiles.read("stages/prompt/templates/\($0)"), as: UTF8.self))
        })
    return [
        FuzzTarget(
            "model/surrogate", samples: [model],
            words: [
                "{", "}", "[", "]", "[$l#L", "[$d#L", "{L", "SL", "Z", "T", "F", "i", "U", "I", "l", "L", "d",
                "D", "C", "N", "#", "$",
                "\0\0\0\0\0\0\0\u{4}", "learner", "trees", "left_children", "num_feature", "gbtree",
                "reg:squarederror", "tree_param",
                "split_indices", "num_nodes", "categories",
            ]
        ) { bytes in
            let read = try XGBoostModel(ubj: bytes)
            // Of other columns, it is refused; no value of three is beyond it.
            let count = try read.predict(matrix).count
            guard count == matrix.rows else { throw Misbehaviour("\(count) predictions of \(matrix.rows)") }
        },
        FuzzTarget("model/predictions", samples: [table], words: ["PELNPRED", "\0\0\0\0"]) { bytes in
            let read = try PredictionTable(path: try scratch.holding(bytes, "a.predictions"))
            _ = read[Cell.all[9]]
            _ = read.wasFit(on: Cell.all[9])
        },
        FuzzTarget(
            "model/template", samples: texts.values.sorted().map { Array($0.utf8) },
            words: [
                "{{", "}}", "{{{", "{{#", "{{^", "{{/", "{{>", "{{!", "{{=<% %>=}}", "{{.}}", "{{&", "{{$",
                "{{<", "children", "niche", "\n", " ",
            ]
        ) { bytes in
            for name in ["children.mustache", "niche.mustache"] {
                _ = try PromptTemplates(
                    texts: texts.merging([name: String(decoding: bytes, as: UTF8.self)]) { $1 })
            }
        },
    ]
}
