import Files
import Foundation

/// Something that reads bytes of others: good examples of them, words of their format, and how it reads them.
struct FuzzTarget {
    var name: String
    var samples: [[UInt8]]
    /// Put into inputs as they are.
    var words: [[UInt8]]
    /// Whether a line is a JSON value, so that its members can be damaged too.
    var isJSON = false
    /// Bytes of memory that reading takes whatever the input is: a table of the whole space, say.
    var allowance = 8 << 20
    /// Throws where the input is refused, and `Misbehaviour` where something is wrong that is no refusal.
    var read: ([UInt8]) throws -> Void

    init(
        _ name: String, samples: [[UInt8]], words: [String], isJSON: Bool = false, allowance: Int = 8 << 20,
        read: @escaping ([UInt8]) throws -> Void
    ) {
        self.name = name
        self.samples = samples
        self.words = words.map { Array($0.utf8) }
        self.isJSON = isJSON
        self.allowance = allowance
        self.read = read
    }

    static func all(_ scratch: ScratchFile) throws -> [FuzzTarget] {
        try yamlTargets() + recordTargets() + replyTargets() + tableTargets(scratch) + modelTargets(scratch)
            + [cellTarget()]
    }
}

/// Bytes of memory that reading takes beyond ten times the input's.
enum Allowance {
    /// For a million values of JSON, four million of a pickle or 100,000 of YAML, with the place of each, which are read
    /// however short they are written.
    static let values = 64 << 20
    /// For whole columns of the space, which are made whatever a file has.
    static let table = 48 << 20
}

/// What no reader may do, crashes apart.
struct Misbehaviour: Error, CustomStringConvertible {
    var description: String

    init(_ words: String) { description = words }

    /// What is wrong with a message of refusal, if anything: it says nothing, or more than anybody reads. That it holds
    /// nothing that a terminal obeys is seen to where it is told.
    init?(message: String) {
        guard message.isEmpty || message.utf8.count > 8_000 else { return nil }
        self.init(message.isEmpty ? "refused without a word" : "a message of \(message.utf8.count) bytes")
    }

    /// Throws what is wrong with a message.
    static func check(_ message: String) throws {
        if let complaint = Misbehaviour(message: message) { throw complaint }
    }

    /// Does what may refuse without that being the end of the case.
    static func refusing(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let failure as Misbehaviour {
            throw failure
        } catch {
            try check("\(error)")
        }
    }
}

/// A file that a case's bytes are put into, for readers that map files, and a folder they may write to.
struct ScratchFile {
    let folder: String

    init() throws {
        let base = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        folder = "\(base)/pelnas-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
        try FileSystem.makeDirectory(folder)
    }

    /// Writes the bytes to a file of that name, and gives its path.
    func holding(_ bytes: [UInt8], _ name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

/// Files that the package holds.
enum PackageFiles {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func read(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appendingPathComponent(path)))
    }

    /// Those of a folder whose names end so, by name.
    static func all(in folder: String, ending: String) throws -> [[UInt8]] {
        try names(in: folder, ending: ending).map { try read("\(folder)/\($0)") }
    }

    static func names(in folder: String, ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
            .filter { $0.hasSuffix(ending) }.sorted()
    }
}
