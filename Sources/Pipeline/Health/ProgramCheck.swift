internal import Files
internal import LanguageModel
internal import PipelineFile
internal import StageKit

/// Whether every program of ours is there and of this version. All are asked at the same time.
struct ProgramCheck {
    /// Longer than any needs that works.
    private static let seconds = 5.0

    let findings: [Finding]
    /// The libraries each program names after its version, by program.
    let libraries: [String: String]

    init() {
        var troubles: [Finding] = []
        var libraries: [String: String] = [:]
        var folders: [String] = []
        let names = StageContract.all.map(\.name) + ["ask", "fit-surrogates", "predict", "proxies"]
        let started = names.map { name in
            Program.stagePath(name).map { path in
                (path, Result { try CapturedProcess([path, "--version"], keepsErrors: true) })
            }
        }
        for (name, start) in zip(names, started) {
            guard let (path, process) = start else {
                troubles.append(
                    Finding(
                        .trouble, "program \(name)",
                        "neither beside pelnas nor in ../libexec/pelnas", "install all programs together"))
                continue
            }
            let folder = FileSystem.directory(of: path)
            if !folders.contains(folder) { folders.append(folder) }
            switch Self.answer(name, process) {
            case .success(let answer): libraries[name] = answer
            case .failure(let problem):
                troubles.append(
                    Finding(.trouble, "program \(name)", "\(path): \(problem.text)", problem.advice))
            }
        }
        let summary =
            "pelnas \(Program.version) and \(names.count) programs in \(folders.joined(separator: ", "))"
        findings = troubles.isEmpty ? [Finding(.ok, "programs", summary), Self.pathFinding] : troubles
        self.libraries = libraries
    }

    private struct Problem: Error {
        var text: String
        var advice: String?
    }

    /// What stands in brackets behind the version, empty where nothing does.
    private static func answer(
        _ name: String, _ started: Result<CapturedProcess, any Error>
    ) -> Result<String, Problem> {
        let outcome: CapturedProcess.Outcome
        do {
            outcome = try started.get().finish(within: seconds, atMost: 4096)
        } catch {
            return .failure(Problem(text: "\(error)", advice: "build or install it anew"))
        }
        let line = PlainText.oneLine(outcome.output, limit: 200)
        guard let ending = outcome.ending else {
            return .failure(Problem(text: "does not answer to --version", advice: "build or install it anew"))
        }
        guard ending == .exited(0) else {
            return .failure(
                Problem(
                    text: "ends with \(ending.code): \(line)",
                    advice: line.contains("shared libraries") ? "install that library" : nil))
        }
        let expected = "\(name) \(Program.version)"
        // A library may have had something to say of its own.
        let lines = outcome.output.split(separator: "\n")
        guard let version = lines.first(where: { $0 == expected || $0.hasPrefix(expected + " (") }) else {
            return .failure(
                Problem(
                    text: "says \"\(line)\", expected \(expected)", advice: "install all programs together"))
        }
        let brackets = PlainText.oneLine(String(version), limit: 200).dropFirst(expected.count + 2).dropLast()
        return .success(String(brackets))
    }

    /// Whether typing `pelnas` starts this program.
    private static var pathFinding: Finding {
        let found = ChildProcess.find("pelnas")
        let running = Program.path()
        guard found.contains("/") else {
            return Finding(
                .hint, "PATH", "pelnas is not on it", "add \(FileSystem.directory(of: running))")
        }
        guard FileSystem.resolved(found) == running else {
            return Finding(
                .hint, "PATH", "\(found) comes first, this is \(running)", "put this one's folder first")
        }
        return Finding(.ok, "PATH", "\(found)")
    }
}

/// Which libraries do the work.
struct LibraryCheck {
    let findings: [Finding]

    init(_ programs: ProgramCheck) {
        let others = ["fit", "ask"].compactMap { programs.libraries[$0] }.filter { !$0.isEmpty }
        let all = ["libyaml \(YAMLLibrary.version)", "xxHash \(HashLibrary.version)"] + others
        let line = all.joined(separator: ", ")
        let isPlain = programs.libraries["ask"]?.contains("no TLS") == true
        findings = [
            isPlain
                ? Finding(.hint, "libraries", line, "this libcurl cannot speak https")
                : Finding(.ok, "libraries", line),
            Self.runtime,
        ]
    }

    /// The Swift runtime is part of a release build; another needs its shared libraries.
    private static var runtime: Finding {
        guard let maps = try? FileSystem.readAnything("/proc/self/maps", atMost: 1 << 22) else {
            return Finding(.ok, "Swift", "its runtime comes with the system")
        }
        let isShared = String(decoding: maps, as: UTF8.self).contains("libswiftCore.so")
        return isShared
            ? Finding(
                .hint, "Swift", "this build needs the Swift runtime's shared libraries",
                "`make install` makes one that does not, and starts faster")
            : Finding(.ok, "Swift", "not needed to run: the runtime is linked in")
    }
}
