/// A page of the manual in mdoc(7), which groff and mandoc read, made from what a command says of itself.
public struct ManualPage: Sendable {
    public static let section = 1

    /// "pelnas-run": what `man` is told.
    public let name: String
    public let text: String

    public var fileName: String { "\(name).\(Self.section)" }

    /// - Parameters:
    ///   - command: A command of the driver, or a program that the driver starts, which gets its page
    ///     under the driver's name too.
    ///   - driver: The driver's own description.
    ///   - programs: What other programs there are.
    ///   - version: Of all of them.
    ///   - date: As mdoc has it, "November 21, 2026".
    public init(
        _ command: CommandDescription, driver: CommandDescription, programs: [String], version: String,
        date: String
    ) {
        let isDriver = command.words.first == driver.words.first
        let prefix = driver.words.joined(separator: "-")
        let own = command.words.joined(separator: "-")
        let name = isDriver ? own : Self.name(ofProgram: own, driver: prefix)
        self.name = name
        var page = Page(name: name, version: version, date: date)
        page.begin(command)
        page.describe(command, isStage: !isDriver && own != Self.asker, driver: prefix)
        page.list("COMMANDS", command.commands.map { ($0.words.last ?? "", $0.abstract) }, macro: "Cm")
        page.options(command.arguments)
        let isTop = command.words == driver.words
        if own == Self.asker {
            page.facts("ENVIRONMENT", ManualFacts.endpointEnvironment, macro: "Ev")
        } else if isTop || command.takesPipeline {
            page.facts("ENVIRONMENT", ManualFacts.environment, macro: "Ev")
        }
        if isTop || command.takesRunDirectory {
            let files = ManualFacts.files + (isTop ? ManualFacts.installed : [])
            page.facts("FILES", files, macro: "Pa")
        }
        page.facts("EXIT STATUS", ManualFacts.exitStatus, macro: "Li")
        page.examples(command)
        let others =
            isTop
            ? command.commands.map { $0.words.joined(separator: "-") }
                + programs.map { Self.name(ofProgram: $0, driver: prefix) }
            : isDriver ? [prefix, "\(prefix)-doctor"] : [prefix, "\(prefix)-run"]
        page.seeAlso(others.filter { $0 != name })
        text = page.text
    }

    private static let asker = "ask"

    /// A stage may be called as a command of the driver is: `fit`.
    private static func name(ofProgram own: String, driver: String) -> String {
        own == asker ? "\(driver)-\(own)" : "\(driver)-stage-\(own)"
    }
}

/// The page while it is written.
private struct Page {
    private(set) var text: String
    private let name: String

    init(name: String, version: String, date: String) {
        self.name = name
        text = ".\\\" Made by `pelnas manual` from the program's own help.\n"
        text += ".Dd \(date)\n.Dt \(name.uppercased()) \(ManualPage.section)\n.Os pelnas \(version)\n"
    }

    private mutating func add(_ lines: String...) { add(lines) }
    private mutating func add(_ lines: [String]) { text += lines.map { $0 + "\n" }.joined() }

    mutating func begin(_ command: CommandDescription) {
        add(".Sh NAME", ".Nm \(name)", ".Nd \(Roff.oneLine(command.abstract))", ".Sh SYNOPSIS")
        let words = command.words.dropFirst().map { " Cm \(Roff.argument($0))" }.joined()
        add(".Nm \(command.words.first ?? "")\(words)")
        // Required ones last, as they are typed.
        let flags = command.arguments.filter { $0.kind != .positional }
        let values = command.arguments.filter { $0.kind == .positional }
        for argument in flags + values {
            let form = form(argument, argument.names.first) + (argument.isRepeating ? " ..." : "")
            add(argument.isOptional ? ".Op \(form)" : ".\(form)")
        }
        if !command.commands.isEmpty { add(".Ar command", ".Op Ar argument ...") }
    }

    private func form(_ argument: CommandDescription.Argument, _ name: String?) -> String {
        let value = "Ar \(Roff.argument(argument.valueName))"
        guard let name else { return value }
        // `Fl` puts a dash in front.
        let flag = "Fl \(Roff.argument(String(name.dropFirst())))"
        return argument.kind == .option ? "\(flag) \(value)" : flag
    }

