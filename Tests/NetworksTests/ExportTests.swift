import Records
import Spaces
import Testing

@testable import Networks

/// Cells as text: CSV for tables, JSON for PyTorch.
@Suite struct ExportTests {
    private func exported(_ id: String = "g03-S2-c1", niche: String = "S2", latency: Double? = 2.5) throws
        -> ExportedCell
    {
        let evaluation = EvaluationRecord.of(.named(id, niche: niche), latency: latency)
        let truth = TrueFrontRecord(
            evaluation: evaluation, reference: .tables, trueAccuracyPercent: 94.1, isOnReferenceFront: true,
            isNonDominated: true)
        return try ExportedCell(evaluation.candidate, evaluation, truth: truth, on: .cifar100)
    }

    @Test func aRowHoldsWhatTheRunKnows() throws {
        let lines = CellCSV.text([try exported()]).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 3 && lines[2].isEmpty)
        #expect(lines[0] == Substring(CellCSV.columns.joined(separator: ",")))
        let cell = Cell.convolutions
        #expect(
            lines[1]
                == "g03-S2-c1,S2,3,\(cell),\(cell.natsBenchIndex),2.5,table,93.25,zero-cost+structure,94.1,,1.0,1.0,false,tables,true"
        )
    }

    @Test func whatIsNotKnownIsAnEmptyField() throws {
        let alone = CellCSV.text([ExportedCell(.convolutions, on: .cifar10)]).split(separator: "\n")
        #expect(alone[1].hasPrefix(",,,|nor_conv_3x3~0|"))
        #expect(alone[1].hasSuffix(",,"))
        let unmeasured = CellCSV.text([try exported(latency: nil)]).split(separator: "\n")
        #expect(unmeasured[1].contains(",,table,93.25,"))
    }

    @Test func aFieldWithACommaAQuoteOrALineBreakIsQuoted() throws {
        let text = CellCSV.text([try exported(niche: "few, \"or\"\nnone\r")])
        #expect(text.contains(",\"few, \"\"or\"\"\nnone\r\",3,"))
    }

    @Test func aTrueFrontOfAnotherSearchSaysNothing() throws {
        let evaluation = EvaluationRecord.of(.named("g03-S2-c1"))
        let other = TrueFrontRecord(
            evaluation: .of(.named("g03-S2-c1"), latency: 9), reference: .tables, trueAccuracyPercent: 94.1,
            isOnReferenceFront: true,
            isNonDominated: true)
        let exported = try ExportedCell(evaluation.candidate, evaluation, truth: other, on: .cifar10)
        #expect(exported.truth == nil)
    }

    @Test func aGenotypeHasTheTuplesOfTheBenchmarksStructure() throws {
        let cell = try #require(Cell(natsBenchIndex: 0))
        let json = Genotype.json(ExportedCell(cell, on: .imageNet16))
        #expect(
            json["nodes"]?.text
                == #"[[["avg_pool_3x3",0]],[["nor_conv_1x1",0],["skip_connect",1]],[["nor_conv_1x1",0],["skip_connect",1],["skip_connect",2]]]"#
        )
        #expect(
            json["network"]?.text
                == #"{"C":16,"N":5,"dataset":"ImageNet16-120","input":[1,3,16,16],"name":"infer.tiny","num_classes":120}"#
        )
        #expect(json["arch_str"]?.string == cell.description)
        #expect(json["nats_bench_index"]?.integer == 0)
        #expect(json["id"]?.isNull == true)
        #expect(json["objectives"]?["accuracy_percent"]?.isNull == true)
        #expect(json["objectives"]?["flops_m"]?.number == cell.flopsMillions(on: .imageNet16))
    }

    @Test func aGenotypeNamesTheSourceOfEachObjective() throws {
        let objectives = try #require(Genotype.json(try exported())["objectives"])
        #expect(objectives["accuracy_source"]?.string == "zero-cost+structure")
        #expect(objectives["latency_ms"]?.number == 2.5 && objectives["latency_source"]?.string == "table")
        #expect(objectives["true_accuracy_percent"]?.number == 94.1)
        #expect(objectives["on_reference_front"]?.bool == true && objectives["training_cell"]?.bool == false)
    }

    @Test func aFileIsNamedForItsCandidate() throws {
        #expect(ExportedCell.fileNames(of: [try exported()]) == ["g03-S2-c1"])
        #expect(
            ExportedCell.fileNames(of: [ExportedCell(.convolutions, on: .cifar10)]) == [
                "nats-bench-\(Cell.convolutions.natsBenchIndex)"
            ])
    }

    /// Names come from a run's records, and those from anybody's program.
    @Test(arguments: ["", "..", "../../etc/passwd", ".hidden", "-rf", "a/b", "a b", "a\0b", "ü", "\u{1B}[2J"])
    func aNameThatIsNoFileNameIsNotUsed(_ id: String) throws {
        #expect(
            ExportedCell.fileNames(of: [try exported(id)]) == [
                "nats-bench-\(Cell.convolutions.natsBenchIndex)"
            ])
    }

    @Test func noTwoFilesHaveTheSameName() throws {
        let names = ExportedCell.fileNames(of: try ["a", "A", "a", "..", "a"].map { try exported($0) })
        #expect(Set(names.map { $0.lowercased() }).count == 5, "\(names)")
        #expect(names[0] == "a")
    }
}
