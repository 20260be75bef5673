internal import CYAML

/// One event of a YAML text, in Swift's own types.
struct YAMLEvent {
    enum Kind {
        case streamStart
        case streamEnd
        case documentStart
        case documentEnd
        case alias(String)
        /// Plain scalars have no quotes and are no block: only they mean more than text.
        case scalar(String, isPlain: Bool)
        case sequenceStart
        case sequenceEnd
        case mappingStart
        case mappingEnd
    }

    var kind: Kind
    var anchor: String?
    var tag: String?
    /// Where it begins, counted from 1.
    var line: Int
    var column: Int
}

/// What libyaml has to say about a text that is no YAML.
struct YAMLProblem: Error {
    var message: String
    var line: Int
    var column: Int
}

/// libyaml's event parser. It owns the C parser and the bytes that it reads, and frees both; no C type
/// leaves this file.
final class YAMLEventReader {
    private let bytes: [UInt8]
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let isReady: Bool

    /// The bytes are UTF-8; a byte order mark before them is passed over.
    init(_ bytes: [UInt8]) {
        let marked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let text = SurrogatePairs.joined(marked ? Array(bytes.dropFirst(3)) : bytes)
        self.bytes = text
        // libyaml reads while we ask for events, so the bytes must not move: a copy of our own.
        input = .allocate(capacity: max(1, text.count))
        _ = input.initialize(from: text)
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        isReady = yaml_parser_initialize(parser) == 1
        guard isReady else { return }
        yaml_parser_set_input_string(parser, input.baseAddress, text.count)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    }

    deinit {
        if isReady { yaml_parser_delete(parser) }
        parser.deinitialize(count: 1)
        parser.deallocate()
        input.deallocate()
    }

    /// The next event. The only place where libyaml's status is looked at.
    func next() throws(YAMLProblem) -> YAMLEvent {
        guard isReady else { throw YAMLProblem(message: "out of memory", line: 1, column: 1) }
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
        defer { yaml_event_delete(&event) }
        return Self.translated(event)
    }

    private func problem() -> YAMLProblem {
        let state = parser.pointee
        let what = state.problem.map { String(cString: $0) } ?? "the text is no YAML"
        switch state.error {
        case YAML_MEMORY_ERROR:
            return YAMLProblem(message: "out of memory", line: 1, column: 1)
        case YAML_READER_ERROR:
            let (line, column) = SourceTexts.position(ofByte: state.problem_offset, in: bytes)
            return YAMLProblem(message: what, line: line, column: column)
        default:
            var message = what
            if let context = state.context.map({ String(cString: $0) }) {
                message += " \(context)"
                let (begun, met) = (state.context_mark.line, state.problem_mark.line)
                if begun != met { message += " that begins on line \(begun + 1)" }
            }
            return YAMLProblem(
                message: message, line: Int(clamping: state.problem_mark.line) + 1,
                column: Int(clamping: state.problem_mark.column) + 1)
        }
    }

    private static func translated(_ event: yaml_event_t) -> YAMLEvent {
        var result = YAMLEvent(
            kind: .streamEnd, anchor: nil, tag: nil, line: Int(clamping: event.start_mark.line) + 1,
            column: Int(clamping: event.start_mark.column) + 1)
        switch event.type {
        case YAML_STREAM_START_EVENT: result.kind = .streamStart
        case YAML_DOCUMENT_START_EVENT: result.kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: result.kind = .documentEnd
        case YAML_ALIAS_EVENT: result.kind = .alias(text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            // By length: a scalar may hold U+0000.
            let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            result.kind = .scalar(
                String(decoding: value, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
            result.anchor = text(scalar.anchor)
            result.tag = text(scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            result.kind = .sequenceStart
            result.anchor = text(event.data.sequence_start.anchor)
            result.tag = text(event.data.sequence_start.tag)
        case YAML_SEQUENCE_END_EVENT: result.kind = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            result.kind = .mappingStart
            result.anchor = text(event.data.mapping_start.anchor)
            result.tag = text(event.data.mapping_start.tag)
        case YAML_MAPPING_END_EVENT: result.kind = .mappingEnd
        default: result.kind = .streamEnd
        }
        return result
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}
