internal import Files
internal import PipelineFile
internal import StageKit

/// Where a workflow lies and where its commands are run: the same on every machine that shares the folder.
public struct WorkflowPlace: Sendable {
    /// Where commands are run, absolute: what the pipeline file names begins there.
    let folder: String
    /// The workflow's own folder, as it was named there.
    public let path: String
    /// The driver, and the folder of the stages.
    let pelnas: String
    let stages: String
    /// What `${NAME}` stood for in the files it is made of.
    let variables: [(name: String, value: String)]
    /// The command that makes the workflow.
    let command: String

    /// `texts` are those in which variables may stand. Throws code 66 where the stages are not installed.
    public init(path: String, command: [String], texts: [String]) throws {
        folder = FileSystem.absolute(".").removingTrailingDot
        self.path = path
        self.command = ShellWord.joined(command)
        pelnas = Program.path()
        guard let stage = Program.stagePath(StageContract.evaluate.name) else {
            throw StageFailure(
                .missingInput, "the stages do not lie beside pelnas or in ../libexec/pelnas: is it installed?"
            )
        }
        stages = FileSystem.directory(of: stage)
        let environment = Environment.variables
        let names = Set(texts.flatMap(Self.names)).union(["PELNAS_DATA"])
        variables = names.sorted().compactMap { name in environment[name].map { (name, $0) } }
        for path in [path, folder] where path.contains(where: { "{}\n\"".contains($0) }) {
            throw StageFailure(.usage, "\(path): a workflow's path may not have braces, quotes or newlines")
        }
    }

    /// The variables that a text names, comments apart. One that holds a secret by its name is left to the
    /// environment of whoever runs the workflow.
    static func names(in text: String) -> [String] {
        text.split(separator: "\n").filter { !$0.drop(while: \.isWhitespace).hasPrefix("#") }.flatMap {
            line in
            line.split(separator: "${", omittingEmptySubsequences: false).dropFirst().compactMap { part in
                let name = part.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
                let isSecret = ["KEY", "TOKEN", "SECRET", "PASS"].contains { name.uppercased().contains($0) }
                return name.isEmpty || isSecret ? nil : String(name)
            }
        }
    }
}

/// A file of a workflow's folder.
public struct WorkflowFile: Sendable {
    public var name: String
    public var text: String
}

extension String {
    fileprivate var removingTrailingDot: String { hasSuffix("/.") ? String(dropLast(2)) : self }
}
