import Pipeline
import StageKit
import Studies

/// Tells on standard error how a study gets on: one line that changes on a terminal, a line a tenth elsewhere.
final class StudyProgress {
    private let directory: StudyDirectory
    private let isQuiet: Bool
    private let begin = Clock.monotonicSeconds()
    private var open = 0
    private var done = 0
    private var failed = 0
    private var told = 0

    init(_ directory: StudyDirectory, isQuiet: Bool) {
        self.directory = directory
        self.isQuiet = isQuiet
    }

    func show(_ event: StudyRunner.Event) {
        switch event {
        case .planned(let open, let current, let fits):
            self.open = open
            guard !isQuiet else { return }
            let shared = fits == 0 ? "" : ", which share \(fits) fits"
            StandardStreams.tell("\(open) searches to make\(shared); \(current) are there already")
        case .fitted(let done, let count):
            if !isQuiet { StandardStreams.showProgress("fit \(done) of \(count)") }
        case .finished(let search, let code):
            done += 1
            if code == ExitCode.tryAgain.rawValue {
                StandardStreams.tell("pelnas: \(search.path) is not finished: \(lastWords(of: search))")
            } else if code != 0 {
                failed += 1
                StandardStreams.tell(
                    "pelnas: \(search.path) ended with exit code \(code): \(lastWords(of: search))")
            }
            draw()
        }
    }

    private func draw() {
        guard !isQuiet, open > 0 else { return }
        let seconds = Clock.monotonicSeconds() - begin
        var line = "\(done) of \(open) searches"
        if failed > 0 { line += ", \(failed) failed" }
        if done < open { line += ", " + TimeLeft.words(seconds / Double(done) * Double(open - done)) }
        if StandardStreams.hasCursor {
            StandardStreams.showProgress(line)
        } else if done * 10 / open > told {
            told = done * 10 / open
            StandardStreams.tell(line)
        }
    }

    private func lastWords(of search: StudySearch) -> String {
        StudyLog.lastLine(directory.log(search)) ?? "see \(directory.run(search).root)"
    }

    func end() {
        if !isQuiet { StandardStreams.showProgress("") }
    }
}
