import Foundation

/// What the README tells a reader to type and to write.
enum Readme {
    static let text =
        (try? String(contentsOf: Package.root.appending(path: "README.md"), encoding: .utf8)) ?? ""

    /// The blocks of a kind, in order.
    static func blocks(_ kind: String, of text: String) -> [String] {
        text.components(separatedBy: "```\(kind)\n").dropFirst().map {
            String($0.prefix(upTo: $0.range(of: "```")?.lowerBound ?? $0.endIndex))
        }
    }

    /// The section about a space and a device of one's own.
    static var ownSpace: String {
        let rest = text.components(separatedBy: "### Your own space and device\n").dropFirst().first ?? ""
        return rest.components(separatedBy: "\n## ").first ?? ""
    }

    /// The files of that section, and the spaces that ship, which it copies from.
    static func writeOwnSpace(into workplace: Workplace) throws {
        for (kind, name) in [("python", "board.py"), ("yaml", "board.yaml")] {
            try workplace.write(blocks(kind, of: ownSpace).first ?? "", to: name)
        }
        try FileManager.default.createDirectory(
            at: workplace.url.appending(path: "data"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Package.root.appending(path: "data/spaces"),
            to: workplace.url.appending(path: "data/spaces"))
    }
}
