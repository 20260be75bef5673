import Testing

@testable import Spaces

struct CellNotationTests {
    private func fromBytes(_ text: [UInt8]) -> Cell? { text.withUnsafeBufferPointer { Cell(utf8: $0) } }

    private func refusal(_ text: String) -> String {
        do throws(CellError) {
            return "\(try Cell(parsing: text)) was accepted"
        } catch {
            return error.description
        }
    }

    @Test func aCellIsWrittenAsTheBenchmarkWritesIt() throws {
        #expect(
            try Cell("p1s1ss").description
                == "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|"
        )
    }

    @Test func everyCellComesBackByBothParsers() {
        let lost = Space.cells.filter { cell in
            let text = cell.description
            return (try? Cell(parsing: text)) != cell || fromBytes(Array(text.utf8)) != cell
        }
        #expect(lost.isEmpty)
    }

    /// Both parsers read the same cells and refuse the same texts, whatever happened to them.
    @Test(arguments: [1, 2, 3, 4])
    func theParsersAgreeOnMutations(_ seed: Int) {
        var random = RandomStream(seed: seed, "notation")
        let names = Operation.names + ["", "non", "nor_conv_3x1", "skip_connectnone"]
        let oddities = ["\u{301}", "\r\n", "é", "~0|", "+|", "|", "none", " ", "\0", "\u{200D}"]
        var read = 0
        for number in 0..<5_000 {
            var bytes = Array(Space.cells[random.below(Cell.count)].description.utf8)
            for _ in 0...random.below(2) {
                let place = random.below(bytes.count)
                switch random.below(7) {
                case 0: bytes[place] = UInt8(random.below(256))
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: Array((random.pick(oddities) ?? "").utf8), at: place)
                case 3: bytes = Array(bytes[..<place])
                case 4: bytes.swapAt(place, random.below(bytes.count))
                default:
                    // Another name in the place of the first: often a cell again.
                    let end = bytes.firstIndex(of: UInt8(ascii: "~")) ?? bytes.count
                    bytes.replaceSubrange(min(1, end)..<end, with: Array((random.pick(names) ?? "").utf8))
                }
                if bytes.isEmpty { bytes = [0x7C] }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let cell = fromBytes(bytes)
            #expect(cell == (try? Cell(parsing: text)), "seed \(seed), mutation \(number): \(text)")
            if let cell {
                read += 1
                #expect(Array(cell.description.utf8) == bytes, "seed \(seed), mutation \(number): \(text)")
            }
        }
        #expect(read > 500, "the mutations must leave something to read")
    }

    @Test func noPrefixOfACellIsOne() throws {
        let text = Array(try Cell("p1s1s-").description.utf8)
        for count in 0..<text.count {
            let prefix = String(decoding: text[..<count], as: UTF8.self)
            #expect(fromBytes(Array(text[..<count])) == nil)
            let error = #expect(throws: CellError.self) { try Cell(parsing: prefix) }
            #expect(1...(count + 1) ~= error?.column ?? 0, "within the text or right behind it: \(prefix)")
        }
    }

    // MARK: - What the errors say

    private static let operations = "none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3"

    @Test(arguments: [
        ("", "expected '|' to open the edges into node 1, found the end (at character 1)"),
        ("none~0|", "expected '|' to open the edges into node 1, found 'n' (at character 1)"),
        (" |none~0|", "expected '|' to open the edges into node 1, found ' ' (at character 1)"),
        ("|", "'' is no operation; it is one of \(operations) (at character 2)"),
        ("|conv~0|", "'conv' is no operation; it is one of \(operations) (at character 2)"),
        ("|None~0|", "'None' is no operation; it is one of \(operations) (at character 2)"),
        (
            "|" + String(repeating: "é", count: 99),
            "'\(String(repeating: "é", count: 40))…' is no operation; it is one of \(operations) (at character 2)"
        ),
        ("|none", "expected '~0|' behind the operation, found the end (at character 6)"),
        ("|none~1|", "expected '~0|' behind the operation, found '~' (at character 6)"),
        ("|none|", "expected '~0|' behind the operation, found '|' (at character 6)"),
        ("|none~0|", "expected '+|' to open the edges into node 2, found the end (at character 9)"),
        ("|none~0|none~0|", "expected '+|' to open the edges into node 2, found 'n' (at character 9)"),
        ("|none~0|+none", "expected '+|' to open the edges into node 2, found '+' (at character 9)"),
        ("|none~0|+|none~0|none~2|", "expected '~1|' behind the operation, found '~' (at character 22)"),
        (
            "|none~0|+|none~0|none~1|",
            "expected '+|' to open the edges into node 3, found the end (at character 25)"
        ),
        (
            "|none~0|+|none~0|+|", "'' is no operation; it is one of \(operations) (at character 18)"
        ),
        (
            "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|\n",
            "the cell is complete, yet more text follows (at character 48)"
        ),
        (
            "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|+|",
            "the cell is complete, yet more text follows (at character 48)"
        ),
    ])
    func anErrorNamesThePlaceAndWhatWasExpected(_ text: String, _ message: String) {
        #expect(refusal(text) == message)
    }
}
