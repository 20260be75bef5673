import PipelineFile
import Testing

struct ChainTests {
    private func file(_ entries: String) -> String { least.with("[seed]", "[\(entries)]") }

    private func steps(_ entries: String) throws -> [ChainEntry.Step] {
        try settings(file(entries)).chain.map(\.step)
    }

    @Test func programsAreRead() throws {
        let own = "program: {name: notify-me2, command: [sh, -c, '', \"echo $${HOME}\"], writes: [note.txt]}"
        #expect(
            try steps(own) == [
                .program(
                    ChainProgram(
                        name: "notify-me2", command: ["sh", "-c", "", "echo ${HOME}"], reads: [],
                        writes: ["note.txt"]))
            ])
        let paths = "\"generation-{generation}/a.jsonl\", 'x{previous}'"
        let standIn =
            "repeat: {generations: 0, stages: [program: {name: prompt, command: [p], reads: [\(paths)]}]}"
        let program = ChainProgram(
            name: "prompt", command: ["p"],
            reads: ["generation-{generation}/a.jsonl", "x{previous}"],
            writes: nil)
        let expected = ChainEntry(.program(program), location: Location(file: "", line: 0, column: 0))
        #expect(try steps(standIn) == [.repeated(generations: 0, [expected])])
        #expect(program.stage == .prompt)
    }

    @Test(arguments: [
        (
            "evalute",
            """
            9: found 'evalute'; expected one of partition, fit, seed, prompt, evaluate, archive, aggregate, \
            score; did you mean 'evaluate'?
            """
        ),
        ("5", "9: found 5, a whole number; expected a stage's name, repeat: {…}, or program: {…}"),
        ("[seed]", "9: found a list; expected a stage's name, repeat: {…}, or program: {…}"),
        (
            "repeet: {}",
            """
            9: unknown key 'repeet' in a chain entry; did you mean 'repeat'? (allowed: repeat, program)
            """
        ),
        ("{}", "9: found 0 keys in a chain entry; expected one"),
        (
            "repeat: {generations: 100001, stages: [prompt]}",
            """
            31: found 100001; expected a whole number from 0 to 100000
            """
        ),
        ("repeat: {generations: 1, stages: []}", "42: found a list; expected a list of at least one stage"),
        ("repeat: {generations: 1}", "17: missing key 'stages' in repeat; expected a list of stages"),
        (
            "repeat: {generations: 1, stages: [repeat: {}]}",
            """
            51: a repeat inside a repeat; expected stages and programs only
            """
        ),
        (
            "program: {name: Own, command: [a], writes: [b]}",
            """
            25: found 'Own'; expected a stage's name, or a name of a-z 0-9 - that begins with a letter, \
            at most 64 long
            """
        ),
        (
            "program: {name: own, command: [a]}",
            """
            18: missing key 'writes' in program; expected a list of the files it writes
            """
        ),
        (
            "program: {name: seed, command: []}",
            """
            40: found a list; expected a list: the program and its arguments
            """
        ),
        (
            "program: {name: seed, command: 'a b'}",
            """
            40: found 'a b', a string; expected a list: the program and its arguments
            """
        ),
        ("program: {name: seed, command: ['']}", "41: found ''; expected the name or path of a program"),
        (
            "program: {name: seed, command: [a, 5]}",
            """
            44: found 5, a whole number; expected a string without U+0000; write it in quotes: \"5\"
            """
        ),
        (
            "program: {name: seed, command: [a, \"\\0\"]}",
            """
            44: found '\u{FFFD}'; expected a string without U+0000
            """
        ),
        (
            "program: {name: seed}",
            """
            18: missing key 'command' in program; expected a list: the program and its arguments
            """
        ),
    ])
    func mistakesAreNamed(entries: String, message: String) {
        #expect(headings(file(entries)) == ["a.yaml:3:" + message])
    }

    @Test(arguments: [
        "/etc/passwd", "../x", "a/../b", "a//b", "a/", "", "./a", "a/{niche}", "a}", "{generation", "\\0",
    ])
    func pathsStayUnderTheRunDirectory(path: String) {
        let lines = headings(file("program: {name: seed, command: [a], writes: [\"\(path)\"]}"))
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("a.yaml:3:54: found '") == true)
        #expect(
            lines.first?.hasSuffix(
                "expected a path under the run directory: relative, without '..', '.' or empty parts, and of "
                    + "braces one {generation} or {previous} at most") == true)
    }

    @Test func anEmptyChainIsNone() {
        #expect(headings(file("")) == ["a.yaml:3:8: found a list; expected a list of at least one stage"])
        #expect(
            headings(least.with("chain: [seed]", "")) == [
                "a.yaml:1:1: missing key 'chain' in the pipeline file; expected a list of stages"
            ])
    }

    @Test func laterChecksPointAtTheEntry() throws {
        let file = try PipelineFile.parse(Array(example.utf8), file: "a.yaml")
        #expect(
            file.diagnostic(at: file.settings.chain[2].location, message: "nothing to evaluate").description
                == """
                a.yaml:35:5: nothing to evaluate
                   35 |   - repeat: {generations: 10, stages: [prompt, evaluate, archive]}
                      |     ^~~~~~
                """)
    }
}
