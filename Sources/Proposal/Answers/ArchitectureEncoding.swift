public import Records
public import Spaces

/// How architectures are written to a model, and read from it.
public struct ArchitectureEncoding<Candidate: Searchable>: Sendable {
    /// What a model is asked to call the list of architectures, and each one's code.
    let listName: String
    let codeName: String
    private let read: @Sendable (JSON) throws(UnusableReply) -> Candidate
    private let write: @Sendable (Candidate) -> String

    public init(
        listName: String = "children", codeName: String = "architecture_code",
        read: @escaping @Sendable (JSON) throws(UnusableReply) -> Candidate,
        write: @escaping @Sendable (Candidate) -> String
    ) {
        self.listName = listName
        self.codeName = codeName
        self.read = read
        self.write = write
    }

    /// Throws why it is no architecture, in words of bounded length.
    public func candidate(_ json: JSON) throws(UnusableReply) -> Candidate { try read(json) }

    public func code(_ candidate: Candidate) -> String { write(candidate) }
}

extension ArchitectureEncoding<Cell> {
    /// Six letters that hint at the operations, `13s-p3`; the benchmark's own form is read too.
    public static let letters = ArchitectureEncoding(
        read: { json throws(UnusableReply) in try ChildReading.cell(json) }, write: { $0.letters })

    /// `NeutralCode`: nothing in it tells which search space this is.
    public static let neutral = ArchitectureEncoding(
        listName: "trials", codeName: "code",
        read: { json throws(UnusableReply) in try NeutralCode.cell(json) }, write: NeutralCode.text)
}

extension ArchitectureEncoding<Architecture> {
    /// The written form of a space that a file defines.
    public static func written(in space: SpaceDefinition) -> ArchitectureEncoding {
        ArchitectureEncoding(
            read: { json throws(UnusableReply) in try ArchitectureReading.architecture(json, in: space) },
            write: \.description)
    }
}
