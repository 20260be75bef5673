import Spaces
import Testing

@testable import Benchmarks

@Suite("A table in CSV")
struct CSVTableTests {
    private let folder: TemporaryFolder
    private let cell = Cell.number(4_321)
    private let other = Cell.number(77)

    init() throws { folder = try TemporaryFolder() }

    private func table(_ text: String) throws -> BenchmarkTable {
        try BenchmarkTable(path: folder.write("t.csv", text))
    }

    private func complaint(_ text: String, column: String = "x") -> String {
        message { _ = try table(text).column(column) }
    }

    @Test("Values go to their cells, an empty field is missing, a cell without a row too")
    func plain() throws {
        let table = try table("index,arch,x,y\n0,\(cell),1.5,\n1,\(other),,-2e3\n")
        #expect(table.columns == ["index", "x", "y"])
        let columns = try table.columns(["y", "x"])
        #expect(columns.map(\.name) == ["y", "x"])
        #expect(columns[1].value(of: cell) == 1.5)
        #expect(columns[1].value(of: other) == nil)
        #expect(columns[0].value(of: other) == -2000)
        #expect(columns[0].missingCount == Cell.count - 1)
    }

    @Test("A mark in front, CRLF, quotes, blank lines, the cell last, no line end at the end")
    func habits() throws {
        let text =
            "\u{FEFF}\"x\",\"a \"\"b\"\"\",arch_str\r\n\"7\",\"one, \"\"two\"\"\nthree\",\"\(cell)\"\r\n\r\n8,,\(other)"
        let table = try table(text)
        #expect(table.columns == ["x", "a \"b\""])
        let column = try table.column("x")
        #expect(column.value(of: cell) == 7)
        #expect(column.value(of: other) == 8)
    }

    @Test("Columns nobody asks for may hold anything")
    func unread() throws {
        #expect(try table("arch,x,note\n\(cell),1,see below\n").column("x").value(of: cell) == 1)
    }

    @Test(
        "A number that is none is named with its line and column",
        arguments: ["nan", "inf", "-inf", "0x10", "1.5ms", " 1", "1e999", "--"])
    func badNumber(text: String) {
        let complaint = complaint("arch,x\n\(cell),1\n\(other),\(text)\n")
        #expect(complaint.contains("t.csv:3: x: '\(text)' is no number"))
    }

    @Test("A row too short or too long says how many fields it has")
    func wrongCount() {
        #expect(complaint("arch,x\n\(cell)\n").contains("t.csv:2: the row has 1 field, expected 2"))
        #expect(complaint("arch,x\n\(cell),1\n\(other),2,3\n").contains("t.csv:3: the row has 3 fields"))
    }

    @Test("A cell with two rows is named with both lines")
    func duplicate() {
        let complaint = complaint("arch,x\n\(cell),1\n\(other),1\n\(cell),1\n")
        #expect(complaint.contains("t.csv:4"))
        #expect(complaint.contains("on line 2"))
    }

    @Test("A text that is no cell is answered with the cell parser's own words")
    func badCell() {
        let complaint = complaint("arch,x\n|nor_conv_9x9~0|+,1\n")
        #expect(complaint.contains("t.csv:2: arch: 'nor_conv_9x9' is no operation"))
        #expect(complaint.contains("(at character 2)"))
    }

    @Test("A header without cells, with a name twice, or none at all")
    func badHeader() {
        #expect(
            complaint("name,x\na,1\n").contains(
                "no column 'arch' (or 'arch_str') holds the cells; found 'name', 'x'"))
        #expect(complaint("arch,x,x\n").contains("x: two columns have this name"))
        #expect(complaint("").contains("the file is empty"))
        #expect(complaint("\n\r\n").contains("the file is empty"))
    }

    @Test("A column that is not there is answered with the nearest name")
    func unknownColumn() {
        let complaint = complaint("arch,synflow,snip\n", column: "sinflow")
        #expect(complaint.contains("did you mean 'synflow'?"))
        #expect(complaint.contains("'synflow', 'snip'"))
    }

    @Test("A quote that never closes is named with the line it opened on")
    func openQuote() {
        #expect(
            complaint("arch,x\n\(cell),1\n\(other),\"2\n\n").contains("t.csv:3: a quoted field begins here"))
        #expect(complaint("arch,x\n\(cell),\"1\"2\n").contains("text follows a closing quote"))
    }

    @Test("No text makes the reader trap: 2,000 seeded mutations")
    func mutations() throws {
        let text = Array("index,arch,x\r\n0,\"\(cell)\",1.5\r\n1,\(other),\"-2\"\r\n".utf8)
        var random = RandomStream(seed: 5, "csv mutations")
        for _ in 0..<2_000 {
            var bytes = text
            for _ in 0...random.below(3) {
                let odd = Array(",\"\n\r|~0\u{0}".utf8)
                bytes[random.below(bytes.count)] = odd[random.below(odd.count)]
            }
            if random.below(4) == 0 { bytes.removeLast(random.below(bytes.count)) }
            bytes.withUnsafeBufferPointer { buffer in
                var scanner = CSVScanner(buffer)
                var fields = 0
                while !scanner.isAtEnd(), fields < 1_000, (try? scanner.nextField()) != nil { fields += 1 }
                #expect(fields < 1_000)
            }
        }
        for length in 0..<text.count {
            let path = try folder.write("m.csv", Array(text.prefix(length)))
            _ = refusal { try BenchmarkTable(path: path).verify() }
        }
    }
}
