public import Foundation
public import Testing

/// The package and what was built of it.
public enum Package {
    /// The package's own folder: this file stands three below it.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Where the built executables lie: beside the running test bundle, or where PELNAS_PRODUCTS says.
    public static let products: URL = {
        if let named = ProcessInfo.processInfo.environment["PELNAS_PRODUCTS"] { return URL(filePath: named) }
        let running = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return FileManager.default.fileExists(atPath: running.path)
            ? running.deletingLastPathComponent()
            : Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
                ?? root.appending(path: ".build/debug")
    }()
}

/// The released benchmark tables, where this machine has them.
public enum RealTables {
    public static let folder =
        ProcessInfo.processInfo.environment["PELNAS_TABLES"] ?? Package.root.path + "/../shared/data"

    public static let areThere = FileManager.default.fileExists(atPath: folder + "/nas-bench-201/accuracy.csv")

    public static let absence: Testing.Comment = "skipped: no benchmark tables in PELNAS_TABLES or beside the checkout"
}
