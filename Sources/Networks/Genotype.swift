public import Records
internal import Spaces

/// A cell as JSON from which NAS-Bench-201's own code, or NATS-Bench's, builds its network:
///
///     g = json.load(open("g03-S2-c1.json"))
///     n = g["network"]
///     network = TinyNetwork(n["C"], n["N"], CellStructure(g["nodes"]), n["num_classes"])
///
/// with `CellStructure` from `xautodl.models` and `TinyNetwork` from `xautodl.models.cell_infers` (AutoDL-Projects).
/// `nodes` holds, for nodes 1 to 3, a pair for each edge into it: the operation and the node it comes from.
public enum Genotype {
    public static let format = "nas-bench-201/cell"

    public static func json(_ exported: ExportedCell) -> JSON {
        let cell = exported.cell
        let side = exported.dataset.side
        let nodes = (1...3).map { target in
            JSON.array(
                Cell.edges.enumerated().filter { $0.element.target == target }.map { edge, ends in
                    .array([.string(cell[edge].name), .integer(ends.source)])
                })
        }
        return JSON(object: [
            ("format", .string(format)),
            ("id", JSON(exported.candidate?.id)),
            ("niche", JSON(exported.candidate?.niche)),
            ("generation", JSON(exported.candidate?.generation)),
            ("arch_str", .string(cell.description)),
            ("nats_bench_index", .integer(cell.natsBenchIndex)),
            ("nodes", .array(nodes)),
            (
                "network",
                JSON(object: [
                    ("name", .string("infer.tiny")), ("C", .integer(16)), ("N", .integer(5)),
                    ("dataset", .string(exported.dataset.rawValue)),
                    ("num_classes", .integer(exported.dataset.classes)),
                    ("input", .array([.integer(1), .integer(3), .integer(side), .integer(side)])),
                ])
            ),
            ("objectives", objectives(exported)),
        ])
    }

    /// Each value beside the word for where it comes from; null where the run has none.
    private static func objectives(_ exported: ExportedCell) -> JSON {
        let evaluation = exported.evaluation
        return JSON(object: [
            ("accuracy_percent", JSON(evaluation?.accuracyPercent)),
            ("accuracy_source", JSON(evaluation?.accuracySource)),
            ("training_cell", JSON(evaluation?.isTrainingCell)),
            ("latency_ms", JSON(evaluation?.latencyMilliseconds)),
            ("latency_source", JSON(evaluation?.latencySource)),
            ("true_accuracy_percent", JSON(exported.truth?.trueAccuracyPercent)),
            ("true_latency_ms", JSON(exported.truth?.trueLatencyMilliseconds)),
            ("reference", JSON(exported.truth?.reference.rawValue)),
            ("on_reference_front", JSON(exported.truth?.isOnReferenceFront)),
            ("flops_m", JSON(exported.flopsMillions)),
            ("params_m", JSON(exported.paramsMillions)),
        ])
    }
}
