import Benchmarks
import Records
import Spaces
import StageKit

/// Reading and writing 15,625 lines of JSONL: as plain JSON of 30 members, and as a stage's records.
func recordFigures() -> [MeasurementGroup] {
    let plain = "15,625 lines of a cell and 29 numbers of seven digits"
    let evaluations = "15,625 evaluations, checked against their schema"
    return [
        MeasurementGroup(
            [
                Measurement(timing: "jsonl/read-30-fields", .milliseconds, plain) {
                    let text = bytes(of: plainRecords())
                    return { Double(try count(text)) }
                },
                Measurement(timing: "jsonl/write-30-fields", .milliseconds, plain) {
                    let records = plainRecords()
                    return { Double(bytes(of: records).count) }
                },
                Measurement(timing: "jsonl/read-evaluations", .milliseconds, evaluations) {
                    let text = JSONLines.bytes(of: evaluationRecords())
                    return {
                        Double(try JSONLines.read(EvaluationRecord.self, from: text, file: "bench").count)
                    }
                },
                Measurement(timing: "jsonl/write-evaluations", .milliseconds, "15,625 evaluations") {
                    let records = evaluationRecords()
                    return { Double(JSONLines.bytes(of: records).count) }
                },
            ], seconds: 5, mostRounds: 15)
    ]
}

private func count(_ text: [UInt8]) throws -> Int {
    var members = 0
    try text.withUnsafeBytes { bytes in
        try JSONLines.forEach(in: bytes, file: "bench") { _, value in members += value.members?.count ?? 0 }
    }
    return members
}

private func bytes(of records: [JSON]) -> [UInt8] {
    var writer = JSONWriter(reserving: records.count * 640)
    for record in records {
        writer.write(record)
        writer.endLine()
    }
    return writer.bytes
}

/// What the benchmarks know of each cell, in the order of their columns: 29 numbers beside the cell.
private func plainRecords() -> [JSON] {
    var random = RandomStream(seed: 1, "bench", "records")
    let names = TableKind.allCases.flatMap(\.columns)
    return Cell.all.map { cell in
        JSON(
            object: [("cell", .string(cell.description))]
                + names.map { ($0, .number(Double(random.below(10_000_000)) / 1e5)) })
    }
}

private func evaluationRecords() -> [EvaluationRecord] {
    var random = RandomStream(seed: 1, "bench", "evaluations")
    return Cell.all.map { cell in
        let number = Int(cell.code)
        return EvaluationRecord(
            candidate: CandidateRecord(
                id: CandidateRecord.id(generation: 1, niche: "S2", number: number), generation: 1,
                niche: "S2",
                cell: cell.description, operation: "crossover", parents: [cell.description, cell.description]),
            accuracyPercent: Double(random.below(100_000)) / 1e3,
            accuracySource: "xgboost zero-cost+structure",
            latencyMilliseconds: Double(random.below(10_000_000)) / 1e5, latencySource: "table",
            flopsMillions: cell.flopsMillions(on: .cifar10),
            paramsMillions: cell.paramsMillions(on: .cifar10),
            isTrainingCell: number % 16 == 0)
    }
}
