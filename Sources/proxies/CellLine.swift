import ComputedProxies
import Files
import Records
import Spaces
import StageKit

/// A line that asks for a cell's proxies.
struct CellLine {
    var id: String?
    var cell: Cell

    /// Throws `LineError` where a line is none; empty lines are passed over.
    static func parse(_ lines: [[UInt8]], from first: Int) throws -> [CellLine] {
        try lines.enumerated().filter { !$0.element.isEmpty }.map { number, line in
            do {
                let json = try JSONParser.parse(line)
                guard let text = json["cell"]?.string else {
                    throw StageFailure(.badData, "expected an object with a text 'cell'")
                }
                return CellLine(id: json["id"]?.string, cell: try Cell(parsing: text))
            } catch {
                throw LineError(file: "standard input", line: first + number, message: "\(error)")
            }
        }
    }

    /// `values` are by `ProxyStore.names`.
    func answer(_ values: [Double?]) -> [UInt8] {
        var members = [JSON.Member("cell", .string(cell.description))]
        if let id { members.append(.init("id", .string(id))) }
        members += zip(ProxyStore.names, values).map { .init($0, JSON($1)) }
        var writer = JSONWriter()
        writer.write(members: members)
        writer.endLine()
        return writer.bytes
    }
}
