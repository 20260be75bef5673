import LanguageModel
public import Records
public import Spaces

/// A child as a model proposed it, not yet judged. All texts are one plain line of bounded length.
public struct ProposedText<Candidate: Searchable>: Sendable, Equatable {
    /// What the model called it, else its number in the reply: "c2".
    public var childID: String
    /// nil where the model did not say, or said something else.
    public var operation: VariationOperator?
    /// The architecture code as proposed.
    public var code: String
    /// nil where the code is no cell.
    public var cell: Candidate?
    /// Why the code is no cell; nil where it is one.
    public var objection: String?
    /// Those of the parents it names that are cells.
    public var parents: [Candidate]
    public var rationale: String?
}

/// A list of children as models write it.
public enum ChildrenList {
    /// The members it may stand under, the one asked for first.
    public static let names = ["children", "candidates", "architectures", "offspring", "trials"]

    /// As many as may be asked for at once.
    public static let most = Cell.count

    static let codeNames = ["architecture_code", "architecture", "code", "cell", "arch"]
}

/// The children a reply lists, in any of the forms models use.
///
/// Asked for is `{"children":[{"child_id","operation","architecture_code","parents","rationale"}]}`. Read
/// besides: a bare list, a list of codes, a single object. A child that cannot be read is one of the
/// children, with its objection; it costs no other its place.
public struct ChildrenReply<Candidate: Searchable>: Sendable, Equatable {
    public var children: [ProposedText<Candidate>]
    /// What was passed over, in words.
    public var notes: [String]

    /// Reads at most four times as many children as were asked for. Throws where there is no list, or an
    /// empty one.
    public init(
        _ json: JSON, asked: Int, encoding: ArchitectureEncoding<Candidate>
    ) throws(UnusableReply) {
        guard let elements = Self.list(in: json) else {
            throw UnusableReply(
                "the reply is \(json.kindName), expected an object with a list \"\(encoding.listName)\"")
        }
        guard !elements.isEmpty else { throw UnusableReply("the list of \(encoding.listName) is empty") }
        let most = 4 * min(max(1, asked), ChildrenList.most)
        children = elements.prefix(most).enumerated().map {
            ProposedText($1, number: $0 + 1, encoding: encoding)
        }
        notes =
            elements.count > most
            ? ["the reply lists \(elements.count) \(encoding.listName), the first \(most) were read"] : []
    }

    private static func list(in json: JSON) -> [JSON]? {
        if let elements = json.array { return elements }
        for name in ChildrenList.names {
            if let elements = json[name]?.array { return elements }
        }
        return ProposedText<Candidate>.code(in: json) == nil ? nil : [json]
    }
}

extension ProposedText {
    /// In characters. A vision transformer's code has some 150.
    static var codeLimit: Int { 400 }
    static var rationaleLimit: Int { 400 }

    /// The architecture an object holds, by any of its names.
    static func code(in json: JSON) -> JSON? {
        for name in ChildrenList.codeNames {
            if let code = json[name], !code.isNull { return code }
        }
        return nil
    }

    init(_ json: JSON, number: Int, encoding: ArchitectureEncoding<Candidate>) {
        childID = Self.name(json["child_id"] ?? json["id"]) ?? "c\(number)"
        let operation = (json["operation"] ?? json["operator"])?.string.map { $0.prefix(20).lowercased() }
        self.operation = operation.flatMap { VariationOperator(rawValue: $0) }
        let code = json.members == nil ? json : Self.code(in: json)
        self.code = Self.shown(code)
        do throws(UnusableReply) {
            guard let code else { throw UnusableReply("there is no \(encoding.codeName)") }
            cell = try encoding.candidate(code)
        } catch {
            objection = error.message
        }
        // A parent that cannot be read is no reason to lose the child.
        parents = (json["parents"]?.array ?? []).prefix(8).compactMap { try? encoding.candidate($0) }
        let rationale = (json["rationale"] ?? json["reason"])?.string ?? ""
        let line = PlainText.oneLine(rationale, limit: Self.rationaleLimit)
        self.rationale = line.isEmpty ? nil : line
    }

    private static func name(_ json: JSON?) -> String? {
        guard let json, let text = json.string ?? json.integer.map(String.init) else { return nil }
        let line = PlainText.oneLine(text, limit: 40)
        return line.isEmpty ? nil : line
    }

    private static func shown(_ code: JSON?) -> String {
        guard let code, !code.isNull else { return "" }
        return PlainText.oneLine(code.string ?? code.text, limit: codeLimit)
    }
}

extension ChildrenReply<Cell> {
    /// Cells by their letters, or the benchmark's form.
    public init(_ json: JSON, asked: Int) throws(UnusableReply) {
        try self.init(json, asked: asked, encoding: .letters)
    }
}
