/// Why nothing could be taken from a reply, in words for the log and for the model.
public struct UnusableReply: Error, Equatable, CustomStringConvertible {
    public var message: String

    public init(_ message: String) { self.message = message }

    public var description: String { message }
}
