import Spaces
import Testing

@testable import Benchmarks

@Suite("NASLib's names for cells")
struct NASLibKeyTests {
    private func cell(_ key: String) -> Cell? {
        Array(key.utf8).withUnsafeBufferPointer { NASLibKey.cell($0) }
    }

    @Test("NASLib's own example")
    func example() {
        // What NASLib's convert_op_indices_to_str makes of it.
        let expected =
            "|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|"
        #expect(cell("(4, 0, 3, 1, 4, 3)")?.description == expected)
        #expect(cell("[4,0,3,1,4,3]")?.description == expected)
        #expect(cell(expected)?.description == expected)
    }

    @Test("Each of the 15,625 keys names another cell")
    func bijection() {
        var cells: Set<Cell> = []
        for code in 0..<Cell.count {
            let digits = [3125, 625, 125, 25, 5, 1].map { String(code / $0 % 5) }
            if let cell = cell("(\(digits.joined(separator: ", ")))") { cells.insert(cell) }
        }
        #expect(cells.count == Cell.count)
    }

    @Test(
        "Anything else names none",
        arguments: [
            "", "(", "()", ")", "(4, 0, 3, 1, 4)", "(4, 0, 3, 1, 4, 3, 1)", "(4, 0, 3, 1, 4, 5)",
            "(4, 0, 3, 1, 4, 3,)", "(4,, 0, 3, 1, 4)", "[4, 0, 3, 1, 4, 3)", "(-4, 0, 3, 1, 4, 3)",
            "(40, 3, 1, 4, 3, 1)", "4, 0, 3, 1, 4, 3",
        ])
    func refused(key: String) {
        #expect(cell(key) == nil)
    }
}
