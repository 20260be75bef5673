internal import StageKit

/// Parts of batch scripts for Slurm.
enum SlurmText {
    /// Tasks of an array at most; clusters allow 1001 unless told otherwise (MaxArraySize, slurm.conf).
    static let mostTasks = 1000

    /// A script's head: what it is, its resources, each with a word, and where it works.
    static func head(
        _ what: String, name: String, array: Int? = nil, time: String, place: WorkflowPlace
    ) -> String {
        let variables = place.variables.map { "export \($0.name)=\(ShellWord.quoted($0.value))\n" }.joined()
        let driver = folder(of: place.pelnas)
        let folders = driver == place.stages ? [driver] : [driver, place.stages]
        let tasks = array.map {
            """
            # A task each; with %50 behind it, so many at once.
            #SBATCH --array=1-\($0)

            """
        }
        return """
            #!/bin/sh
            # \(what)
            # Made by: \(place.command.replacing("\n", with: " "))
            #SBATCH --job-name=\(name.prefix(60))
            #SBATCH --chdir="\(place.folder)"
            \(tasks ?? "")# One core: threads beside it would only wait for one another.
            #SBATCH --ntasks=1
            #SBATCH --cpus-per-task=1
            # A search takes a tenth of it; a program of your own may take more.
            #SBATCH --mem=2G
            # Without a model a search takes seconds; with one, or with a program that measures, hours.
            #SBATCH --time=\(time)
            # Stopped or preempted, it goes on where it was: what is done is never done again.
            #SBATCH --signal=TERM@60
            #SBATCH --requeue
            #SBATCH --open-mode=append
            #SBATCH --output="\(place.path)/logs/%x-%A_%a.log"
            set -u
            cd \(ShellWord.quoted(place.folder)) || exit
            PATH=\(folders.map(ShellWord.quoted).joined(separator: ":")):$PATH
            export OMP_NUM_THREADS=1
            \(variables)
            # As a step of the job where Slurm runs it, so that signals reach it.
            launch=
            if [ -n "${SLURM_JOB_ID:-}" ] && command -v srun >/dev/null; then launch=srun; fi

            # Back into the queue with what wants to be run again, though not without end; leaves with anything else.
            settle() {
                case $1 in
                0) return ;;
                75 | 129 | 130 | 143)
                    if [ -n "$launch" ] && [ "${SLURM_RESTART_COUNT:-0}" -lt "${MOST_RESTARTS:-20}" ]; then
                        [ "$1" -ne 75 ] || sleep "${WAIT_SECONDS:-60}"
                        scontrol requeue "${SLURM_ARRAY_JOB_ID:-$SLURM_JOB_ID}${SLURM_ARRAY_TASK_ID:+_$SLURM_ARRAY_TASK_ID}"
                        exit "$1"
                    fi
                    ;;
                esac
                exit "$1"
            }


            """
    }

    /// A loop over a task's lines of a file of commands; as many a task as needed.
    static func lines(_ file: String, perTask: Int) -> String {
        """
        # The lines of \(file) that are this task's.
        task=${SLURM_ARRAY_TASK_ID:?"is started by sbatch, or with the number of a task"}
        line=$(((task - 1) * \(perTask)))
        while [ "$line" -lt $((task * \(perTask))) ]; do
            line=$((line + 1))
            command=$(sed -n "${line}p" \(ShellWord.quoted(file)))
            [ -n "$command" ] || break
            code=0
            $launch sh -c "$command" || code=$?
            settle "$code"
        done

        """
    }

    /// What sends scripts off, each after those before it.
    static func submit(_ what: String, _ body: String, _ place: WorkflowPlace) -> String {
        """
        #!/bin/sh
        # \(what)
        # May be sent off again at any time: what is done is not done again.
        set -eu
        cd \(ShellWord.quoted(place.folder))
        mkdir -p \(ShellWord.quoted("\(place.path)/logs"))
        # send AFTER SCRIPT [ARGUMENT ...]: the number of the job, which begins when AFTER (none: "") has gone well.
        send() {
            after=$1
            script=\(ShellWord.quoted(place.path))/$2
            shift 2
            sbatch --parsable ${after:+"--dependency=afterok:$after" --kill-on-invalid-dep=yes} "$script" "$@" | cut -d ';' -f 1
        }

        """ + body
    }

    private static func folder(of path: String) -> String {
        path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
    }
}
