/// What makes a study's results unfit for tables.
public enum StudyError: Error, Equatable, CustomStringConvertible {
    /// Two results of one search at one budget that differ in more than the time they took.
    case contradiction(String)
    /// A name that the study gives twice.
    case repeated(kind: String, name: String)
    /// A baseline that is no method of the study, or a bound.
    case baseline(String)

    public var description: String {
        switch self {
        case .contradiction(let search):
            "two results of the same search differ: \(search). A search is deterministic, so one of them is of "
                + "another program or other data; remove both lines from results.jsonl and run the study again."
        case .repeated(let kind, let name):
            "the study names the \(kind) \(name) twice; name each once."
        case .baseline(let name):
            "the baseline \(name) is none of the study's methods that can be ranked; name one that is no "
                + "bound."
        }
    }
}
