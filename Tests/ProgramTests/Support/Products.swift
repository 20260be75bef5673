import Foundation

/// The package and what was built of it.
enum Package {
    /// The package's own folder: this file stands four below it.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Where the built executables lie: beside the running test bundle, or where PELNAS_PRODUCTS says.
    static let products: URL = {
        if let named = ProcessInfo.processInfo.environment["PELNAS_PRODUCTS"] { return URL(filePath: named) }
        let running = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return FileManager.default.fileExists(atPath: running.path)
            ? running.deletingLastPathComponent()
            : Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
                .deletingLastPathComponent()
                ?? root.appending(path: ".build/debug")
    }()
}
