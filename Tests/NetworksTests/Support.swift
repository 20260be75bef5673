import Foundation
import Records
import Spaces

@testable import Networks

extension Cell {
    /// A cell that is sure to exist, for tests: any number will do.
    static func number(_ code: Int) -> Cell { Cell(code: code % Cell.count) ?? all[0] }

    static func filled(_ operation: Spaces.Operation) -> Cell {
        Cell(Array(repeating: operation, count: Cell.edgeCount)) ?? all[0]
    }

    static let convolutions = filled(.convolution3x3)
}

extension CandidateRecord {
    static func named(_ id: String, _ cell: Cell = .convolutions, niche: String = "S2") -> CandidateRecord {
        CandidateRecord(id: id, generation: 3, niche: niche, cell: cell.description, operation: "mutation")
    }
}

extension EvaluationRecord {
    static func of(_ candidate: CandidateRecord, latency: Double? = 2.5) -> EvaluationRecord {
        EvaluationRecord(
            candidate: candidate, accuracyPercent: 93.25, accuracySource: "zero-cost+structure",
            latencyMilliseconds: latency, latencySource: "table", flopsMillions: 1, paramsMillions: 1,
            isTrainingCell: false)
    }
}

/// A folder that is gone when the test is.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "networks-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path).appendingPathComponent(name))
    }
}

/// Python, whose tools read what we write.
enum Python {
    static let hasONNX = (try? run(["-c", "import numpy, onnx, onnxruntime"]).status) == 0
    static let absence = "python3 with onnx and onnxruntime is not there: pip install onnx onnxruntime"

    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
