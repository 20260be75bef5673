import ArgumentParser
import Files
import Records
import StageKit

struct Schemas: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the JSON Schema of every kind of record, or writes them into a folder.",
        discussion: """
            Example:
              pelnas schemas --into schemas
            """)

    @Option(
        help: ArgumentHelp("The folder to write NAME-VERSION.json files into.", valueName: "dir"),
        completion: .directory)
    var into: String?

    func run() throws {
        try reporting {
            guard into?.isEmpty != true else { throw StageFailure(.usage, "--into: the path is empty") }
            for schema in RecordCatalogue.schemas {
                let text = schema.jsonSchema.text + "\n"
                guard let into else {
                    try StandardStreams.write(text)
                    continue
                }
                try FileSystem.makeDirectory(into)
                let name = String(schema.name.map { $0 == "/" ? "-" : $0 })
                try AtomicFile.publish(Array(text.utf8), to: "\(into)/\(name).json")
            }
        }
    }
}
