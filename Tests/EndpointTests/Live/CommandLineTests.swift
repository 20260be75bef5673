import ModelServer
import Records
import Testing

/// The program's options and environment.
@Suite struct CommandLineTests {
    private func run(_ arguments: [String], _ environment: [String: String]) async throws -> Answers {
        let process = try AskProcess(arguments, environment: environment)
        try? process.write(request("a") + "\n")
        try process.closeInput()
        return try await process.wait()
    }

    @Test("Without a key and a base URL it names the variable") func noKey() async throws {
        let answers = try await run([], [:])
        #expect(answers.code == 69)
        #expect(
            answers.errors
                == "ask: OPENAI_API_KEY is not set: it holds the key of https://api.openai.com/v1\n")
        #expect(
            try await run(["--key-variable", "MY_KEY"], ["OPENAI_API_KEY": "k"]).errors.contains(
                "MY_KEY is not set"))
    }

    @Test("The option comes before OPENAI_BASE_URL, that before OPENAI_API_BASE") func precedence()
        async throws
    {
        let server = try await ModelServer.start()
        let nowhere = "http://127.0.0.1:1/v1"
        for (arguments, environment) in [
            (
                ["--base-url", server.baseURL + "/"],
                ["OPENAI_BASE_URL": nowhere, "OPENAI_API_BASE": nowhere]
            ),
            ([], ["OPENAI_BASE_URL": server.baseURL, "OPENAI_API_BASE": nowhere]),
            ([], ["OPENAI_BASE_URL": "", "OPENAI_API_BASE": server.baseURL]),
        ] { #expect(try await run(arguments, environment).code == 0) }
        #expect(server.requests.count == 3)
        await server.stop()
    }

    @Test("The key comes from the variable named") func keyVariable() async throws {
        let server = try await ModelServer.start()
        _ = try await run(
            ["--base-url", server.baseURL, "--key-variable", "MY_KEY"],
            ["MY_KEY": "mine", "OPENAI_API_KEY": "no"])
        #expect(server.requests.first?.headers["authorization"] == "Bearer mine")
        await server.stop()
    }

    @Test("A proxy the environment names is used, except for hosts of no_proxy") func proxy() async throws {
        let proxy = try RawServer { connection, _ in connection.respond(#"{"from":"proxy"}"#) }
        let through = ["http_proxy": proxy.baseURL]
        let base = ["--base-url", "http://nobody.invalid/v1", "--retries", "0"]
        #expect(try await run(base, through)["a"].body["from"] == .string("proxy"))
        let spared = try await run(base, through.merging(["no_proxy": "nobody.invalid"]) { $1 })
        #expect(spared["a"].errorCode == "name_not_found")
        #expect(proxy.connections == 1)
    }

    @Test(
        "A wrong option is a usage error",
        arguments: [
            ["--base-url", "ftp://h"], ["--base-url", "http://me:pass@h"], ["--base-url", "http://h/?q=1"],
            ["--concurrency", "0"], ["--concurrency", "1000"], ["--retries", "-1"], ["--time-out", "0"],
            ["--time-out", "nan"], ["--retry-delay", "-1"], ["--omit", "model"], ["--wait", "-1"],
            ["--wait", "5"],
            ["--poll", "0"],
            ["--what"], ["extra"],
        ])
    func usage(arguments: [String]) async throws {
        let answers = try await run(arguments, ["OPENAI_API_KEY": "k"])
        #expect(answers.code == 64)
        #expect(!answers.errors.contains("pass@"))
    }

    @Test("It says what it is") func help() async throws {
        let help = try await run(["--help"], [:])
        #expect(help.code == 0)
        for word in ["--concurrency", "--batch", "batch_expired", "OPENAI_API_KEY", "Examples:", "75"] {
            #expect(help.output.contains(word))
        }
        #expect(try await run(["--version"], [:]).output.hasPrefix("ask "))
    }
}
