internal import Files

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The program that runs: where it lies, and what identifies it in the journal.
public enum Program {
    public static let version = "0.1.0"

    /// What a program says to `--version`: "fit 0.1.0 (XGBoost 1.7.4)".
    public static func versionLine(_ name: String, libraries: String? = nil) -> String {
        "\(name) \(version)" + (libraries.map { " (\($0))" } ?? "")
    }

    /// The running executable's path, symbolic links resolved.
    public static func path() -> String {
        #if os(Linux)
            let candidate = "/proc/self/exe"
        #else
            var size: UInt32 = 0
            _NSGetExecutablePath(nil, &size)
            var buffer = [CChar](repeating: 0, count: Int(size) + 1)
            _NSGetExecutablePath(&buffer, &size)
            let candidate = String(cString: buffer)
        #endif
        guard let resolved = realpath(candidate, nil) else { return candidate }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// What identifies this build of the running program by content.
    public static func identity() throws -> String { try identity(of: path()) }

    public static func identity(of executable: String) throws -> String {
        try ProgramIdentity.of(executable: executable)
    }

    /// Where a folder of what ships lies: below the environment's `PELNAS_DATA`; installed, in
    /// `../share/pelnas` or `../../share/pelnas`; in a checkout, in its `data`. Nil where it is nowhere.
    public static func dataPath(_ name: String) -> String? {
        if let folder = Environment.variables["PELNAS_DATA"], !folder.isEmpty {
            return FileSystem.isDirectory("\(folder)/\(name)") ? "\(folder)/\(name)" : nil
        }
        let own = FileSystem.directory(of: path())
        for place in ["\(own)/../share/pelnas/\(name)", "\(own)/../../share/pelnas/\(name)"]
        where FileSystem.isDirectory(place) { return FileSystem.resolved(place) }
        var above = own
        while above != "/", above != "." {
            let isCheckout = FileSystem.exists("\(above)/Package.swift")
            if isCheckout, FileSystem.isDirectory("\(above)/data/\(name)") { return "\(above)/data/\(name)" }
            above = FileSystem.directory(of: above)
        }
        return nil
    }

    /// Where the stages lie: beside the running executable, or, installed, in `../libexec/pelnas`.
    public static func stagePath(_ name: String) -> String? {
        let directory = FileSystem.directory(of: path())
        let places = [
            "\(directory)/\(name)", "\(FileSystem.directory(of: directory))/libexec/pelnas/\(name)",
        ]
        return places.first { access($0, X_OK) == 0 }
    }
}
