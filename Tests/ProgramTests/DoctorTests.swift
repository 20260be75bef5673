import Foundation
import ModelServer
import Testing

/// `pelnas doctor` says whether all that a search needs is there, and what to do where it is not.
@Suite struct DoctorTests {
    private static let none = [
        "PELNAS_TABLES": "", "OPENAI_API_KEY": "", "OPENAI_BASE_URL": "", "OPENAI_API_BASE": "",
        "OMP_NUM_THREADS": "1", "no_proxy": "127.0.0.1",
    ]

    private struct Check: Decodable {
        var check: String
        var verdict: String
        var found: String
        var advice: String?
    }

    /// What it finds, by check; two findings of one check are both there.
    private func findings(_ ending: Ending) throws -> [String: [Check]] {
        let checks = try ending.output.split(separator: "\n").map {
            try JSONDecoder().decode(Check.self, from: Data($0.utf8))
        }
        return Dictionary(grouping: checks, by: \.check)
    }

    private func environment(_ more: [String: String] = [:]) -> [String: String] {
        Self.none.merging(more) { $1 }
    }

    @Test func whereAllIsThereItFindsNoTrouble() throws {
        let workplace = try Workplace()
        let tables = ["PELNAS_TABLES": try SyntheticTables.folder()]
        let ending = try run("pelnas", "doctor", in: workplace.url, environment: environment(tables))
        #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
        #expect(ending.output.hasSuffix("\n  No trouble.\n"))
        #expect(ending.output.contains("12 programs"))
        #expect(try workplace.files(below: ".").isEmpty)
        let json = try run("pelnas", "doctor", "--json", in: workplace.url, environment: environment(tables))
        let found = try findings(json)
        #expect(found["tables"]?.first?.found.hasPrefix("7 in ") == true)
        let libraries = found["libraries"]?.first?.found ?? ""
        for library in ["libyaml", "xxHash", "XGBoost", "libcurl"] {
            #expect(libraries.contains(try Regex("\(library) \\d+\\.\\d+")), "\(libraries)")
        }
    }

    @Test(.enabled(if: Tool.isThere("python3"), "python3 is not there"))
    func theProgramsThatMeasureAreLookedFor() throws {
        let own = try OwnSpace()
        func check(_ command: String) throws -> Check {
            let ending = try run(
                "pelnas", "doctor", "pipeline.yaml", "--json", "--set", "evaluate.latency.command=\(command)",
                in: own.workplace.url, environment: environment())
            let found = try findings(ending)
            #expect(found["program for accuracy"]?.first?.verdict == "ok", "\(ending.output)\(ending.errors)")
            return try #require(found["program for latency"]?.first)
        }
        #expect(try check("[python3, own.py]").verdict == "ok")
        for (command, words) in [
            ("[python3, other.py]", "no file other.py"), ("[no-such-program]", "not on the PATH"),
            ("[./nothing]", "no program ./nothing"), ("[./own.py]", "may not be executed"),
        ] {
            let found = try check(command)
            #expect(found.verdict == "trouble" && found.found.contains(words), "\(found)")
            #expect(found.advice != nil)
        }
    }

    @Test func itIsFast() throws {
        let workplace = try Workplace()
        let tables = ["PELNAS_TABLES": try SyntheticTables.folder()]
        let times = try (0..<3).map { _ in
            let begin = ContinuousClock.now
            _ = try run("pelnas", "doctor", in: workplace.url, environment: environment(tables))
            return ContinuousClock.now - begin
        }
        // A fifth of a second on a quiet machine, in a release build; this one may be neither.
        #expect(try #require(times.min()) < .seconds(2))
    }

    @Test func tablesThatAreNotThereAreTrouble() throws {
        let workplace = try Workplace()
        try FileManager.default.createDirectory(
            at: workplace.url.appending(path: "empty"), withIntermediateDirectories: true)
        for folder in ["nowhere", "empty"] {
            let tables = ["PELNAS_TABLES": workplace.path(folder)]
            let ending = try run(
                "pelnas", "doctor", "--json", in: workplace.url, environment: environment(tables))
            #expect(ending.code == 1)
            let found = try #require(try findings(ending)["tables"]?.first)
            #expect(found.verdict == "trouble" && found.found.contains(folder), "\(found)")
            #expect(found.advice?.contains("pelnas import") == true)
        }
    }

    @Test func aTableThatThePipelineNeedsAndLacksIsNamed() throws {
        let search = try Search(generations: 0)
        let tables = try Workplace()
        for name in ["nas-bench-201/accuracy.csv", "hw-nas-bench/cifar10.csv"] {
            let text = try String(
                contentsOfFile: try SyntheticTables.folder() + "/" + name, encoding: .utf8)
            try tables.write(text, to: name)
        }
        let ending = try run(
            "pelnas", "doctor", "pipeline.yaml", "--set", "data.tables=\(tables.url.path)", "--set",
            "target.dataset=cifar100", "--json", in: search.workplace.url, environment: environment())
        #expect(ending.code == 1, "\(ending.errors)")
        let found = try findings(ending)
        #expect(found["table hw-nas-bench/cifar100"]?.first?.verdict == "trouble", "\(ending.output)")
    }

