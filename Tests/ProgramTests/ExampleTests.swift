import Foundation
import Testing

/// The examples that ship do what they say.
@Suite struct ExampleTests {
    private static let folder = Package.root.appending(path: "pipeline/examples")

    private func script(_ name: String) -> String { Self.folder.appending(path: name).path }

    private func executable(_ text: String, _ name: String, in workplace: Workplace) throws {
        try workplace.write("#!/bin/sh\n" + text, to: name)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: workplace.path(name))
    }

    @Test(.enabled(if: Tool.isThere("shellcheck"), "shellcheck is not there"))
    func shellcheckHasNothingToSay() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        where name.hasSuffix(".sh") {
            let ending = try run("shellcheck", script(name), in: Package.root)
            #expect(ending.code == 0, "\(ending.output)")
        }
    }

    @Test func everyTargetGetsItsLine() throws {
        let search = try Search(generations: 1)
        let narrow = ["DEVICES": "fpga raspi4", "DATASETS": "cifar10"]
        let ending = try run(
            "sh", script("every-target.sh"), "all", "pipeline.yaml", "random_seed=3",
            in: search.workplace.url, environment: narrow)
        #expect(ending.code == 0, "\(ending.errors)")
        let lines = ending.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(
            lines[1].contains(
                /^cifar10 +fpga +[01]\.\d{3} +\d\.\d{3}  all\/cifar10-fpga\/front-true\.jsonl$/),
            "\(ending.output)")
        #expect(search.workplace.exists("all/cifar10-raspi4/scores.jsonl"))
        #expect(try search.workplace.read("all/cifar10-fpga/settings.json").contains("\"random_seed\":3"))
        let wrong = try run(
            "sh", script("every-target.sh"), "all", "pipeline.yaml", "no.such=1", in: search.workplace.url,
            environment: narrow)
        #expect(wrong.code == 78)
        #expect(wrong.output.contains("failed with 78"))
    }

    @Test func theCrontabHasTheFormCronReads() throws {
        let crontab = try String(contentsOfFile: script("nightly.crontab"), encoding: .utf8)
        #expect(crontab.hasSuffix("\n"))
        let lines = crontab.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(lines.count > 2)
        for line in lines {
            // A percent sign would end the command (crontab(5)).
            let isEntry = line.wholeMatch(of: /[-0-9*,\/]+( +[-0-9*,\/]+){4} +[^%]+/) != nil
            #expect(isEntry || line.wholeMatch(of: /[A-Z_]+=\S*/) != nil, "\(line)")
        }
    }

    @Test func theCrontabPrintsOnTroubleAlone() throws {
        let crontab = try String(contentsOfFile: script("nightly.crontab"), encoding: .utf8)
        let line = try #require(crontab.split(separator: "\n").first { $0.contains("pelnas run") })
        let workplace = try Workplace()
        for (code, isTold) in [(0, false), (75, false), (65, true)] {
            try executable("echo it said this >&2\nexit \(code)\n", "bin/pelnas", in: workplace)
            let command = line.split(separator: " ").dropFirst(5).joined(separator: " ")
                .replacing("cd /srv/nas", with: "cd '\(workplace.url.path)'")
            let path = ["PATH": "\(workplace.path("bin")):/usr/bin:/bin"]
            let ending = try run("sh", "-c", command, in: workplace.url, environment: path)
            #expect(ending.output.contains("it said this") == isTold, "\(code): \(ending.output)")
            #expect(ending.output.contains("65") == isTold)
            #expect(ending.errors.isEmpty)
        }
    }

    @Test func aClusterJobSearchesItsOwnTargetAndGoesBackIntoTheQueue() throws {
        let workplace = try Workplace()
        try executable("\"$@\"\n", "bin/srun", in: workplace)
        try executable("echo \"scontrol $*\"\n", "bin/scontrol", in: workplace)
        func job(_ task: Int, ending code: Int, restarts: Int = 0) throws -> Ending {
            try executable(
                "echo \"$@\"\necho threads $OMP_NUM_THREADS\nexit \(code)\n", "bin/pelnas", in: workplace)
            return try run(
                "sh", script("slurm.sh"), "p.yaml", "random_seed=2", in: workplace.url,
                environment: [
                    "PATH": "\(workplace.path("bin")):/usr/bin:/bin", "SLURM_ARRAY_TASK_ID": "\(task)",
                    "SLURM_ARRAY_JOB_ID": "41", "SLURM_RESTART_COUNT": "\(restarts)", "WAIT_SECONDS": "0",
                ])
        }
        var targets: Set<String> = []
        for task in 0..<18 {
            let done = try job(task, ending: 0)
            #expect(done.code == 0 && !done.output.contains("scontrol"))
            #expect(done.output.contains("p.yaml --set random_seed=2 --set target.device="))
            #expect(done.output.contains("threads 1"))
            targets.insert(done.output)
        }
        #expect(targets.count == 18)
        for code in [75, 143] {
            let waiting = try job(7, ending: code)
            #expect(
                waiting.code == 0 && waiting.output.contains("scontrol requeue 41_7"), "\(waiting.output)")
            #expect(try job(7, ending: code, restarts: 20).code == code, "not without end")
        }
        let failed = try job(7, ending: 65)
        #expect(failed.code == 65 && !failed.output.contains("scontrol"))
    }
}
