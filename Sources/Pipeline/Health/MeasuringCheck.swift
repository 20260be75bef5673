internal import Files
internal import PipelineFile
internal import StageKit

/// Whether the programs of the user's that measure can be started. None is: what it does then is its own.
enum MeasuringCheck {
    static func findings(_ settings: PipelineSettings) -> [Finding] {
        settings.evaluate.commands.map { quantity, command in
            finding("program for \(quantity)", command.arguments)
        }
    }

    private static func finding(_ check: String, _ arguments: [String]) -> Finding {
        let name = arguments.first ?? ""
        let path = ChildProcess.find(name)
        guard FileSystem.isRegularFile(path) else {
            return Finding(
                .trouble, check,
                name.contains("/") ? "there is no program \(name)" : "\(name) is not on the PATH",
                "install it, or name another in the pipeline file")
        }
        guard ChildProcess.isExecutable(path) else {
            return Finding(.trouble, check, "\(path) may not be executed", "chmod +x it")
        }
        // Its own files are arguments that look like paths; an option's value may be no file yet.
        let scripts = [".py", ".sh", ".pl", ".rb", ".js"]
        let missing = arguments.dropFirst().first { argument in
            scripts.contains(where: argument.hasSuffix) && !FileSystem.exists(argument)
        }
        if let missing {
            return Finding(
                .trouble, check, "there is no file \(missing), seen from here", "start pelnas where it is")
        }
        return Finding(.ok, check, arguments.count > 1 ? "\(path), with \(arguments[1])" : path)
    }
}
