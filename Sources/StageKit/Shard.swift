public import ArgumentParser
internal import Files

/// One of several equal shares of a stage's work: `--shard 2/8` takes the second, tenth, eighteenth … record.
///
/// Shares are dealt out like cards, not cut in blocks: neighbouring candidates are of one niche and cost alike.
public struct Shard: Equatable, Sendable {
    /// From 1 to `count`.
    public let number: Int
    public let count: Int

    /// More than that is a mistake: each is a file, and a process.
    public static let most = 10_000

    private static let mark = ".shard-"

    init(number: Int, count: Int) {
        self.number = number
        self.count = count
    }

    /// All shares, in order.
    static func all(_ count: Int) -> [Shard] { (1...max(1, count)).map { Shard(number: $0, count: count) } }

    /// The positions, from 0, of the records that are its own.
    func positions(of total: Int) -> StrideTo<Int> { stride(from: number - 1, to: total, by: count) }

    /// How many these are.
    func size(of total: Int) -> Int { (total - number + count) / count }

    /// Its file: "generation-03/evaluations.shard-2-of-8.jsonl" for "generation-03/evaluations.jsonl".
    func path(for path: String) -> String { Self.path(for: path, number: "\(number)", of: count) }

    /// The same with any text in the number's place, such as a placeholder.
    public static func path(for path: String, number: String, of count: Int) -> String {
        let name = FileSystem.lastComponent(of: path)
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let ending = parts.count > 1 ? ".\(parts[1])" : ""
        return String(path.dropLast(name.count)) + "\(parts[0])\(mark)\(number)-of-\(count)\(ending)"
    }

    /// Whether a path is that of a share's file.
    public static func isFile(_ path: String) -> Bool {
        FileSystem.lastComponent(of: path).contains(mark)
    }
}

extension Shard: ExpressibleByArgument, CustomStringConvertible {
    public init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]),
            (1...Self.most).contains(count), (1...count).contains(number)
        else { return nil }
        self.init(number: number, count: count)
    }

    public var description: String { "\(number)/\(count)" }
}
