#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The released benchmark tables, where this machine has them: in the folder that the environment variable
/// PELNAS_TABLES names, else in `../shared/data` beside the checkout. They are never committed, so tests
/// that need them say when they are skipped.
public enum RealTables {
    public static let folder: String = {
        if let named = getenv("PELNAS_TABLES") { return String(cString: named) }
        // This file stands three folders below the checkout's own parent.
        return #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined() + "/shared/data"
    }()

    public static let areThere = access(folder + "/nas-bench-201/accuracy.csv", R_OK) == 0

    public static let absence =
        "the benchmark tables are not on this machine: name their folder in PELNAS_TABLES"
}
