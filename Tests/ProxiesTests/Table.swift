import Foundation
import Spaces

/// The first cells of a released table that have all proxies.
struct Table {
    private(set) var rows: [(Cell, [String: Double])] = []

    init(_ path: String, rows count: Int) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n")
        let names = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        for line in lines.dropFirst() where rows.count < count {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.dropFirst(3).allSatisfy({ !$0.isEmpty }) else { continue }
            let numbers = zip(names, fields).compactMap { name, field in Double(field).map { (name, $0) } }
            rows.append((try Cell(parsing: String(fields[1])), Dictionary(uniqueKeysWithValues: numbers)))
        }
    }
}
