import ArgumentParser
import Files
import Manual
import Records
import StageKit

/// For `make install`: writes the pages of the manual, from what the programs say of themselves.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Writes the manual, a page for each command and program, into a folder.",
        shouldDisplay: false)

    @Option(
        help: ArgumentHelp("The folder for the pages.", valueName: "dir"), completion: .directory)
    var into: String

    func run() throws {
        try reporting {
            guard !into.isEmpty else { throw StageFailure(.usage, "--into: the path is empty") }
            let programs = StageContract.all.map(\.name) + ["ask"]
            let driver = try Self.description(of: "pelnas", at: Program.path())
            let others = try programs.map { name in
                guard let path = Program.stagePath(name) else {
                    throw StageFailure(.missingInput, "the program '\(name)' does not lie with pelnas")
                }
                return try Self.description(of: name, at: path)
            }
            let date = Self.date
            let pages = (driver.all + others).map {
                ManualPage(
                    $0, driver: driver, programs: programs, version: Program.version, date: date)
            }
            guard Set(pages.map(\.name)).count == pages.count else {
                throw StageFailure(.software, "a command and a program have the same name")
            }
            try FileSystem.makeDirectory(into)
            for page in pages {
                try AtomicFile.publish(Array(page.text.utf8), to: "\(into)/\(page.fileName)")
            }
            StandardStreams.tell("pelnas: \(pages.count) pages in \(into)")
        }
    }

    private static func description(of name: String, at path: String) throws -> CommandDescription {
        let process = try CapturedProcess([path, "--experimental-dump-help"], keepsErrors: false)
        let outcome = try process.finish(within: 60)
        guard outcome.ending == .exited(0),
            let description = CommandDescription(dump: try JSONParser.parse(outcome.output))
        else { throw StageFailure(.software, "\(path): cannot tell what it does") }
        return description
    }

    /// Today's; SOURCE_DATE_EPOCH stands in for it (reproducible-builds.org).
    private static var date: String {
        Clock.longDate(secondsSince1970: Environment.variables["SOURCE_DATE_EPOCH"].flatMap { Int($0) })
    }
}
