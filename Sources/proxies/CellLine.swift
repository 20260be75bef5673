import Files
import ProxyNetwork
import Records
import Spaces
import StageKit

/// A line that asks for a cell's proxies.
struct CellLine: Sendable {
    var id: String?
    var cell: Cell

    /// All of standard input.
    static func read() throws -> [CellLine] {
        let bytes = try FileSystem.read("/dev/stdin")
        var lines: [CellLine] = []
        let texts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in texts.enumerated() where !line.isEmpty {
            do {
                let json = try JSONParser.parse(Array(line))
                guard let text = json["cell"]?.string else {
                    throw StageFailure(.badData, "expected an object with a text 'cell'")
                }
                lines.append(CellLine(id: json["id"]?.string, cell: try Cell(parsing: text)))
            } catch {
                throw LineError(file: "standard input", line: number + 1, message: "\(error)")
            }
        }
        return lines
    }

    func answer(_ values: ProxyValues) -> [UInt8] {
        var members = [JSON.Member("cell", .string(cell.description))]
        if let id { members.append(.init("id", .string(id))) }
        members += values.named.map { .init($0.name, JSON($0.value)) }
        var writer = JSONWriter()
        writer.write(members: members)
        writer.endLine()
        return writer.bytes
    }
}

/// How far it is, on standard error.
final class Progress {
    private let count: Int
    private var told = 0

    init(of count: Int) { self.count = count }

    func done(_ number: Int) {
        StandardStreams.showProgress("proxies: \(number) of \(count) cells")
        let tenths = number * 10 / count
        if !StandardStreams.hasCursor, tenths > told {
            told = tenths
            StandardStreams.tell("proxies: \(number) of \(count) cells")
        }
    }
}
