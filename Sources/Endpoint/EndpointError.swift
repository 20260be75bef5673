/// Why asking cannot go on, for the person who started it.
public struct EndpointError: Error, Equatable, CustomStringConvertible {
    public enum Kind: Sendable {
        /// What stands in a file or on a line is wrong.
        case badData
        /// The endpoint would answer nothing: a wrong key, address or model.
        case misconfigured
        /// Asking again later may help.
        case tryAgain
        /// Whoever read our output has gone.
        case readerGone
        /// The system refused to read or write.
        case fileTrouble
        case software
    }

    public var kind: Kind
    public var description: String

    public init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
