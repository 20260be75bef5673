internal import StageKit

/// A study as arrays of Slurm: a task for each search, which leaves at once where the search is done; fits that
/// several share before them, and what gathers the results behind.
public struct SlurmStudy {
    private let jobs: StudyJobs
    private let place: WorkflowPlace

    public init(_ jobs: StudyJobs, place: WorkflowPlace) {
        self.jobs = jobs
        self.place = place
    }

    public var files: [WorkflowFile] {
        let fits = jobs.fits.isEmpty ? [] : array("fit", "fits", jobs.fits.map(\.arguments))
        let gather = """
            code=0
            $launch \(ShellWord.joined(["pelnas"] + jobs.gathering + ["--jobs", "1"])) || code=$?
            settle "$code"

            """
        let head = SlurmText.head(
            "Gathers what the searches of the study \(jobs.name) came to.", name: "\(jobs.name)-gather",
            time: "01:00:00", place: place)
        return fits + array("search", "searches", jobs.searches.map(\.arguments)) + [
            WorkflowFile(name: "gather.sbatch", text: head + gather),
            WorkflowFile(name: "submit.sh", text: submit),
        ]
    }

    private var submit: String {
        let body = """
            after=
            \(jobs.fits.isEmpty ? "" : "after=$(send \"$after\" fit.sbatch)\n")\
            after=$(send "$after" search.sbatch)
            after=$(send "$after" gather.sbatch)
            echo "The results will be in \(jobs.root), by job $after."

            """
        return SlurmText.submit(
            "Sends the study \(jobs.name) to Slurm: \(jobs.searches.count) searches, then what gathers them.",
            body, place)
    }

    /// An array's script, and the file with a command a line that it goes by.
    private func array(_ name: String, _ list: String, _ commands: [[String]]) -> [WorkflowFile] {
        let perTask = (commands.count + SlurmText.mostTasks - 1) / SlurmText.mostTasks
        let tasks = (commands.count + perTask - 1) / perTask
        let head = SlurmText.head(
            "The \(list) of the study \(jobs.name): a line of \(list).txt is one.",
            name: "\(jobs.name)-\(name)",
            array: tasks, time: "01:00:00", place: place)
        let lines = SlurmText.lines("\(place.path)/\(list).txt", perTask: perTask)
        return [
            WorkflowFile(name: "\(name).sbatch", text: head + lines),
            WorkflowFile(
                name: "\(list).txt",
                text: commands.map { ShellWord.joined(["pelnas"] + $0) + "\n" }.joined()),
        ]
    }
}
