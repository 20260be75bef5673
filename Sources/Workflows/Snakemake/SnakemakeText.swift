internal import Records
internal import StageKit

/// Text of a Snakefile, which is Python with rules.
enum SnakemakeText {
    /// A string as Python reads it back: JSON's strings are Python's.
    static func literal(_ text: String) -> String { JSON.string(text).text }

    /// A command's words in a `shell:` string, where braces stand for what Snakemake puts in.
    static func words(_ words: [String]) -> String {
        ShellWord.joined(words).replacing("{", with: "{{").replacing("}", with: "}}")
    }

    /// What every Snakefile of ours begins with; `what` is a line or two of what it is.
    static func head(_ what: String, _ place: WorkflowPlace) -> String {
        let file = ShellWord.quoted("\(place.path)/Snakefile")
        let variables = place.variables.map { "    \(literal($0.name)): \(literal($0.value)),\n" }.joined()
        return """
            # \(what)
            # For Snakemake 8 or later. Made by
            #
            #   \(place.command.replacing("\n", with: " "))
            #
            # from the stages' contracts: make it anew after changing a pipeline file or the programs. Run it so:
            #
            #   snakemake -s \(file) --cores 2
            #   snakemake -s \(file) --executor slurm --jobs 50 --latency-wait 60
            #
            # the second on a cluster, with snakemake-executor-plugin-slurm. After a crash (kill -9, a login node that
            # went down) whatever is finished stays, files are whole or not there, and this goes on:
            #
            #   snakemake -s \(file) --unlock
            #   snakemake -s \(file) --cores 2 --rerun-incomplete
            #
            # --config folder=… pelnas=… stages=… tells of other places than those below.
            import json
            import os
            import shlex
            from pathlib import Path

            # Where commands are run: what a pipeline file names begins there.
            workdir: config.get("folder", \(literal(place.folder)))

            PELNAS = config.get("pelnas", \(literal(place.pelnas)))
            STAGES = config.get("stages", \(literal(place.stages)))

            # For each job that goes to a cluster.
            MEGABYTES = 2000
            MINUTES = 60

            # What ${NAME} stood for in the pipeline file.
            os.environ.update({
            \(variables)})

            # 75 means later: what was killed may be at work for a moment yet, or a model is busy.
            shell.prefix(
                "again() {{ tries=0; until \\"$@\\"; do code=$?; [ $code -eq 75 ] && [ $tries -lt 12 ] || exit $code; "
                "tries=$((tries + 1)); sleep 5; done; }}; "
            )


            """
    }

    /// A section of a rule with a line each; nothing where there are none.
    static func section(_ name: String, _ lines: [String]) -> String {
        lines.isEmpty ? "" : "    \(name):\n" + lines.map { "        \($0),\n" }.joined()
    }

    static let resources = section("resources", ["mem_mb=MEGABYTES", "runtime=MINUTES"])
}