    mutating func describe(_ command: CommandDescription, isStage: Bool, driver: String) {
        add(".Sh DESCRIPTION")
        let (before, _) = Self.parts(command.discussion)
        if before.first?.isLiteral != false { add(Roff.lines(command.abstract)) }
        blocks(before, isFirst: before.first?.isLiteral == false)
        if isStage {
            add(".Pp", "It is a stage:", ".Xr \(driver)-run \(ManualPage.section)")
            add("starts it, and anybody may by hand.", "It lies in", ".Pa libexec/pelnas .")
        }
    }

    mutating func options(_ arguments: [CommandDescription.Argument]) {
        guard !arguments.isEmpty else { return }
        add(".Sh OPTIONS", ".Bl -tag -width Ds")
        for argument in arguments {
            let names = argument.names.isEmpty ? [nil] : argument.names.map(Optional.some)
            add(".It \(names.map { form(argument, $0) }.joined(separator: " , "))")
            var text = argument.abstract
            if !argument.choices.isEmpty { text += " One of \(argument.choices.joined(separator: ", "))." }
            if let value = argument.defaultValue, !value.isEmpty { text += " The default is \(value)." }
            if argument.isRepeating, argument.kind == .option, !text.contains("repeated") {
                text += " It may be given several times."
            }
            add(Roff.lines(text.isEmpty ? argument.valueName : text))
        }
        add(".El")
    }

    mutating func facts(_ heading: String, _ facts: [ManualFacts.Fact], macro: String) {
        list(heading, facts.map { ($0.name, $0.text) }, macro: macro)
    }

    mutating func list(_ heading: String, _ items: [(name: String, text: String)], macro: String) {
        guard !items.isEmpty else { return }
        add(".Sh \(heading)", ".Bl -tag -width Ds")
        for item in items {
            add(".It \(macro) \(Roff.argument(item.name))")
            add(Roff.lines(item.text))
        }
        add(".El")
    }

    mutating func examples(_ command: CommandDescription) {
        let (_, examples) = Self.parts(command.discussion)
        guard !examples.isEmpty else { return }
        add(".Sh EXAMPLES")
        blocks(examples, isFirst: true)
    }

    mutating func seeAlso(_ names: [String]) {
        guard !names.isEmpty else { return }
        add(".Sh SEE ALSO")
        let sorted = Set(names).sorted()
        for (number, name) in sorted.enumerated() {
            add(".Xr \(name) \(ManualPage.section)" + (number + 1 < sorted.count ? " ," : ""))
        }
    }

    private struct Block {
        var isLiteral: Bool
        var lines: [String]
    }

    private mutating func blocks(_ blocks: [Block], isFirst: Bool) {
        var needsBreak = !isFirst
        for block in blocks {
            if block.isLiteral {
                add(".Bd -literal -offset indent")
                add(block.lines.map(Roff.literalLine))
                add(".Ed")
            } else {
                if needsBreak { add(".Pp") }
                add(Roff.lines(block.lines.joined(separator: " ")))
            }
            needsBreak = true
        }
    }

    /// What stands before and after the line "Example:"; indented lines are to be shown as they are.
    private static func parts(_ discussion: String) -> (before: [Block], examples: [Block]) {
        var parts: [[Block]] = [[], []]
        var part = 0
        var isNew = true
        for line in discussion.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "Example:" || line == "Examples:" {
                (part, isNew) = (1, true)
                continue
            }
            guard line.contains(where: { !$0.isWhitespace }) else {
                isNew = true
                continue
            }
            let isLiteral = line.hasPrefix("  ")
            let shown = String(isLiteral ? line.dropFirst(2) : line)
            if isNew || parts[part].last?.isLiteral != isLiteral {
                parts[part].append(Block(isLiteral: isLiteral, lines: []))
            }
            parts[part][parts[part].count - 1].lines.append(shown)
            isNew = false
        }
        return (parts[0], parts[1])
    }
}
