/// Makes one tree of a YAML text: aliases followed, merge keys merged, environment put in.
///
/// As PyYAML has it: a mapping's own keys beat merged ones, an earlier mapping of a merge list beats a
/// later one, and what is merged may itself have merged. Stricter than PyYAML in what only hides
/// mistakes: a key that stands twice, and an alias inside the value it names, are errors.
struct YAMLComposer {
    /// Nodes after aliases are followed: what stops an alias bomb.
    static let maximumNodes = 100_000
    static let maximumDepth = 64
    /// libyaml compares each `%TAG` with all before it: 100,000 of them take it 18 s.
    static let maximumDirectives = 64

    /// Thrown once the log holds the reason.
    struct Stop: Error {}

    private struct Composed {
        var node: YAMLNode
        /// How many nodes it is, and how many levels, with aliases followed.
        var size = 1
        var height = 1
    }

    private struct Anchor {
        var location: Location
        /// Nil while the value it names is still being read.
        var value: Composed?
    }

    private let bytes: [UInt8]
    private let reader: YAMLEventReader
    private let file: String
    private let override: Int?
    private let log: DiagnosticLog
    private var interpolation: Interpolation
    private var anchors: [String: Anchor] = [:]
    private var nodes = 0

    init(
        _ bytes: [UInt8], file: String, override: Int? = nil, environment: [String: String],
        log: DiagnosticLog
    ) {
        self.bytes = bytes
        reader = YAMLEventReader(bytes)
        self.file = file
        self.override = override
        self.log = log
        interpolation = Interpolation(environment: environment)
    }

    /// The only document of the text, or nil where there is none.
    mutating func document() throws(Stop) -> YAMLNode? {
        guard directives <= Self.maximumDirectives else {
            log.report("more than \(Self.maximumDirectives) lines begin with '%'", at: place(1, 1))
            throw Stop()
        }
        _ = try next()
        guard case .documentStart = try next().kind else { return nil }
        let root = try node(at: try next(), depth: 1).node
        _ = try next()
        let after = try next()
        if case .documentStart = after.kind {
            throw stop("a second document begins here; expected one document in the file", after)
        }
        return root
    }

    /// How many lines begin with '%'.
    private var directives: Int {
        var count = 0
        var previous = UInt8(ascii: "\n")
        for byte in bytes {
            if byte == UInt8(ascii: "%"), previous == 0x0A || previous == 0x0D { count += 1 }
            previous = byte
        }
        return count
    }

    private func next() throws(Stop) -> YAMLEvent {
        do { return try reader.next() } catch {
            var message = "not YAML: \(error.message)"
            if let line = SourceTexts.line(error.line, of: bytes[...]), line.utf8.contains(UInt8(ascii: "$")),
                line.contains("${")
            {
                // YAML ends a plain value at a brace there, which nobody expects of a variable.
                message += "; inside { } and [ ] write \"${NAME}\" in quotes"
            }
            log.report(message, at: place(error.line, error.column))
            throw Stop()
        }
    }

    private func place(_ line: Int, _ column: Int) -> Location {
        Location(file: file, line: line, column: column, override: override)
    }

    private func place(_ event: YAMLEvent) -> Location { place(event.line, event.column) }

    private func stop(_ message: String, _ event: YAMLEvent) -> Stop {
        log.report(message, at: place(event))
        return Stop()
    }

    private mutating func count(_ more: Int, _ event: YAMLEvent) throws(Stop) {
        nodes += more
        guard nodes <= Self.maximumNodes else {
            throw stop("more than \(Self.maximumNodes) values, counting those that aliases repeat", event)
        }
    }

    private func check(depth: Int, _ event: YAMLEvent) throws(Stop) {
        guard depth <= Self.maximumDepth else {
            throw stop("nested deeper than \(Self.maximumDepth) levels", event)
        }
    }

