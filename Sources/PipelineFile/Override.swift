/// One `--set a.b=c`: a path of keys, and a value written as after a key of a pipeline file.
///
/// `prompt.children=3`, `name='7'`, `chain=[seed, score]`, `data.tables=` (null).
struct Override {
    private struct Key {
        var name: String
        var location: Location
    }

    /// Keys of a path: as deep as a file may nest.
    static let maximumKeys = YAMLComposer.maximumDepth

    private let keys: [Key]
    private let value: YAMLNode
    private let log: DiagnosticLog

    /// Nil, and a diagnostic in the log, where the text is no override.
    init?(_ text: String, number: Int, environment: [String: String], log: DiagnosticLog) {
        func place(_ column: Int) -> Location {
            Location(file: "--set", line: 1, column: column, override: number)
        }
        guard text.utf8.count <= PipelineFile.maximumBytes else {
            log.report("the value is longer than \(PipelineFile.maximumBytes >> 20) MiB", at: place(1))
            return nil
        }
        guard let equals = text.unicodeScalars.firstIndex(of: "=") else {
            log.report(
                "found no '='; expected a path of keys and a value, as in prompt.children=3", at: place(1))
            return nil
        }
        let path = text.unicodeScalars[..<equals]
        var keys: [Key] = []
        var column = 1
        for name in path.split(separator: ".", omittingEmptySubsequences: false) {
            guard !name.isEmpty else {
                log.report(
                    "found an empty key; expected a path of keys, as in prompt.children=3", at: place(column))
                return nil
            }
            keys.append(Key(name: String(name), location: place(column)))
            column += name.count + 1
            guard keys.count <= Self.maximumKeys else {
                log.report("the path is longer than \(Self.maximumKeys) keys", at: place(1))
                return nil
            }
        }
        // The value is read as the only entry of a list whose dash stands before the '=' and whose space on
        // it: so places in the value are places in the text.
        let list =
            String(repeating: " ", count: path.count - 1) + "- "
            + String(text.unicodeScalars[equals...].dropFirst())
        var composer = YAMLComposer(
            Array(list.utf8), file: "--set", override: number, environment: environment, log: log)
        let root: YAMLNode?
        do { root = try composer.document() } catch { return nil }
        guard case .sequence(let elements) = root?.content, elements.count == 1, let value = elements.first
        else {
            log.report("found more than one value; expected one on one line", at: place(path.count + 2))
            return nil
        }
        self.keys = keys
        self.log = log
        self.value = value
    }

    /// Puts the value in its place; mappings on the way there are made where they are missing. Whether
    /// the keys exist is for the decoder to say, which knows them.
    func apply(to root: inout YAMLNode) { set(0, in: &root) }

    private func set(_ depth: Int, in node: inout YAMLNode) {
        let key = keys[depth]
        let isLast = depth == keys.count - 1
        var entries: [YAMLEntry]
        switch node.content {
        case .mapping(let existing): entries = existing
        case .scalar where node.isNull:
            entries = []
            node.location = key.location
        default:
            let holder = depth == 0 ? "the pipeline file" : "'\(printable(keys[depth - 1].name))'"
            log.report(
                "\(holder) is \(node.found()), so it has no key '\(printable(key.name))'", at: key.location)
            return
        }
        let position = entries.firstIndex { $0.key == key.name } ?? entries.count
        if position == entries.count {
            let empty = YAMLNode(.scalar(YAMLScalar(text: "", value: .null)), key.location)
            entries.append(YAMLEntry(key: key.name, keyLocation: key.location, value: empty))
        }
        if isLast {
            entries[position] = YAMLEntry(key: key.name, keyLocation: key.location, value: value)
        } else {
            set(depth + 1, in: &entries[position].value)
        }
        node.content = .mapping(entries)
    }
}
