import Spaces
import Testing

@testable import Benchmarks

@Suite("NAS-Bench-Suite-Zero's JSON")
struct SuiteZeroImportTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// NASLib's key of a cell, written the other way round than the reader reads it.
    static func key(_ cell: Cell) -> String {
        let digits = [0, 1, 3, 2, 4, 5].map { edge in
            switch cell[edge] {
            case .skipConnect: "0"
            case .none: "1"
            case .convolution3x3: "2"
            case .convolution1x1: "3"
            case .averagePool3x3: "4"
            }
        }
        return "(\(digits.joined(separator: ", ")))"
    }

    private func entry(_ cell: Cell, _ dataset: Dataset, more: String = "") -> String {
        """
        {"id": 1, "flops": {"score": \(cell.flopsMillions(on: dataset)), "time": 0.5},
         "params": {"time": [1], "score": \(cell.paramsMillions(on: dataset))}, "extra": {"a": [null]}\(more)}
        """
    }

    private func run(_ text: String) throws -> TableImport.Report {
        try TableImport.run(inputs: [folder.write("zc.json", text)], into: folder.path + "/tables")
    }

    @Test("Scores go to the cells their keys mean, NASLib's or written")
    func mapping() throws {
        let cells = [7_000, 123, 9_999].map { Cell.number($0) }
        let report = try run(
            """
            {"svhn": {"x": [1]}, "cifar10": {
              "\(Self.key(cells[0]))": \(entry(cells[0], .cifar10, more: ", \"synflow\": {\"score\": 4.25, \"time\": 1}")),
              "\(Self.key(cells[1]))": \(entry(cells[1], .cifar10, more: ", \"synflow\": {\"score\": -Infinity}, \"jacov\": -1e8")),
              "\(cells[2])": \(entry(cells[2], .cifar10, more: ", \"synflow\": {\"score\": null}"))}}
            """)
        #expect(
            report.lines[0].hasPrefix(
                "nas-bench-suite-zero/cifar10: 3 of 15,625 cells, 13 columns; no values in epe_nas"))
        #expect(report.lines[0].hasSuffix("flops and params agree with the cells' own"))
        let proxies = try TableFolder(path: folder.path + "/tables").proxies(dataset: .cifar10)
        #expect(proxies.columns.map(\.name) == TableKind.proxyNames)
        let synflow = proxies.columns[11]
        #expect(synflow.value(of: cells[0]) == 4.25)
        #expect(synflow.missingCount == Cell.count - 1)
        #expect(proxies.columns[5].isEmpty)
        #expect(proxies.borrowed == [])
    }

    @Test("Keys of another numbering are caught by flops")
    func wrongOperations() {
        let cell = Cell.number(7_001)
        let text = #"{"cifar10": {"\#(Self.key(.number(12)))": \#(entry(cell, .cifar10))}}"#
        let complaint = message { _ = try run(text) }
        #expect(complaint.contains("flops: |none~0|"))
        #expect(complaint.contains("rows given to the wrong cells"))
    }

    @Test("Keys with another order of edges are caught by an accuracy no such cell can have")
    func wrongEdges() {
        // Disconnected: only the edge from 0 to 1 carries anything.
        let cell = Cell.number(3_125)
        let text =
            #"{"cifar10": {"\#(Self.key(cell))": \#(entry(cell, .cifar10, more: ", \"val_accuracy\": 84.5"))}}"#
        #expect(message { _ = try run(text) }.contains("which nothing gets through; expected about 10"))
        let chance =
            #"{"cifar10": {"\#(Self.key(cell))": \#(entry(cell, .cifar10, more: ", \"val_accuracy\": 9.7"))}}"#
        #expect(throws: Never.self) { try run(chance) }
    }

    @Test(
        "A text that is not laid out so is refused in its own words",
        arguments: [
            ("{}", "expected a member 'cifar10', 'cifar100', 'ImageNet16-120', found nothing"),
            (#"{"c10": {}}"#, "found 'c10'"),
            (#"{"cifar10": {"(1, 2)": {}}}"#, "'(1, 2)' names no cell"),
            (
                #"{"cifar10": {"(0, 0, 0, 0, 0, 0)": {}, "[0, 0, 0, 0, 0, 0]": {}}}"#,
                "stands twice on cifar10"
            ),
            (#"{"cifar10": {}, "cifar10": {}}"#, "the data set 'cifar10' stands twice"),
            (#"{"cifar10": {"(0, 0, 0, 0, 0, 0)": {"snip": {"time": 1}}}}"#, "expected a member 'score'"),
            (#"{"cifar10": {"(0, 0, 0, 0, 0, 0)": {"snip": {"score": "x"}}}}"#, "expected a number"),
            (#"{"cifar10": {"(0, 0, 0, 0, 0, 0)": {"snip": 1, "snip": 2}}}"#, "snip stands twice"),
            (#"{"cifar10": {"(0, 0, 0, 0, 0, 0)": {"snip": 1}"#, "expected ',' or '}'"),
            (#"{"cifar10": {}} x"#, "more text follows"),
        ])
    func refused(text: String, expected: String) {
        #expect(message { _ = try run(text) }.contains(expected))
    }

    @Test("1,000 seeded mutations: an error or a table, never a trap")
    func mutations() {
        let text = Array(
            #"{"cifar10": {"\#(Self.key(.number(12)))": \#(entry(.number(12), .cifar10))}}"#.utf8)
        var random = RandomStream(seed: 3, "json mutations")
        for _ in 0..<1_000 {
            var bytes = text
            for _ in 0...random.below(3) {
                let odd = Array("{}[]\",:\\0-e \u{0}".utf8)
                bytes[random.below(bytes.count)] = odd[random.below(odd.count)]
            }
            if random.below(3) == 0 { bytes.removeLast(random.below(bytes.count)) }
            let tables = bytes.withUnsafeBytes { try? SuiteZeroImport.tables($0, path: "m") }
            #expect(tables.map { $0.count == 1 } ?? true)
        }
    }
}
