internal import Files
public import Records

/// Files of one name in consecutive generations, as the journal names them among what a step read:
/// "generation-00..41/candidates.jsonl".
///
/// A step that goes by all earlier generations reads ever more files. One by one they would make the journal of a
/// search of N generations N squared long.
public struct GenerationSpan: Hashable, Sendable {
    /// "candidates.jsonl".
    public let name: String
    public let generations: ClosedRange<Int>

    /// nil for whatever else an input is called.
    public init?(_ input: String) {
        guard let (folder, name) = Self.split(input), let dots = folder.firstRange(of: ".."),
            let first = Int(folder[..<dots.lowerBound]), let last = Int(folder[dots.upperBound...]),
            0 <= first, first <= last, last <= PathPattern.maximumGeneration
        else { return nil }
        self.init(name: name, generations: first...last)
        guard text == input else { return nil }
    }

    private init(name: String, generations: ClosedRange<Int>) {
        self.name = name
        self.generations = generations
    }

    var text: String {
        let last = PathPattern.twoDigits(generations.upperBound)
        return PathPattern.folder(ofGeneration: generations.lowerBound) + "..\(last)/\(name)"
    }

    public func path(_ generation: Int) -> String {
        PathPattern.folder(ofGeneration: generation) + "/" + name
    }

    /// What the files hold together, each by its path; nil where one is gone.
    public func hash(of file: (String) -> String?) -> String? {
        var hash = ""
        for generation in generations {
            guard let next = file(path(generation)) else { return nil }
            hash = Self.hash(hash, and: next)
        }
        return hash
    }

    /// The hash of files so far and one more: of none it is empty, of one that file's.
    public static func hash(_ files: String, and next: String) -> String {
        files.isEmpty ? next : ContentHash(of: Array((files + next).utf8)).description
    }

    /// "00" or "00..41", and the file's name.
    private static func split(_ path: String) -> (folder: Substring, name: String)? {
        let prefix = "generation-"
        guard path.hasPrefix(prefix), let slash = path.firstIndex(of: "/") else { return nil }
        return (path.dropFirst(prefix.count)[..<slash], String(path[path.index(after: slash)...]))
    }

    /// Inputs and their hashes, with files of a name in consecutive generations as one.
    public static func folded(_ inputs: [String: String]) -> [String: String] {
        var folded: [String: String] = [:]
        var byName: [String: [(generation: Int, hash: String)]] = [:]
        for (input, hash) in inputs {
            if let (folder, name) = split(input), let generation = Int(folder) {
                byName[name, default: []].append((generation, hash))
            } else {
                folded[input] = hash
            }
        }
        for (name, files) in byName {
            var span: GenerationSpan?
            var hash = ""
            func close() {
                guard let span else { return }
                let isOne = span.generations.count == 1
                folded[isOne ? span.path(span.generations.lowerBound) : span.text] = hash
            }
            for file in files.sorted(by: { $0.generation < $1.generation }) {
                if let before = span, before.generations.upperBound + 1 == file.generation {
                    span = GenerationSpan(
                        name: name, generations: before.generations.lowerBound...file.generation)
                    hash = Self.hash(hash, and: file.hash)
                } else {
                    close()
                    span = GenerationSpan(name: name, generations: file.generation...file.generation)
                    hash = file.hash
                }
            }
            close()
        }
        return folded
    }
}

extension JournalRecord {
    /// Whether these are the files of the run directory that the execution read, those of spans one by one.
    public func hasRead(_ files: [String]) -> Bool {
        var read: Set<String> = []
        for input in inputs.keys where !OutsideInput.isOutside(input) {
            guard let span = GenerationSpan(input) else {
                read.insert(input)
                continue
            }
            // What a damaged journal says is not spelt out where it is more than there can be.
            guard span.generations.count <= files.count else { return false }
            read.formUnion(span.generations.map(span.path))
        }
        return read == Set(files)
    }
}
