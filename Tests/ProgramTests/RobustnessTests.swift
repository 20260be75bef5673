import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Programs that misbehave, files in odd places, options that make no sense: nothing is lost or passed
/// off as something else.
@Suite struct RobustnessTests {
    // MARK: - A user's programs

    @Test func aProgramThatWritesNothingCannotPassOldResultsOffAsItsOwn() throws {
        let search = try Search()
        try search.complete()
        let text = try search.workplace.read("pipeline.yaml")
        try search.workplace.write(
            text.replacing("  - evaluate\n", with: "  - program: {name: evaluate, command: [\"true\"]}\n"),
            to: "pipeline.yaml")
        let ending = try search.pelnas("run", "pipeline.yaml", "--run-dir", "run", "--quiet")
        #expect(ending.code == 65)
        #expect(
            ending.errors.contains("did not write run/generation-00/evaluations.jsonl"), "\(ending.errors)")
    }

    @Test func whatAProgramLeavesBehindDoesNotHoldTheDirectory() throws {
        let search = try Search(
            chain: """
                  - program: {name: extra, command: [sh, -c, 'sleep 3 >/dev/null 2>&1 & echo {} > "$2/extra.jsonl"', x], writes: [extra.jsonl]}
                  - partition
                """)
        try search.complete()
        try search.complete("run", "--force")
    }

    @Test func aProgramReadsNoTerminal() throws {
        let search = try Search(
            chain:
                "  - program: \(#"{name: extra, command: [sh, -c, 'wc -c > "$2/extra.jsonl"', x], writes: [extra.jsonl]}"#)"
        )
        try search.complete()
        #expect(try search.workplace.read("run/extra.jsonl") == "0\n")
    }

    @Test func stoppedBySignalTheCodeSaysSoWhateverTheProgramDoes() throws {
        let search = try Search(
            chain: """
                  - partition
                  - program: {name: extra, command: [sh, -c, "trap 'exit 0' TERM; : > ready; while :; do sleep 0.05; done"], writes: [extra.jsonl]}
                """)
        let running = try RunningCommand(
            ["pelnas", "run", "pipeline.yaml", "--run-dir", "run", "--quiet"], in: search.workplace.url)
        try search.workplace.wait(for: "ready")
        kill(running.identifier, SIGTERM)
        #expect(try running.wait().code == 143)
    }

    @Test func keepGoingPassesAProgramThatCannotStartOrWritesNonsense() throws {
        for command in ["[no-such-program]", #"[sh, -c, 'echo {broken > "$2/extra.jsonl"', x]"#] {
            let search = try Search(
                chain: """
                      - partition
                      - program: {name: extra, command: \(command), writes: [extra.jsonl]}
                      - seed
                    """)
            let ending = try search.pelnas(
                "run", "pipeline.yaml", "--run-dir", "run", "--quiet", "--keep-going")
            #expect(ending.code != 0)
            #expect(ending.errors.contains("extra failed with exit code"), "\(ending.errors)")
            #expect(search.workplace.exists("run/generation-00/candidates.jsonl"), "\(command)")
        }
    }

    @Test func aProgramOnThePathIsJudgedByItsContentFromAnywhere() throws {
        let search = try Search(chain: "  - program: {name: extra, command: [mine], writes: [extra.jsonl]}")
        try search.workplace.write("#!/bin/sh\necho '{}' > \"$2/extra.jsonl\"\n", to: "bin/mine")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: search.workplace.path("bin/mine"))
        let path = ["PATH": "\(search.workplace.path("bin")):\(Package.products.path):/usr/bin:/bin"]
        try #require(
            try search.pelnas("run", "pipeline.yaml", "--run-dir", "run", "--quiet", environment: path).code
                == 0)
        func status() throws -> String {
            try run(
                "pelnas", "status", "--run-dir", search.workplace.path("run"), in: URL(filePath: "/"),
                environment: path
            ).output
        }
        #expect(try status().contains("nothing to do"))
        try search.workplace.write("#!/bin/sh\necho '[]' > \"$2/extra.jsonl\"\n", to: "bin/mine")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: search.workplace.path("bin/mine"))
        #expect(try status().contains("the program changed"))
    }

    @Test(arguments: [
        (
            "  - program: {name: x, command: [a], writes: [a.txt]}\n  - program: {name: x, command: [a], writes: [b.txt]}",
            "pipeline.yaml:11:5: x stands in the chain twice"
        ),
        (
            "  - program: {name: x, command: [a], writes: [journal.jsonl]}",
            "pipeline.yaml:10:5: x may not write journal.jsonl: the run itself keeps that file"
        ),
    ])
    func chainsThatCannotBeJudgedAreRefused(chain: String, message: String) throws {
        let search = try Search(chain: chain)
        let ending = try search.pelnas("run", "pipeline.yaml", "--run-dir", "run")
        #expect(ending.code == 78)
        #expect(ending.errors.contains(message), "\(ending.errors)")
        #expect(!search.workplace.exists("run"))
    }

    // MARK: - Files in odd places

    @Test func outputGoesThroughLinksAndPipesAndLeavesThemAlone() throws {
        let search = try Search()
        try search.complete()
        try search.workplace.write("old", to: "target")
        let ending = try run(
            "sh", "-c",
            """
            ln -s target link && mkfifo pipe && cat pipe > copy & \
            sleep 0.2; seed --quiet --run-dir run --output link && seed --quiet --run-dir run --output pipe && wait \
            && test -L link && test -p pipe && cmp link run/generation-00/candidates.jsonl \
            && cmp copy run/generation-00/candidates.jsonl
            """, in: search.workplace.url)
        #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
    }

    @Test func aJournalThatIsALinkHarmsNothing() throws {
        let search = try Search()
        try search.workplace.write("precious, without a newline", to: "victim")
        try search.workplace.write("", to: "run/x")
        try FileManager.default.createSymbolicLink(
            atPath: search.workplace.path("run/journal.jsonl"), withDestinationPath: "../victim")
        let ending = try run(
            "partition", "--run-dir", "run", "--config", "pipeline.yaml", in: search.workplace.url)
        #expect(ending.code == 74)
        #expect(try search.workplace.read("victim") == "precious, without a newline")
    }

    /// Nobody may be there to write into it.
    @Test func aPipeInTheSettingsPlaceHoldsNobodyUp() throws {
        let search = try Search(generations: 0)
        try search.complete()
        let settings = search.workplace.path("run/settings.json")
        try FileManager.default.removeItem(atPath: settings)
        #expect(mkfifo(settings, 0o600) == 0)
        for command in ["status", "front", "verify", "plan"] {
            let ending = try search.pelnas(command, "--run-dir", "run")
            #expect(
                ending.code == 74 && ending.errors.contains("settings.json"), "\(command): \(ending.errors)")
        }
    }

    @Test func verifyLooksBehindLinksAndAtDirectoriesInPlaceOfFiles() throws {
        let search = try Search()
        try search.complete()
        try FileManager.default.moveItem(
            atPath: search.workplace.path("run/generation-01"), toPath: search.workplace.path("elsewhere"))
        try FileManager.default.createSymbolicLink(
            atPath: search.workplace.path("run/generation-01"), withDestinationPath: "../elsewhere")
        try search.workplace.write("{}\n", to: "elsewhere/archive.jsonl")
        try search.workplace.remove("run/front.jsonl")
        try search.workplace.write("", to: "run/front.jsonl/x")
        let ending = try search.pelnas("verify", "--run-dir", "run")
        #expect(ending.code == 65)
        #expect(ending.errors.contains("run/generation-01/archive.jsonl: is not what archive@1 wrote"))
        #expect(ending.errors.contains("run/front.jsonl"), "\(ending.errors)")
    }

    @Test func aFilesNameCannotPassForALineOfVerify() throws {
        let search = try Search(generations: 0)
        try search.complete()
        try search.workplace.write("", to: "run/x\npelnas: all is well")
        let ending = try search.pelnas("verify", "--run-dir", "run")
        #expect(ending.code == 65)
        #expect(!(ending.output + ending.errors).contains("\npelnas: all is well"), "\(ending)")
    }

    @Test func aFailedAttemptThatChangedNothingMakesNothingStale() throws {
        let search = try Search()
        try search.complete()
        let ending = try run(
            "evaluate", "--run-dir", "run", "--generation", "1", "--input", "/nonexistent",
            in: search.workplace.url)
        #expect(ending.code == 66)
        #expect(try search.pelnas("status", "--run-dir", "run").output.contains("nothing to do"))
    }

    // MARK: - Options

    @Test func optionsThatMakeNoSenseChangeNothing() throws {
        let search = try Search()
        for arguments in [
            ["run", "pipeline.yaml", "--run-dir", "new", "--from", "nonsense"],
            ["run", "pipeline.yaml", "--run-dir", "new", "--jobs", "300"],
            ["run", "pipeline.yaml", "--run-dir", ""],
            ["import", "x", "--into", ""],
        ] {
            #expect(try RunningCommand(["pelnas"] + arguments, in: search.workplace.url).wait().code == 64)
        }
        for command in [
            ["prompt", "--config", "pipeline.yaml", "--generation", "0"],
            ["aggregate", "--config", "pipeline.yaml", "--generation=-1"],
            ["score", "--config", "pipeline.yaml", "--generation=9223372036854775807"],
            ["partition", "--config", "pipeline.yaml", "--generation", "1"],
        ] {
            let ending = try RunningCommand(command + ["--run-dir", "new"], in: search.workplace.url).wait()
            #expect(ending.code == 64, "\(command): \(ending.errors)")
        }
        #expect(!search.workplace.exists("new"))
    }
}
