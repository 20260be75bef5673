import Foundation

/// How a program ended and what it said.
struct Ending: Sendable {
    var code: Int32
    var output: String
    var errors: String
}

/// A program at work, its streams going to files so that no pipe can fill up.
final class RunningCommand {
    private let process = Process()
    private let workplace: Workplace

    /// Starts a program by its path, or by name one of ours or of the PATH. Foundation makes it the leader of a
    /// process group of its own. What it says goes to the terminal, where there is one.
    init(
        _ command: [String], in folder: URL, environment extra: [String: String] = [:], input: String = "",
        terminal: FileHandle? = nil
    ) throws {
        workplace = try Workplace()
        try workplace.write(input, to: "input")
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = "\(Package.products.path):\(environment["PATH"] ?? "")"
        environment["LC_ALL"] = "C.UTF-8"
        // Programs built into a folder elsewhere find no checkout above them.
        environment["PELNAS_DATA"] = Package.root.appending(path: "data").path
        process.environment = environment.merging(extra) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: workplace.url.appending(path: "input"))
        for name in ["output", "errors"] { try workplace.write("", to: name) }
        process.standardOutput =
            try terminal ?? FileHandle(forWritingTo: workplace.url.appending(path: "output"))
        process.standardError =
            try terminal ?? FileHandle(forWritingTo: workplace.url.appending(path: "errors"))
        try process.run()
    }

    var identifier: Int32 { process.processIdentifier }

    /// What it has written to its output so far.
    var outputSoFar: String { (try? workplace.read("output")) ?? "" }

    func wait() throws -> Ending {
        process.waitUntilExit()
        let code =
            process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        return Ending(code: code, output: try workplace.read("output"), errors: try workplace.read("errors"))
    }
}

/// Runs a program to its end.
func run(
    _ command: String..., in folder: URL, environment: [String: String] = [:], input: String = ""
) throws -> Ending {
    try RunningCommand(command, in: folder, environment: environment, input: input).wait()
}