    private mutating func node(
        at event: YAMLEvent, depth: Int, isKey: Bool = false
    ) throws(Stop) -> Composed {
        if case .alias(let name) = event.kind { return try aliased(name, event, depth: depth) }
        try check(depth: depth, event)
        try count(1, event)
        if let name = event.anchor {
            if let first = anchors[name] {
                throw stop("the anchor '\(name)' stands twice; first at \(first.location.words)", event)
            }
            anchors[name] = Anchor(location: place(event), value: nil)
        }
        let composed: Composed
        switch event.kind {
        case .scalar(let text, let isPlain):
            composed = Composed(node: scalar(text, isPlain: isPlain, isKey: isKey, event))
        case .sequenceStart: composed = try sequence(event, depth: depth)
        case .mappingStart: composed = try mapping(event, depth: depth)
        default: throw stop("the text ends where a value should stand", event)
        }
        if let name = event.anchor { anchors[name]?.value = composed }
        return composed
    }

    private mutating func aliased(_ name: String, _ event: YAMLEvent, depth: Int) throws(Stop) -> Composed {
        guard let anchor = anchors[name] else {
            throw stop("no value above has the anchor '&\(name)' that this alias names", event)
        }
        guard let value = anchor.value else {
            throw stop("the alias '*\(name)' stands inside the value it names", event)
        }
        try count(value.size, event)
        try check(depth: depth + value.height - 1, event)
        return value
    }

    private mutating func scalar(_ text: String, isPlain: Bool, isKey: Bool, _ event: YAMLEvent) -> YAMLNode {
        let location = place(event)
        // Keys are names that we chose: the environment has no say in them.
        let filled = isKey ? Interpolation.Result(text: text) : interpolation.fill(text)
        if let problem = filled.problem { log.spoil(problem, at: location) }
        do {
            let resolved = try YAMLTag.resolve(
                filled.text, isPlain: isPlain && filled.keepsPlain, tag: event.tag)
            return YAMLNode(.scalar(resolved), location)
        } catch {
            log.spoil(error.message, at: location)
            return YAMLNode(.scalar(YAMLScalar(text: filled.text, value: .string)), location)
        }
    }

    private mutating func sequence(_ start: YAMLEvent, depth: Int) throws(Stop) -> Composed {
        if let problem = YAMLTag.problem(start.tag, kind: "seq") { log.report(problem, at: place(start)) }
        var composed = Composed(node: YAMLNode(.sequence([]), place(start)))
        var elements: [YAMLNode] = []
        while true {
            let event = try next()
            if case .sequenceEnd = event.kind { break }
            let element = try node(at: event, depth: depth + 1)
            elements.append(element.node)
            composed.size += element.size
            composed.height = max(composed.height, element.height + 1)
        }
        composed.node.content = .sequence(elements)
        return composed
    }

    private mutating func mapping(_ start: YAMLEvent, depth: Int) throws(Stop) -> Composed {
        if let problem = YAMLTag.problem(start.tag, kind: "map") { log.report(problem, at: place(start)) }
        var composed = Composed(node: YAMLNode(.mapping([]), place(start)))
        var entries = MergedEntries(log: log)
        while true {
            let event = try next()
            if case .mappingEnd = event.kind { break }
            let (key, isMerge) = try key(event, depth: depth + 1)
            let value = try node(at: try next(), depth: depth + 1)
            entries.add(
                YAMLEntry(key: key, keyLocation: place(event), value: value.node), isMerge: isMerge)
            // What is merged is counted with its own mapping around it: never too few.
            composed.size += 1 + value.size
            composed.height = max(composed.height, value.height + 1)
        }
        composed.node.content = .mapping(entries.merged)
        return composed
    }

    /// The text of a key, and whether it is the merge key (`<<` without quotes).
    private mutating func key(_ event: YAMLEvent, depth: Int) throws(Stop) -> (String, isMerge: Bool) {
        let node = try node(at: event, depth: depth, isKey: true).node
        guard case .scalar(let scalar) = node.content else {
            throw stop("found \(node.found()) as a key; expected a name", event)
        }
        if case .scalar(let text, isPlain: true) = event.kind { return (text, text == "<<") }
        return (scalar.text, false)
    }
}
