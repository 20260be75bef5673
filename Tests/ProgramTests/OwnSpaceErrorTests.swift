import Foundation
import Testing

/// What is wrong with a space, or does not go with one, is told in one message with the right code.
@Suite struct OwnSpaceErrorTests {
    @Test(arguments: [
        ("space=nowhere.yaml", 66, "there is no file nowhere.yaml"),
        ("space=folder.yaml", 66, "folder.yaml is a folder"),
        ("objectives=[accuracy, flops]", 78, "it has no measure 'flops_m'"),
        ("space=nas-bench-102", 78, "expected one of nas-bench-201, autoformer-tiny"),
        ("space=bad.yaml", 78, "bad.yaml:3:"),
        ("space=broken.yaml", 78, "broken.yaml:2:1: not YAML"),
        ("space=empty.yaml", 78, "the file is empty"),
        ("partition.scheme=by-size", 78, "no scheme 'by-size'; it has by-kind, none"),
        ("target.latency_limit_ms=3", 78, "leave the limit out"),
        ("evaluate.accuracy.source=table", 78, "goes with nas-bench-201 alone"),
        ("evaluate.latency.source=table", 78, "goes with nas-bench-201 alone"),
        ("evaluate.accuracy.source=proxy", 78, "goes with nas-bench-201 alone"),
        ("evaluate.accuracy.source=surrogate", 78, "no model ships that predicts accuracies"),
        ("evaluate.latency.source=surrogate", 78, "nothing predicts latencies"),
        ("prompt.proposer=collm", 78, "choose another proposer"),
        ("target.dataset=a b", 78, "expected a name of 1 to 64"),
    ]) func whatDoesNotFitIsTold(_ setting: String, _ code: Int32, _ words: String) throws {
        let own = try OwnSpace()
        try own.workplace.write(
            "name: bad\nvariables:\n  a: {meaning: a, choices: [1, 2], when: b > 2}\n", to: "bad.yaml")
        try own.workplace.write("name: [bad\n", to: "broken.yaml")
        try own.workplace.write("", to: "empty.yaml")
        try own.workplace.write("", to: "folder.yaml/file")
        let ending = try own.run("run", setting)
        #expect(ending.code == code, "\(ending.errors)")
        #expect(ending.errors.contains(words), "\(ending.errors)")
        // What was found once, beside at most a word of the driver's about the stage.
        let messages = ending.errors.split(separator: "\n").filter {
            !$0.hasPrefix(" ") && !$0.contains("failed with exit code")
        }
        #expect(messages.count == 1, "\(ending.errors)")
    }

    @Test func aCandidateThatIsNoArchitectureIsToldByItsPlace() throws {
        let own = try OwnSpace(generations: 0)
        let made = try own.run("run", "chain=[partition, seed]")
        try #require(made.code == 0, "\(made.errors)")
        for (text, words) in [
            ("nonsense", "column 1"), ("stages=2 kind=plain width=16", "width"),
            ("stages=2 kind=plain expansion=2 width=16,8", "expansion"),
            ("stages=9 kind=plain width=16,8", "expected"),
        ] {
            let line =
                #"{"schema":"candidate/1","cell":"\#(text)","generation":0,"id":"g00-plain-c1","niche":"plain","#
                + #""operator":"seed","parents":[],"rationale":null}"# + "\n"
            let ending = try evaluated(line, own.workplace)
            #expect(ending.code == 65, "\(ending.errors)")
            #expect(
                ending.errors.contains("g00-plain-c1") && ending.errors.contains("field 'cell'")
                    && ending.errors.contains(words), "\(ending.errors)")
        }
    }

    private func evaluated(_ line: String, _ workplace: Workplace) throws -> Ending {
        try RunningCommand(
            ["evaluate", "--run-dir", "run", "--generation", "0", "--input", "-", "--output", "-"],
            in: workplace.url, input: line
        ).wait()
    }
}
