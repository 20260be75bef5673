import TestSupport
import Testing

@testable import Spaces

/// The benchmark's own numbering of its cells, and the generator of Python's that it comes from.
@Suite struct NATSBenchIndexTests {
    /// As printed by CPython 3.11: `random.seed(s); [random.getrandbits(32) for _ in range(3)]`.
    @Test(
        arguments: zip(
            [0, 88, 4_294_967_295] as [UInt32],
            [
                [3_626_764_237, 1_654_615_998, 3_255_389_356], [1_707_201_716, 4_182_107_318, 813_946_014],
                [2_728_839_433, 2_661_025_012, 872_737_089],
            ] as [[UInt32]]))
    func drawsPythonsNumbers(_ seed: UInt32, _ expected: [UInt32]) {
        var random = PythonRandom(seed: seed)
        #expect((0..<3).map { _ in random.next() } == expected)
    }

    @Test func drawsPythonsNumbersBeyondTheFirstState() {
        var random = PythonRandom(seed: 88)
        var last: UInt32 = 0
        for _ in 0..<1_000 { last = random.next() }
        #expect(last == 1_496_785_836)
    }

    @Test func shufflesAsPythonDoes() {
        var random = PythonRandom(seed: 88)
        var list = Array(0..<10)
        random.shuffle(&list)
        #expect(list == [8, 2, 9, 4, 0, 7, 1, 5, 3, 6])
        var nothing: [Int] = []
        random.shuffle(&nothing)
        #expect(nothing.isEmpty)
    }

    @Test func nothingIsBelowNothing() {
        var random = PythonRandom(seed: 1)
        #expect(random.below(0) == 0)
        #expect((0..<100).allSatisfy { _ in random.below(1) == 0 })
    }

    /// Index 0 is asserted by the benchmark's own code; the others are its best cells by test accuracy on
    /// cifar10, cifar100 and ImageNet16-120, and its last.
    @Test(arguments: [
        (
            0,
            "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|"
        ),
        (
            6111,
            "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|"
        ),
        (
            9930,
            "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|"
        ),
        (
            857,
            "|nor_conv_1x1~0|+|nor_conv_1x1~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|"
        ),
        (15624, "|nor_conv_1x1~0|+|none~0|nor_conv_1x1~1|+|none~0|nor_conv_1x1~1|nor_conv_1x1~2|"),
    ])
    func knowsTheBenchmarksCells(_ index: Int, _ text: String) throws {
        let cell = try Cell(parsing: text)
        #expect(cell.natsBenchIndex == index)
        #expect(Cell(natsBenchIndex: index) == cell)
    }

    @Test func everyCellHasAnIndexOfItsOwn() {
        #expect(Set(Cell.all.map(\.natsBenchIndex)) == Set(0..<Cell.count))
        #expect(Cell.all.allSatisfy { Cell(natsBenchIndex: $0.natsBenchIndex) == $0 })
    }

    @Test(arguments: [-1, 15_625, .max, .min]) func outsideTheSpaceThereIsNoCell(_ index: Int) {
        #expect(Cell(natsBenchIndex: index) == nil)
    }

    @Test(.enabled(if: RealTables.areThere, "\(RealTables.absence)"))
    func everyRowOfTheReleasedTableIsWhereTheIndexSays() throws {
        let rows = try RealTables.columns(["index", "arch"], of: "nas-bench-201/accuracy")
        #expect(rows.count == Cell.count)
        let wrong = try rows.filter { try Cell(parsing: $0[1]).natsBenchIndex != Int($0[0]) }
        #expect(wrong.isEmpty)
    }
}
