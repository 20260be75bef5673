import Foundation
import Testing

/// A run or a study as somebody else's engine makes it: the same files as by `pelnas` itself.
@Suite(.serialized) struct WorkflowTests {
    /// Real Snakemake; tests that want it say so where it is missing.
    private static let hasSnakemake =
        (try? run("snakemake", "--version", in: URL(filePath: "/tmp")).code) == 0

    private func snakemake(_ search: Search, _ more: String...) throws -> Ending {
        try RunningCommand(
            ["snakemake", "-s", "flow/Snakefile", "--cores", "2"] + more,
            in: search.workplace.url, environment: ["XDG_CACHE_HOME": search.workplace.path("cache")]
        ).wait()
    }

    /// A predictor is fit, as in most searches.
    private static let predictor =
        "evaluate.accuracy={source: predictor, predictor: zero-cost, training_cells: 60, rounds: 5}"

    private func study() throws -> Search {
        let search = try Search(generations: 1)
        try search.workplace.write(
            """
            name: few
            pipeline: pipeline.yaml
            datasets: [cifar10]
            devices: [fpga]
            random_seeds: 2
            set: ["\(Self.predictor)"]
            methods:
              - {name: pea, set: [prompt.proposer=pea]}
              - {name: random, set: [prompt.proposer=random, partition.scheme=none, seed.per_niche=24, prompt.children=12]}

            """, to: "study.yaml")
        return search
    }

    /// All of a directory, without what tells of times or names the directory.
    private func steady(_ search: Search, _ directory: String) throws -> [String: String] {
        var files: [String: String] = [:]
        for (name, data) in try search.workplace.files(below: directory)
        where !name.hasSuffix("journal.jsonl") && !name.contains("report/") && !name.hasSuffix(".lock") {
            // Seconds are what differs between two executions.
            files[name] = String(decoding: data, as: UTF8.self).replacing(
                /"(fit_)?seconds":[0-9.eE+-]+/, with: "\"seconds\":0")
        }
        return files
    }

    // MARK: Snakemake

