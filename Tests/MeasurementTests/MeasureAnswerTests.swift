import Testing

@testable import Measurement

/// What a program's line means, and why it means nothing.
@Suite struct MeasureAnswerTests {
    private let quantities = [Quantity(name: "latency_ms"), Quantity(name: "accuracy_percent")]

    private func answer(_ text: String) throws(MeasureAnswer.Unreadable) -> MeasureAnswer {
        try MeasureAnswer(Array(text.utf8), to: "a", asked: quantities)
    }

    private func refusal(_ text: String) -> String {
        do {
            return "read as \(try answer(text))"
        } catch {
            return error.words
        }
    }

    @Test func numbersListsAndNull() throws {
        #expect(
            try answer(#"{"id":"a","latency_ms":[1,2.5],"accuracy_percent":null,"more":{"x":1}}"#)
                == .values(["latency_ms": .list([1, 2.5]), "accuracy_percent": .impossible]))
        #expect(
            try answer(#"{"id":"a","latency_ms":3,"accuracy_percent":90}"#)
                == .values(["latency_ms": .number(3), "accuracy_percent": .number(90)]))
    }

    @Test func anErrorInWordsThatNoTerminalActsOn() throws {
        #expect(try answer(#"{"id":"a","error":"no\u001b[31m board"}"#) == .failed("no [31m board"))
        let long = String(repeating: "x", count: 5000)
        guard case .failed(let words) = try answer(#"{"id":"a","error":"\#(long)"}"#) else {
            Issue.record("no error")
            return
        }
        #expect(words.count <= 301)
    }

    @Test(
        arguments: [
            ("hello", "no JSON"), ("", "no JSON"), ("[1]", "a list"), (#"{"latency_ms":1}"#, "no id"),
            (#"{"id":"b","latency_ms":1,"accuracy_percent":1}"#, "answered about 'b', asked about 'a'"),
            (#"{"id":"a","latency_ms":1}"#, "no accuracy_percent"),
            (#"{"id":"a","latency_ms":"1","accuracy_percent":1}"#, "latency_ms is a string"),
            (#"{"id":"a","latency_ms":[],"accuracy_percent":1}"#, "a list of 1 to 10000"),
            (#"{"id":"a","latency_ms":[1,null],"accuracy_percent":1}"#, "holds null"),
            (#"{"id":"a","latency_ms":-1,"accuracy_percent":1}"#, "latency_ms is -1.0"),
            (#"{"id":"a","latency_ms":1,"accuracy_percent":100.5}"#, "0.0 to 100.0"),
            (#"{"id":"a","latency_ms":1e999,"accuracy_percent":1}"#, "no JSON"),
        ])
    func whatIsNoAnswerSaysWhy(_ line: String, _ why: String) {
        #expect(refusal(line).contains(why), "\(refusal(line))")
    }

    @Test func aTallyTakesWarmingUpRepeatsAndLists() throws {
        var tally = Tally([
            Quantity(name: "latency_ms", repeats: 2, warmUp: 1), Quantity(name: "accuracy_percent"),
        ])
        try tally.take(["latency_ms": .number(9), "accuracy_percent": .number(90)])
        #expect(tally.open.map(\.name) == ["latency_ms"])
        try tally.take(["latency_ms": .number(5)])
        tally.beginAnew()
        // A new process is cold; what was measured counts.
        try tally.take(["latency_ms": .number(8)])
        try tally.take(["latency_ms": .number(6)])
        #expect(tally.isDone && tally.entries[0].samples == [5, 6])

        var inside = Tally([Quantity(name: "latency_ms", repeats: 5, warmUp: 3)])
        try inside.take(["latency_ms": .list([1, 2])])
        #expect(inside.isDone && inside.entries[0].samples == [1, 2])
        var never = Tally([Quantity(name: "latency_ms", repeats: 5, warmUp: 3)])
        try never.take(["latency_ms": .impossible])
        #expect(never.isDone && never.entries[0].samples.isEmpty)
    }
}
