internal import Files

/// Where the files lie that define search spaces: those that ship, and the user's own.
public enum SpaceFolder {
    /// A user's own file, which ends in `.yaml` or `.yml`, or one that ships, by its name. Throws code 66 where it
    /// is not there.
    public static func path(of name: String) throws -> String {
        if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            guard FileSystem.exists(name) else {
                throw StageFailure(.missingInput, "space: there is no file \(name)")
            }
            guard !FileSystem.isDirectory(name) else {
                throw StageFailure(.missingInput, "space: \(name) is a folder; expected a space file")
            }
            return name
        }
        guard let folder = Program.dataPath("spaces"), FileSystem.exists("\(folder)/\(name).yaml") else {
            throw StageFailure(
                .missingInput,
                "space: the file of \(name), which ships in data/spaces, is not there: reinstall, or set PELNAS_DATA"
            )
        }
        return "\(folder)/\(name).yaml"
    }
}