    @Test(.enabled(if: hasSnakemake, "Snakemake is not installed"))
    func aStudyBySnakemakeIsTheSameAsByCompare()
        throws
    {
        let search = try study()
        let export = try search.pelnas(
            "export", "--snakemake", "study.yaml", "--run-dir", "by-snakemake", "--into", "flow")
        #expect(export.code == 0, "\(export.errors)")
        #expect(export.output == "flow/Snakefile\nflow/searches.jsonl\nflow/fits.jsonl\n")
        let ending = try snakemake(search)
        try #require(ending.code == 0, "\(ending.output)\(ending.errors)")
        #expect(try search.pelnas("compare", "study.yaml", "--into", "by-compare", "--quiet").code == 0)

        let (ours, theirs) = (try steady(search, "by-compare"), try steady(search, "by-snakemake"))
        let results = theirs["results.jsonl"] ?? ""
        #expect(results.split(separator: "\n").count == 4)
        let written = ["results.md", "results.csv", "results.tex", "index.html"]
        for (name, text) in ours where !written.contains(name) && !name.hasPrefix("figures/") {
            #expect(theirs[name] == text, "\(name)")
        }
        #expect(Set(ours.keys) == Set(theirs.keys))
        for directory in ["pea/cifar10-fpga-2", "random/cifar10-fpga-1"] {
            let path = "by-snakemake/searches/\(directory)"
            #expect(
                try search.pelnas("status", "--run-dir", path).output.contains("there is nothing to do"))
            #expect(try search.pelnas("verify", "--run-dir", path).code == 0)
        }
        // Both agree that all is done.
        let again = try search.pelnas("compare", "study.yaml", "--into", "by-snakemake", "--dry-run")
        #expect(again.output.isEmpty && again.errors.contains("0 of 4 searches"), "\(again.errors)")
        let idle = try RunningCommand(
            ["snakemake", "-s", "flow/Snakefile", "--cores", "2"], in: search.workplace.url
        ).wait()
        #expect(idle.errors.contains("Nothing to be done"), "\(idle.errors)")
    }

    @Test(.enabled(if: hasSnakemake, "Snakemake is not installed"), arguments: [false, true])
    func aRunBySnakemakeIsTheSameAsByTheDriver(_ isSharded: Bool) throws {
        let search = try Search(generations: 1)
        let settings = ["--set", Self.predictor, "--set", "prompt.proposer=pea"]
        let export = try RunningCommand(
            ["pelnas", "export", "--snakemake", "pipeline.yaml", "--run-dir", "run", "--into", "flow"]
                + settings
                + (isSharded ? ["--shards", "3"] : []), in: search.workplace.url
        ).wait()
        #expect(export.code == 0, "\(export.errors)")
        let ending = try snakemake(search)
        try #require(ending.code == 0, "\(ending.output)\(ending.errors)")
        let driver = try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", "driver", "--quiet"] + settings,
            in: search.workplace.url
        ).wait()
        #expect(driver.code == 0, "\(driver.errors)")
        #expect(try search.results("run") == search.results("driver"))
        let steps = try search.steps(from: 0, "run").sorted()
        #expect(steps == (try search.steps(from: 0, "driver").sorted()), "each step once, and by itself")
        #expect(search.workplace.exists("run/report/index.html"))
        #expect(try search.pelnas("status", "--run-dir", "run").output.contains("there is nothing to do"))
        #expect(try search.pelnas("verify", "--run-dir", "run").code == 0)

        // A file that is lost comes back, and all that follows from it.
        let before = try search.results("run")
        try search.workplace.remove("run/generation-00/evaluations.jsonl")
        try search.workplace.remove("run/report/index.html")
        let mended = try snakemake(search)
        #expect(mended.code == 0, "\(mended.output)\(mended.errors)")
        #expect(try search.results("run") == before)
    }

    @Test(.enabled(if: hasSnakemake, "Snakemake is not installed")) func killedAnywhereSnakemakeGoesOn()
        throws
    {
        let search = try Search(generations: 2)
        try search.complete("driver")
        #expect(
            try search.pelnas(
                "export", "--snakemake", "pipeline.yaml", "--run-dir", "run", "--into", "flow", "--shards",
                "2"
            ).code == 0)
        let awaited = ["run/generation-00/evaluations.jsonl", "run/generation-01/candidates.jsonl"]
        for path in awaited {
            let victim = try RunningCommand(
                ["snakemake", "-s", "flow/Snakefile", "--cores", "2", "--rerun-incomplete"],
                in: search.workplace.url)
            try search.workplace.wait(for: path)
            kill(victim.identifier, SIGKILL)
            _ = try victim.wait()
            #expect(try snakemake(search, "--unlock").code == 0)
        }
        let ending = try snakemake(search, "--rerun-incomplete")
        #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
        #expect(try search.results("run") == search.results("driver"))
        #expect(try search.pelnas("verify", "--run-dir", "run").code == 0)
    }

    @Test(.enabled(if: hasSnakemake, "Snakemake is not installed")) func aProgramOfTheUsersIsAJobToo() throws
    {
        let search = try Search(
            chain: """
                  - partition
                  - seed
                  - evaluate
                  - archive
                  - program: {name: count-up, command: [sh, -c, 'wc -l < "$2/generation-00/archive.jsonl" > "$2/count.txt"', count], reads: ["generation-00/archive.jsonl"], writes: [count.txt]}
                  - program: {name: look, command: ["true"], reads: [count.txt], writes: []}
                  - aggregate
                  - score
                """)
        try search.complete("driver")
        #expect(
            try search.pelnas("export", "--snakemake", "pipeline.yaml", "--run-dir", "run", "--into", "flow")
                .code
                == 0)
        let ending = try snakemake(search)
        #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
        #expect(try search.results("run") == search.results("driver"))
    }

    /// What the README has a reader type, as far as that makes nothing.
    @Test(.enabled(if: hasSnakemake, "Snakemake is not installed")) func theReadmesWorkflowsAreGood() throws {
        let text = try String(contentsOf: Package.root.appending(path: "README.md"), encoding: .utf8)
        let section = try #require(
            text.split(separator: "## On a cluster\n").last?.split(separator: "\n## ").first)
        let lines = section.split(separator: "\n").map(String.init)
        let exports = lines.filter { $0.hasPrefix("pelnas export ") }
        let dryRuns = lines.filter { $0.hasPrefix("snakemake ") && !$0.contains("slurm") }.map {
            $0.hasSuffix(" --dry-run") ? $0 : $0 + " --dry-run"
        }
        #expect(exports.count == 3 && dryRuns.count == 2)
        let workplace = try Workplace()
        try FileManager.default.copyItem(
            at: Package.root.appending(path: "pipeline"), to: workplace.url.appending(path: "pipeline"))
        for command in exports + dryRuns {
            let ending = try run("sh", "-c", command, in: workplace.url)
            #expect(ending.code == 0, "\(command): \(ending.errors)")
        }
        #expect(!workplace.exists("runs"))
    }

    // MARK: What is written

    /// A workflow says what the contracts say: without an engine, its files can be read.
    @Test func aRunsRulesAreThePlansSteps() throws {
        let search = try Search(generations: 1)
        #expect(
            try search.pelnas("export", "--snakemake", "pipeline.yaml", "--run-dir", "run", "--into", "flow")
                .code
                == 0)
        let text = try search.workplace.read("flow/Snakefile")
        let plan = try search.pelnas("plan", "pipeline.yaml", "--run-dir", "run", "--json")
        for line in plan.output.split(separator: "\n") {
            let step = try #require(
                JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let label = try #require(step["step"] as? String)
            let section = try #require(
                text.split(separator: "# \(label)\nrule ", maxSplits: 1).last?.split(separator: "\n\n\n")
                    .first)
            let writes = try #require(step["writes"] as? [String])
            let reads = try #require(step["reads"] as? [String])
            for path in writes + reads { #expect(section.contains("\"run/\(path)\""), "\(label): \(path)") }
        }
    }

    @Test func anAnswerThatWasPaidForIsNoOutput() throws {
        let search = try Search(generations: 1)
        let export = try search.pelnas(
            "export", "--snakemake", "pipeline.yaml", "--set", "prompt.proposer=co-evolution", "--into",
            "flow")
        #expect(export.code == 0, "\(export.errors)")
        let text = try search.workplace.read("flow/Snakefile")
        #expect(text.contains("generation-01/knowledge.jsonl"))
        #expect(!text.contains(".responses.jsonl"), "Snakemake would remove it before asking anew")
    }

    /// Other machines, and tomorrow's shell, need not have the variables; and secrets are not ours to write down.
    @Test func whatVariablesStoodForIsKeptButForSecrets() throws {
        let search = try Search(generations: 1, extra: "random_seed: ${THE_SEED}\n# ${IN_A_COMMENT}")
        let pipeline = try search.workplace.read("pipeline.yaml").replacing("random_seed: 7\n", with: "")
            .replacing(
                "{children: 2}", with: "{children: 2, model: {base_url: \"http://localhost/${API_KEY:-}\"}}")
        try search.workplace.write(pipeline, to: "pipeline.yaml")
        for engine in ["--snakemake", "--slurm"] {
            let ending = try search.pelnas(
                "export", engine, "pipeline.yaml", "--run-dir", "run", "--into", "flow",
                environment: ["THE_SEED": "11", "IN_A_COMMENT": "not-this", "API_KEY": "-sk-secret"])
            #expect(ending.code == 0, "\(ending.errors)")
        }
        let files = try search.workplace.files(below: "flow").values.map {
            String(decoding: $0, as: UTF8.self)
        }
        #expect(files.contains { $0.contains("\"THE_SEED\": \"11\"") })
        #expect(files.contains { $0.contains("export THE_SEED=11\n") })
        #expect(files.allSatisfy { !$0.contains("not-this") && !$0.contains("sk-secret") })
    }

    @Test func optionsThatMakeNoSenseAreRefused() throws {
        let search = try study()
        for wrong in [
            ["--snakemake", "study.yaml", "--shards", "2"],
            ["--snakemake", "pipeline.yaml", "--format", "onnx"],
            ["--snakemake", "pipeline.yaml", "--slurm", "pipeline.yaml"],
            ["--shards", "2", "--run-dir", "run"],
            ["--slurm", "pipeline.yaml", "--shards", "0"], ["--slurm", ""],
            ["--snakemake", "pipeline.yaml", "--run-dir", "a{b}"],
        ] {
            let ending = try RunningCommand(["pelnas", "export"] + wrong, in: search.workplace.url).wait()
            #expect(ending.code == 64, "\(wrong): \(ending.errors)")
        }
        #expect(try search.pelnas("export", "--snakemake", "nowhere.yaml").code == 66)
        let own = try Search(
            chain: "  - partition\n  - seed\n  - program: {name: evaluate, command: [measure]}\n  - archive\n"
        )
        let noShards = try own.pelnas("export", "--snakemake", "pipeline.yaml", "--shards", "2")
        #expect(
            noShards.code == 64 && noShards.errors.contains("no stage of pipeline.yaml is done in shares"))
    }

    // MARK: Slurm

    /// The scripts with a shell in Slurm's place: arrays one task after another, dependencies in order.
    private func submit(_ search: Search) throws -> Ending {
        try search.workplace.write(
            """
            #!/bin/sh
            # A stand-in for sbatch: runs the job at once, each task of its array.
            while [ $# -gt 0 ]; do case $1 in --*) shift ;; *) break ;; esac; done
            script=$1
            shift
            tasks=$(sed -n 's/^#SBATCH --array=1-//p' "$script")
            if [ -z "$tasks" ]; then
                sh "$script" "$@" >&2 || exit
            else
                for task in $(seq "$tasks"); do SLURM_ARRAY_TASK_ID=$task sh "$script" "$@" >&2 || exit; done
            fi
            echo 7
            """, to: "bin/sbatch")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: search.workplace.path("bin/sbatch"))
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return try RunningCommand(
            ["sh", "flow/submit.sh"], in: search.workplace.url,
            environment: ["PATH": "\(search.workplace.path("bin")):\(Package.products.path):\(path)"]
        ).wait()
    }

    @Test func aStudysScriptsMakeTheStudy() throws {
        let search = try study()
        let export = try search.pelnas(
            "export", "--slurm", "study.yaml", "--run-dir", "by-slurm", "--into", "flow")
        #expect(export.code == 0, "\(export.errors)")
        for _ in 0..<2 {
            let ending = try submit(search)
            try #require(ending.code == 0, "\(ending.errors)")
        }
        #expect(try search.pelnas("compare", "study.yaml", "--into", "by-compare", "--quiet").code == 0)
        #expect(
            try steady(search, "by-slurm")["results.jsonl"] == steady(search, "by-compare")["results.jsonl"])
        #expect(try search.pelnas("verify", "--run-dir", "by-slurm/searches/pea/cifar10-fpga-1").code == 0)
    }

    @Test(arguments: [nil, 3]) func aRunsScriptsMakeTheRun(_ shards: Int?) throws {
        let search = try Search(generations: 2)
        let export = try RunningCommand(
            ["pelnas", "export", "--slurm", "pipeline.yaml", "--run-dir", "run", "--into", "flow"]
                + (shards.map { ["--shards", "\($0)"] } ?? []), in: search.workplace.url
        ).wait()
        #expect(export.code == 0, "\(export.errors)")
        let ending = try submit(search)
        try #require(ending.code == 0, "\(ending.errors)")
        try search.complete("driver")
        #expect(try search.results("run") == search.results("driver"))
        #expect(try submit(search).code == 0, "what is done is not done again")
        #expect(try search.results("run") == search.results("driver"))
        #expect(try search.journalLines("run").count == search.journalLines("driver").count)
    }
}
