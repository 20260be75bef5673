/// Reads what a quantity by a program is asked with.
struct CommandDecoder {
    let log: DiagnosticLog

    /// Reads the keys, which are checked even where the source is another, so that it can be changed back; nil
    /// then, and where the log holds why there is none.
    func command(
        _ reader: MappingReader, isSource: Bool, location: Location,
        default make: ([String]) -> PipelineSettings.Command
    ) -> PipelineSettings.Command? {
        let arguments = reader.given("command").flatMap(arguments)
        var command = make(arguments ?? [])
        reader.whole("workers", in: 1...256, into: &command.workers)
        reader.number(
            "time_out_seconds", "a number of seconds above 0, at most 2592000 (30 days)",
            into: &command.timeOutSeconds
        ) { $0 > 0 && $0 <= 2_592_000 }
        reader.whole("retries", in: 0...100, into: &command.retries)
        reader.whole("repeats", in: 1...10_000, into: &command.repeats)
        reader.whole("warm_up", in: 0...1_000, into: &command.warmUp)
        reader.number(
            "outliers", "a modified z-score of 0 (keep all) or more", into: &command.outliers
        ) { $0 >= 0 }
        reader.choice("on_failure", into: &command.onFailure)
        guard isSource else { return nil }
        if arguments == nil, log.isEmpty {
            log.report(
                "source: command, and no command; expected command: [the program, its arguments]",
                at: location)
        }
        return arguments == nil ? nil : command
    }

    /// A program and its arguments.
    func arguments(_ node: YAMLNode) -> [String]? {
        guard case .sequence(let elements) = node.content, !elements.isEmpty else {
            log.expected("a list: the program and its arguments", node)
            return nil
        }
        let texts = elements.enumerated().compactMap { position, element in
            // An argument may be empty, a program's name not; neither can hold U+0000.
            log.text(element, position == 0 ? "the name or path of a program" : "a string without U+0000") {
                !$0.utf8.contains(0) && (position > 0 || !$0.isEmpty)
            }
        }
        return texts.count == elements.count ? texts : nil
    }
}
