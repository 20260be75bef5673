import Foundation
import Spaces

@testable import Benchmarks

/// A folder that is gone when the test is.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "benchmarks-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path).appendingPathComponent(name)))
    }
}

/// Python, which writes the pickles that ours must read.
enum Python {
    static let hasNumPy = (try? run("import numpy", [])) == 0
    static let absence = "python3 with numpy is not there"

    struct Failure: Error {
        var status: Int32
    }

    @discardableResult
    static func run(_ script: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return 0
    }
}

extension Cell {
    /// A cell that is sure to exist, for tests: any number will do.
    static func number(_ code: Int) -> Cell { Cell(code: code % Cell.count) ?? all[0] }
}

/// What a reading of benchmark data was refused with; nil where it was not.
func refusal(_ body: () throws -> Void) -> BenchmarkError? {
    do {
        try body()
        return nil
    } catch {
        return error as? BenchmarkError
    }
}

func message(_ body: () throws -> Void) -> String { refusal(body)?.description ?? "no error" }
