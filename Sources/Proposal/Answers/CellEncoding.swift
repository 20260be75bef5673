public import Records
public import Spaces

/// How architectures are written to a model, and read from it.
public enum CellEncoding: Sendable, CaseIterable {
    /// Six letters that hint at the operations, `13s-p3`; the benchmark's own form is read too.
    case letters
    /// `NeutralCode`: nothing in it tells which search space this is.
    case neutral

    public func cell(_ json: JSON) throws(UnusableReply) -> Cell {
        switch self {
        case .letters: try ChildReading.cell(json)
        case .neutral: try NeutralCode.cell(json)
        }
    }

    public func code(_ cell: Cell) -> String {
        switch self {
        case .letters: cell.letters
        case .neutral: NeutralCode.text(cell)
        }
    }

    /// What a model is asked to call the list of architectures, and each one's code.
    var listName: String { self == .letters ? "children" : "trials" }
    var codeName: String { self == .letters ? "architecture_code" : "code" }
}
