import PipelineFile

private let words = [
    "&a ", "*a", "<<: *a\n", "<<: [*a, *a]\n", "!!int ", "!!binary ", "!x ", "%YAML 1.2\n", "---\n", "...\n",
    "? ", ": ", "- ",
    "[", "]", "{", "}", "|\n", ">-\n", "\"", "'", "#", "\t", "\r\n", "\u{FEFF}", "${HOME}", "${", "}",
    "${A:-b}", "~",
    "null", "yes", "name: ", "target: ", "chain:\n", "repeat: ", "generations: ", "stages: ", "  ", "1e3",
    "0o17", "é", "\0",
    "[[[[[[[[", "{a: {a: {a: ", "constraints: ", "objectives: ", "program: ", "command: ", "variables:\n",
    "methods:\n",
]

func yamlTargets() throws -> [FuzzTarget] {
    let environment = ["HOME": "/home/a", "A": "1\n2: {"]
    let pipelines = try PackageFiles.all(in: "pipeline", ending: ".yaml")
    let overrides = [
        "target.device=fpga", "prompt.children=3", "chain=[seed]", "evaluate.constraints={latency: 5}",
        "a.b.c=[1, {d: 2}]",
        "target={device: raspi4}", "chain[3].repeat.generations=7",
    ].map { Array($0.utf8) }
    return [
        FuzzTarget("yaml/pipeline", samples: pipelines, words: words, allowance: Allowance.values) { bytes in
            _ = try PipelineFile.parse(bytes, file: "a.yaml", environment: environment)
        },
        FuzzTarget("yaml/override", samples: overrides, words: words, allowance: Allowance.values) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            _ = try PipelineFile.parse(
                pipelines[0], file: "a.yaml", environment: environment, overrides: [text])
        },
        FuzzTarget(
            "yaml/study", samples: try PackageFiles.all(in: "pipeline/studies", ending: ".yaml"),
            words: words, allowance: Allowance.values
        ) { bytes in
            _ = try StudyFile.parse(bytes, file: "a.yaml", environment: environment)
        },
        FuzzTarget(
            "yaml/space", samples: try PackageFiles.all(in: "data/spaces", ending: ".yaml"), words: words,
            allowance: Allowance.values
        ) { bytes in
            _ = try SpaceFile.parse(bytes, file: "a.yaml", dataset: "cifar10")
        },
    ]
}
