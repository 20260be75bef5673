import PipelineFile
import Records
import Testing

@Suite("What candidates are weighed by")
struct ObjectivesTests {
    private func error(_ text: String) throws -> String {
        let error = #expect(throws: PipelineFileError.self) { try settings(text) }
        return "\(try #require(error))"
    }

    @Test func accuracyAndLatencyWhereNothingIsSaid() throws {
        #expect(try settings(least).objectives == [.accuracy, .latency])
        #expect(try settings(least + "objectives: null\n").objectives == [.accuracy, .latency])
        // Written back, the usual ones stay unsaid: settings are the bytes that they were.
        #expect(!(try settings(least).fileText.contains("objectives")))
        #expect(try settings(least + "objectives: [accuracy, latency]\n") == settings(least))
    }

    @Test func twoToFourInAnyOrderBehindAccuracy() throws {
        let text = least + "prompt: {proposer: nsga2}\n"
        for (words, expected) in [
            ("[accuracy, params]", [.accuracy, .params]),
            ("[accuracy, energy, latency]", [.accuracy, .energy, .latency]),
            ("[accuracy, flops, params, latency]", [.accuracy, .flops, .params, .latency]),
        ] as [(String, [Objective])] {
            let read = try settings(text + "objectives: \(words)\n")
            #expect(read.objectives == expected)
            #expect(try settings(read.fileText).objectives == expected)
        }
    }

    @Test(arguments: [
        ("accuracy", "expected a list of 2 to 4"), ("[accuracy]", "found 1 of them"),
        ("[accuracy, latency, energy, params, flops]", "found 5 of them"),
        ("[accuracy, latency, latency]", "found 'latency' twice"),
        ("[latency, accuracy]", "found 'latency' first"), ("[accuracy, latncy]", "did you mean 'latency'?"),
        ("[accuracy, 3]", "expected one of accuracy"),
    ])
    func whatIsNoneIsAnErrorWithItsPlace(words: String, message: String) throws {
        let error = try error(least + "objectives: \(words)\n")
        #expect(error.contains(message), "\(error)")
        #expect(error.contains(":4:"), "\(error)")
    }

    @Test func energyNeedsADeviceThatHasIt() throws {
        let error = try error(
            least.with("fpga", "raspi4") + "prompt: {proposer: pea}\nobjectives: [accuracy, energy]\n")
        #expect(error.contains("HW-NAS-Bench has not of raspi4"), "\(error)")
        #expect(error.contains("edgegpu, eyeriss, fpga"), "\(error)")
    }

    @Test func energyNeedsTables() throws {
        let error = try error(
            least.with("data: {tables: tables}\n", "") + "objectives: [accuracy, energy]\n")
        #expect(error.contains("no surrogate predicts") && error.contains("data.tables"), "\(error)")
    }

    @Test func aProgramMayMeasureEnergyWhereNoTableHasIt() throws {
        let measured =
            "objectives: [accuracy, latency, energy]\nevaluate: {energy: {source: command, command: [watts]}}\n"
        for device in ["fpga", "raspi4"] {
            let settings = try settings(
                least.with("fpga", device).with("data: {tables: tables}\n", "")
                    + "prompt: {proposer: pea}\n" + measured)
            #expect(settings.evaluate.energy == .init(source: .command, command: .cost(["watts"])))
            #expect(settings.score.truth == .unknown, "what is measured is judged by no table")
            #expect(settings.json["evaluate"]?["energy"]?["command"] == .array([.string("watts")]))
        }
        #expect(
            try settings(least).json["evaluate"]?["energy"] == nil, "where nothing is said it is not written")
    }

    @Test func anEnergyThatNobodyWeighsIsNotMeasured() throws {
        let error = try error(least + "evaluate: {energy: {source: command, command: [watts]}}\n")
        #expect(error.contains("energy is no objective"), "\(error)")
        let nothing = try self.error(
            least + "objectives: [accuracy, energy]\nevaluate: {energy: {source: command}}\n")
        #expect(nothing.contains("source: command, and no command"), "\(nothing)")
    }

    @Test func ofSpacesThatFilesDefineNoTableHasEnergy() throws {
        let space = least + "prompt: {proposer: pea}\nspace: autoformer-tiny\n"
        let error = try error(space + "objectives: [accuracy, energy]\n")
        #expect(error.contains("no table has of autoformer-tiny"), "\(error)")
        #expect(error.contains("evaluate.energy: {source: command"), "\(error)")
    }

    @Test func whoModelsTwoObjectivesTakesNoMore() throws {
        let two = least + "prompt: {proposer: screened-evolution}\n"
        #expect(try settings(two + "objectives: [accuracy, params]\n").objectives.count == 2)
        let error = try error(two + "objectives: [accuracy, latency, energy]\n")
        #expect(error.contains("screened-evolution") && error.contains("nsga2"), "\(error)")
    }
}
