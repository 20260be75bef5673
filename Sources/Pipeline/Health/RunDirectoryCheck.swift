internal import Files
internal import LanguageModel
internal import StageKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Whether a search can be written where it is to be, and what stands there already.
struct RunDirectoryCheck {
    /// A search takes about ten megabytes, with a model some more.
    private static let (scarce, tooLittle) = (200 << 20, 20 << 20)

    private(set) var findings: [Finding] = []

    /// `isNamed`: it is a run directory or is to be one, not just the folder that runs are made in.
    init(path: String, isNamed: Bool) {
        let shown = PlainText.oneLine(path, limit: 200)
        // The folder itself, or the nearest above it that there is.
        var place = FileSystem.absolute(path)
        while !FileSystem.exists(place), place != "/" { place = FileSystem.directory(of: place) }
        let name = isNamed ? "run directory" : "folder"
        guard FileSystem.isDirectory(place) else {
            add(.trouble, name, "\(PlainText.oneLine(place, limit: 200)) is no folder", "name another")
            return
        }
        guard access(place, W_OK | X_OK) == 0 else {
            add(
                .trouble, name, "\(PlainText.oneLine(place, limit: 200)) is not writable",
                "name another with --run-dir, or ask its owner")
            return
        }
        if FileSystem.isDirectory(path) {
            if isNamed {
                addRun(RunDirectory(path: path), shown)
            } else {
                add(.ok, name, "\(shown) is writable")
            }
            addLock(path, isNamed: isNamed)
        } else {
            add(.ok, name, "\(shown) will be made")
        }
        addSpace(place)
    }

    private mutating func add(
        _ verdict: Finding.Verdict, _ check: String, _ found: String, _ advice: String? = nil
    ) {
        findings.append(Finding(verdict, check, found, advice))
    }

    private mutating func addRun(_ run: RunDirectory, _ shown: String) {
        let isRun = FileSystem.exists(run.path(RunDirectory.settingsName))
        guard isRun || FileSystem.names(in: run.root).isEmpty else {
            return add(
                .hint, "run directory", "\(shown) holds files, and no run", "name an empty or a new folder")
        }
        add(.ok, "run directory", isRun ? "\(shown) holds a run" : "\(shown) is empty")
        guard FileSystem.exists(run.journal.path) else { return }
        do {
            let records = try run.journal.records()
            let bytes = try FileSystem.read(run.journal.path)
            if bytes.isEmpty || bytes.last == UInt8(ascii: "\n") {
                add(.ok, "journal", "\(records.count) executions")
            } else {
                add(
                    .hint, "journal", "\(records.count) executions, and a line that was cut off",
                    "the next run mends it")
            }
        } catch {
            add(
                .trouble, "journal", PlainText.oneLine("\(error)", limit: 300),
                "remove the bad line, or start in a new folder")
        }
    }

    /// Whether the file system has locks at all, and whether one is held.
    private mutating func addLock(_ path: String, isNamed: Bool) {
        let opened = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { return }
        defer { close(opened) }
        if flock(opened, LOCK_SH | LOCK_NB) == 0 {
            if isNamed { add(.ok, "lock", "no run is writing here") }
        } else if errno == EWOULDBLOCK {
            add(.hint, "lock", "a run is writing here now", "another would leave with exit code 75")
        } else {
            add(
                .trouble, "lock", "no lock can be had here: \(String(cString: strerror(errno)))",
                "runs need a file system with flock; name another folder")
        }
    }

    private mutating func addSpace(_ place: String) {
        var space = statvfs()
        if statvfs(place, &space) == 0 {
            let bytes = Double(space.f_bavail) * Double(space.f_frsize)
            let text = Self.size(bytes) + " free"
            if bytes < Double(Self.tooLittle) {
                add(.trouble, "disk", text, "a search needs \(Self.size(Double(Self.tooLittle)))")
            } else if bytes < Double(Self.scarce) {
                add(.hint, "disk", text, "enough for a few searches")
            } else {
                add(.ok, "disk", text)
            }
        }
        if let network = NetworkFileSystem.kind(of: place) {
            add(
                .hint, "file system", network,
                "locks hold as far as the mount forwards flock; let one machine at a time write a run")
        }
    }

    private static func size(_ bytes: Double) -> String {
        let gigabyte = 1e9
        return bytes >= gigabyte
            ? "\(TextTable.decimal(bytes / gigabyte, 1)) GB" : "\(TextTable.decimal(bytes / 1e6, 0)) MB"
    }
}