    @Test func aTableThatIsBrokenIsTrouble() throws {
        let tables = try Workplace()
        try tables.write("arch,cifar10_valid\n", to: "nas-bench-201/accuracy.csv")
        try tables.write("no table at all", to: "hw-nas-bench/cifar10.table")
        let ending = try run(
            "pelnas", "doctor", "--json", in: tables.url,
            environment: environment(["PELNAS_TABLES": tables.url.path]))
        #expect(ending.code == 1)
        #expect(try findings(ending)["table hw-nas-bench/cifar10"]?.first?.verdict == "trouble")
    }

    @Test func aMissingStageAndOneOfAnotherVersionAreNamed() throws {
        let installation = try Workplace()
        let programs = [
            "pelnas", "partition", "fit", "seed", "prompt", "evaluate", "archive", "aggregate", "ask",
        ]
        for program in programs where program != "seed" {
            try FileManager.default.copyItem(
                at: Package.products.appending(path: program),
                to: installation.url.appending(path: program))
        }
        try installation.write("#!/bin/sh\necho seed 0.0.7\n", to: "seed")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: installation.path("seed"))
        let ending = try run(
            installation.path("pelnas"), "doctor", "--json", in: installation.url,
            environment: environment())
        #expect(ending.code == 1)
        let found = try findings(ending)
        #expect(found["program score"]?.first?.found.contains("libexec/pelnas") == true, "\(ending.output)")
        #expect(found["program seed"]?.first?.found.contains("seed 0.0.7") == true, "\(ending.output)")
        #expect(found["program fit"] == nil)
    }

    @Test func aKeyIsNotShownInAnyForm() throws {
        let workplace = try Workplace()
        let key = "sk-made-up-0123456789abcdef"
        let forms: [[String: String]] = [
            ["OPENAI_API_KEY": key], ["OPENAI_API_KEY": key + "\n"], ["OPENAI_BASE_URL": key],
            ["OPENAI_API_KEY": key, "OPENAI_BASE_URL": "https://user:\(key)@host/v1"],
            ["OPENAI_BASE_URL": "http://host:8000/v1?key=\(key)"],
            ["OPENAI_API_KEY": key, "https_proxy": "http://user:\(key)@proxy:3128"],
        ]
        for form in forms {
            for output in [["--json"], []] {
                let ending = try RunningCommand(
                    ["pelnas", "doctor"] + output, in: workplace.url, environment: environment(form)
                ).wait()
                #expect(!(ending.output + ending.errors).contains("made-up"), "\(ending.output)")
                #expect(ending.output.contains("OPENAI_"), "\(ending.output)")
            }
        }
    }

    @Test func theModelIsAskedOnlyWhenThatIsWished() async throws {
        let search = try ModelSearch()
        let server = try await ModelServer.start { _ in .completion("ok") }
        let quiet = try await search.pelnas("doctor", "pipeline.yaml", "--json", server: server)
        #expect(quiet.code == 0, "\(quiet.output)\(quiet.errors)")
        #expect(server.requests.isEmpty)
        let asked = try await search.pelnas("doctor", "pipeline.yaml", "--online", "--json", server: server)
        #expect(asked.code == 0, "\(asked.output)\(asked.errors)")
        #expect(server.requests.count == 1)
        #expect(try findings(asked)["model's answer"]?.first?.found.contains("answers") == true)
        await server.stop()
        let refusing = try await ModelServer.start { _ in .error(401, "wrong key \(ModelSearch.key)") }
        let refused = try await search.pelnas(
            "doctor", "pipeline.yaml", "--online", "--json", server: refusing)
        await refusing.stop()
        #expect(refused.code == 1)
        #expect(try findings(refused)["model's answer"]?.first?.verdict == "trouble", "\(refused.output)")
        #expect(!(refused.output + refused.errors).contains(ModelSearch.key))
    }

    @Test func aRunDirectoryIsLookedInto() throws {
        let search = try Search(generations: 0)
        try search.complete("run", "--until", "partition")
        func doctor() throws -> [String: [Check]] {
            try findings(
                try run(
                    "pelnas", "doctor", "--run-dir", "run", "--json", in: search.workplace.url,
                    environment: environment()))
        }
        #expect(try doctor()["journal"]?.first?.found == "1 executions")
        let journal = try search.workplace.read("run/journal.jsonl")
        try search.workplace.write(journal + "{\"cut", to: "run/journal.jsonl")
        #expect(try doctor()["journal"]?.first?.verdict == "hint")
        try search.workplace.write("nonsense\n" + journal, to: "run/journal.jsonl")
        #expect(try doctor()["journal"]?.first?.verdict == "trouble")
        let locked = try run(
            "flock", "run", "pelnas", "doctor", "--run-dir", "run", "--json", in: search.workplace.url,
            environment: environment())
        #expect(try findings(locked)["lock"]?.first?.verdict == "hint", "\(locked.output)")
    }
}
