internal import Files
public import StageKit

/// What may be removed from a run directory.
public struct Cleaning {
    /// Files within the run directory, sorted.
    public let files: [String]

    /// What no step of the plan writes: files left aside by a crash, generations beyond the last. With
    /// `everything`, all that the pipeline can make again, and its history; the pipeline file and the
    /// settings stay, and, unless `answers` says otherwise, what cannot be had again for nothing: a model's
    /// answers, the ledger of what they took, what was measured, and proxies that took long to compute.
    public init(run: RunDirectory, plan: Plan, everything: Bool, answers: Bool) {
        let written = Set(plan.steps.flatMap(\.writes))
        files = RunFiles.all(in: run).filter { path in
            if [RunDirectory.pipelineName, RunDirectory.settingsName].contains(path) { return false }
            if path == Ledger.fileName || RunFiles.isExchange(path) || RunFiles.isBatchState(path)
                || RunFiles.isMeasurement(path) || RunFiles.isProxies(path)
            {
                return answers
            }
            return everything || (!written.contains(path) && !RunFiles.isOwn(path))
        }
    }

    /// How long ago a file of the run was written last, by their modification times; nil where there is none.
    public static func secondsSinceLastWrite(in run: RunDirectory) -> Double? {
        let times = RunFiles.all(in: run).compactMap { FileSystem.modificationTime(of: run.path($0)) }
        return times.max().map { Clock.secondsSince1970() - Double($0) }
    }

    /// Removes them, and directories that are empty then. Call with the run lock held.
    public func perform(in run: RunDirectory) throws {
        for file in files { try FileSystem.remove(run.path(file)) }
        let directories = Set(files.map(FileSystem.directory)).subtracting(["."])
        for directory in directories.sorted(by: { $0.utf8.count > $1.utf8.count })
        where FileSystem.names(in: run.path(directory)).isEmpty {
            try FileSystem.remove(run.path(directory))
        }
    }
}
