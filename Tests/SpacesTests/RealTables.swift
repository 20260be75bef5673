import Foundation
import TestSupport
import Testing

extension RealTables {
    /// Some columns of a table, by row.
    static func columns(_ names: [String], of table: String) throws -> [[String]] {
        let content = try String(contentsOfFile: "\(folder)/\(table).csv", encoding: .utf8)
        let lines = content.utf8.split(separator: UInt8(ascii: "\n"))
        func fields(_ line: Substring.UTF8View, _ count: Int) -> [String] {
            line.split(separator: UInt8(ascii: ","), maxSplits: count, omittingEmptySubsequences: false)
                .map { String(Substring($0)) }
        }
        let header = try fields(#require(lines.first), .max)
        let places = try names.map { try #require(header.firstIndex(of: $0)) }
        let count = 1 + (places.max() ?? 0)
        return lines.dropFirst().map { line in
            let row = fields(line, count)
            return places.map { row[$0] }
        }
    }
}
