internal import Foundation

/// What Python's libraries make of the same numbers: a second opinion by people who know nothing of us.
public enum SecondOpinion {
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// Whether python3 can import all of these.
    public static func has(_ modules: String...) -> Bool {
        (try? numbers(modules.map { "import \($0)" }.joined(separator: "\n"), of: "0")) != nil
    }

    /// Runs a script that finds the input as `data`, and answers by `tell(numbers)`, a line each time.
    ///
    /// - Parameters:
    ///   - script: Python.
    ///   - input: JSON. An array of finite numbers, or of such arrays, is JSON by its `description`.
    /// - Returns: the lines; infinities and NaN come through.
    /// - Throws: `Failure` when the script fails or writes what is no number; what starting it throws.
    public static func numbers(_ script: String, of input: String) throws -> [[Double]] {
        // By a file, so that neither side waits for the other to drain a pipe.
        let file = URL(fileURLWithPath: NSTemporaryDirectory() + "opinion-\(UUID().uuidString).json")
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", prelude + script]
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "python3 ended with \(process.terminationStatus)")
        }
        return try String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
            try line.split(separator: " ").map { word in
                guard let number = Double(String(word)) else {
                    throw Failure(description: "python3 wrote \(word), not a number")
                }
                return number
            }
        }
    }

    private static let prelude = """
        import json, sys, warnings
        warnings.simplefilter("ignore")
        data = json.load(sys.stdin)
        def tell(numbers): print(" ".join(["%r" % float(n) for n in numbers]))

        """
}
