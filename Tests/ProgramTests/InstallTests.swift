import Foundation
import Testing

/// What `make install` puts on a machine works there, and `make uninstall` takes all of it away.
@Suite(.enabled(if: Tool.isThere("make"), "make is not there")) struct InstallTests {
    static let shells = ["bash", "zsh", "fish"]

    /// The programs under test installed below a folder of their own, once a test process.
    private static let shared = Result {
        let workplace = try Workplace()
        let ending = try make("install", "DESTDIR=\(workplace.url.path)")
        guard ending.code == 0 else { throw Refused(said: ending.output + ending.errors) }
        return workplace
    }

    private struct Refused: Error { var said: String }

    /// Nothing is built: the programs are there already.
    private static func make(_ arguments: String...) throws -> Ending {
        try RunningCommand(
            ["make", "BUILD=true", "BIN=\(Package.products.path)", "STRIP=", "PREFIX=/usr"] + arguments,
            in: Package.root
        ).wait()
    }

    private func installed() throws -> Workplace { try Self.shared.get() }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: try installed().path(folder)).sorted()
    }

    @Test func everythingIsWhereItBelongs() throws {
        #expect(try names("usr/bin") == ["pelnas"])
        #expect(
            try names("usr/libexec/pelnas")
                == (CommandLineTests.stages + ["ask", "fit-surrogates", "predict", "proxies"]).sorted())
        #expect(try names("usr/share/pelnas/pipeline").contains("hw-nas-bench.yaml"))
        #expect(try names("usr/share/pelnas/schemas").contains("archive-1.json"))
        #expect(try names("usr/share/pelnas/templates").contains("children.mustache"))
        #expect(try names("usr/share/pelnas/examples").contains("slurm.sh"))
        #expect(try names("usr/share/man/man1").contains("pelnas.1"))
        for completion in [
            "bash-completion/completions/pelnas", "zsh/site-functions/_pelnas",
            "fish/vendor_completions.d/pelnas.fish",
        ] {
            #expect(try installed().read("usr/share/\(completion)").contains("pelnas"), "\(completion)")
        }
    }

    @Test func whatIsInstalledSearchesAndFindsItselfWell() throws {
        let elsewhere = try Workplace()
        let driver = try installed().path("usr/bin/pelnas")
        let pipeline = try installed().path("usr/share/pelnas/pipeline/hw-nas-bench.yaml")
        let environment = [
            "PELNAS_TABLES": try SyntheticTables.folder(), "PATH": "/usr/bin:/bin", "OPENAI_API_KEY": "",
        ]
        let search = try run(
            driver, "run", pipeline, "--until", "partition", "--run-dir", "a", in: elsewhere.url,
            environment: environment)
        #expect(search.code == 0, "\(search.errors)")
        #expect(elsewhere.exists("a/niches.jsonl"))
        let doctor = try run(
            driver, "doctor", "--run-dir", "a", in: elsewhere.url, environment: environment)
        #expect(doctor.code == 0, "\(doctor.output)")
        #expect(doctor.output.contains("usr/libexec/pelnas\n"))
    }

    @Test func everyCommandAndProgramHasAPageWithAllItsOptions() throws {
        let pages = try names("usr/share/man/man1")
        var expected = ["pelnas.1"]
        for (program, prefix) in [("pelnas", "")]
            + CommandLineTests.stages.map({ ($0, "pelnas-stage-") }) + [("ask", "pelnas-")]
        {
            for command in try Self.commands(of: program) {
                let name = "\(prefix)\(command.name).1"
                expected.append(name)
                let page = try installed().read("usr/share/man/man1/\(name)").replacing("\\-", with: "-")
                    .replacing("\\&", with: "")
                #expect(!command.options.isEmpty)
                for option in command.options {
                    // `Fl` writes the first dash.
                    #expect(
                        page.contains(".Op Fl \(option.dropFirst())")
                            || page.contains(".Fl \(option.dropFirst())"), "\(name): \(option)")
                    #expect(page.contains(".It Fl \(option.dropFirst())"), "\(name): \(option)")
                }
                for section in [
                    "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES", "SEE ALSO",
                ] {
                    #expect(page.contains(".Sh \(section)\n"), "\(name): \(section)")
                }
            }
        }
        #expect(pages == Set(expected).sorted())
        #expect(!pages.contains("pelnas-manual.1"))
    }

    private struct Command {
        var name: String
        var options: [String]
    }

    /// A program's commands that are shown, with their long options, from its own description.
    private static func commands(of program: String) throws -> [Command] {
        let dump = try run(program, "--experimental-dump-help", in: Package.root)
        let top = try JSONSerialization.jsonObject(with: Data(dump.output.utf8)) as? [String: Any]
        func walk(_ command: [String: Any], _ above: String) -> [Command] {
            guard let word = command["commandName"] as? String, word != "help",
                command["shouldDisplay"] as? Bool != false
            else { return [] }
            let name = above + word
            let arguments = command["arguments"] as? [[String: Any]] ?? []
            let options = arguments.compactMap { ($0["preferredName"] as? [String: Any])?["name"] as? String }
            let below = command["subcommands"] as? [[String: Any]] ?? []
            return [Command(name: name, options: options.map { "--\($0)" })]
                + below.flatMap { walk($0, name + "-") }
        }
        return walk(try #require(top?["command"] as? [String: Any]), "")
    }

    @Test(.enabled(if: Tool.isThere("mandoc"), "mandoc is not there")) func thePagesAreGoodMdoc() throws {
        let folder = try installed().path("usr/share/man/man1")
        for page in try names("usr/share/man/man1") {
            let ending = try run("mandoc", "-Tlint", "-Wstyle", "\(folder)/\(page)", in: Package.root)
            // The other pages are not where mandoc looks for them.
            let said = (ending.output + ending.errors).split(separator: "\n").filter {
                !$0.contains("referenced manual not found")
            }
            #expect(said.isEmpty, "\(page): \(said)")
        }
    }

    @Test(.enabled(if: Tool.isThere("groff"), "groff is not there")) func groffReadsThePagesToo() throws {
        let folder = try installed().path("usr/share/man/man1")
        for page in ["pelnas.1", "pelnas-run.1", "pelnas-ask.1"] {
            let ending = try run(
                "groff", "-ww", "-mdoc", "-Tascii", "-P-cbou", "\(folder)/\(page)", in: Package.root)
            #expect(ending.code == 0 && ending.errors.isEmpty, "\(ending.errors)")
            #expect(ending.output.contains("\nEXIT STATUS\n"))
        }
    }

    @Test(arguments: shells.filter(Tool.isThere)) func aShellReadsItsCompletions(_ shell: String) throws {
        let workplace = try Workplace()
        let script = try run("pelnas", "--generate-completion-script", shell, in: workplace.url)
        #expect(script.code == 0)
        #expect(script.output.contains("doctor") && !script.output.contains("manual"))
        try workplace.write(script.output, to: "script")
        let ending = try run(shell, "-n", "script", in: workplace.url)
        #expect(ending.code == 0 && ending.errors.isEmpty, "\(ending.errors)")
    }

    @Test(.enabled(if: Tool.isThere("bash"), "bash is not there")) func bashCompletesCommandsAndValues()
        throws
    {
        let workplace = try Workplace()
        try workplace.write(
            """
            source "$1"
            shift
            COMP_LINE="$*" COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            COMP_POINT=${#COMP_LINE}
            _pelnas pelnas "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            echo "${COMPREPLY[*]}"
            """, to: "complete.bash")
        let script = try installed().path("usr/share/bash-completion/completions/pelnas")
        func complete(_ words: String...) throws -> String {
            try RunningCommand(
                ["bash", "complete.bash", script, "pelnas"] + words, in: workplace.url
            ).wait().output
        }
        #expect(try complete("doc") == "doctor\n")
        #expect(try complete("run", "--from", "ev") == "evaluate\n")
        #expect(try complete("run", "--set", "target.dev").contains("target.device=fpga"))
    }

    @Test func uninstallingLeavesNothing() throws {
        let workplace = try Workplace()
        let folder = "DESTDIR=\(workplace.url.path)"
        try workplace.write("somebody else's", to: "usr/share/man/man1/other.1")
        #expect(try Self.make("install", folder).code == 0)
        #expect(try Self.make("install", folder).code == 0, "a second time too")
        #expect(try Self.make("uninstall", folder).code == 0)
        #expect(try workplace.files(below: "").keys.sorted() == ["usr/share/man/man1/other.1"])
    }

    @Test func makeSaysWhatItCanDo() throws {
        let help = try Self.make("help")
        for target in ["make run", "make test", "make install", "make uninstall"] {
            #expect(help.output.contains(target), "\(help.output)")
        }
        #expect(try Self.make("-n", "run").output.contains("--run-dir runs/cifar10-raspi4"))
        let all = try Self.make("-n", "run", "DEVICE=all", "DATASET=all", "TABLES=some folder").output
        #expect(all.contains("DATASETS=\"cifar10 cifar100 ImageNet16-120\""), "\(all)")
        #expect(all.contains("\"data.tables=some folder\""), "\(all)")
    }

    @Test func withoutSwiftSetupSaysWhereItIsFrom() throws {
        let workplace = try Workplace()
        let ending = try run(
            "sh", "-c", "PATH=\(workplace.url.path) exec \"$0\" setup", Self.makePath, in: Package.root)
        #expect(ending.errors.contains("https://swift.org/install") && ending.errors.contains("69"))
    }

    private static let makePath =
        ["/usr/bin/make", "/usr/local/bin/make"].first { FileManager.default.fileExists(atPath: $0) }
        ?? "make"
}
