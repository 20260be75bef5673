import Measurement
import PipelineFile
import Records
import Spaces
import StageKit

/// The run's predictor, asked about cells whose proxies nobody knew when it was fit: the companion program computes
/// them and predicts. This stage starts in milliseconds, and links neither XGBoost nor a network.
struct AskedPredictor {
    private let context: StageContext

    init(_ context: StageContext) { self.context = context }

    /// Percent. Throws where the companion fails, whose words are on standard error.
    func accuracies(of cells: [Cell]) throws -> [Cell: Double] {
        let model = PredictorFile.model.text
        try context.ensure(model, madeBy: .fit)
        try context.withFile(model) { _ in }
        var seen: Set<Cell> = []
        let asked = cells.filter { seen.insert($0).inserted }
        guard !asked.isEmpty else { return [:] }
        guard let program = Program.stagePath("predict") else {
            throw StageFailure(
                .missingInput, "the program 'predict', which the run's predictor is asked by, is missing")
        }
        let companion = try Companion([program] + arguments(model))
        for (number, cell) in asked.enumerated() { try companion.send(question(number, cell)) }
        companion.finishInput()
        var accuracies: [Cell: Double] = [:]
        while let line = try companion.nextLine() {
            let answer = try JSONParser.parse(line)
            guard let number = answer["id"]?.string.flatMap(Int.init), asked.indices.contains(number),
                let accuracy = answer[Quantity.accuracy]?.number
            else {
                throw StageFailure(
                    .software,
                    "predict answered what is no answer: \(String(decoding: line.prefix(200), as: UTF8.self))"
                )
            }
            accuracies[asked[number]] = accuracy
        }
        let ending = try companion.wait()
        guard ending == .exited(0), accuracies.count == asked.count else {
            throw StageFailure(
                ending == .exited(0) ? .software : ExitCode(rawValue: ending.code) ?? .failed,
                "predict answered for \(accuracies.count) of \(asked.count) cells; what it computed is kept")
        }
        return accuracies
    }

    private func arguments(_ model: String) -> [String] {
        let settings = context.settings
        let folder = context.run.path(ProxyRecord.folder)
        return [
            "--space", settings.space.name, "--model", context.run.path(model), "--threads",
            "\(context.jobs)",
            "--dataset", settings.target.dataset.rawValue, "--proxies", folder,
        ]
            + (settings.data.images.map { ["--images", $0] } ?? [])
            + (settings.data.proxies.map { ["--proxies", $0] } ?? [])
            + (context.mayWrite
                ? ["--keep", context.run.path(context.own("\(ProxyRecord.folder)/\(ProxyRecord.fileName)"))]
                : [])
    }

    private func question(_ number: Int, _ cell: Cell) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(members: [
            .init("cell", .string(cell.description)), .init("id", .string("\(number)")),
            .init("schema", .string(MeasureRequest.schemaName)),
            .init("space", .string(context.settings.space.name)),
            .init("values", JSON([Quantity.accuracy])),
        ])
        writer.endLine()
        return writer.bytes
    }
}
