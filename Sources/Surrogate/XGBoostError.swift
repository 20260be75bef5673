internal import CXGBoost

/// Why XGBoost was not called, or what it answered.
public enum XGBoostError: Error, Equatable, CustomStringConvertible {
    /// The library refused; its own text.
    case refused(String)
    /// A matrix, labels or a parameter that we do not pass on.
    case invalidInput(String)
    /// Bytes that are no model of ours: where, and what is wrong there.
    case invalidModel(offset: Int, String)

    public var description: String {
        switch self {
        case .refused(let message): "XGBoost refused: \(message)"
        case .invalidInput(let message): message
        case .invalidModel(let offset, let message):
            "no usable XGBoost model: \(message) at byte \(offset + 1)"
        }
    }
}

/// The one place where a status of the library's is read: 0 is success, else the text is kept for the
/// thread that called.
func check(_ status: Int32) throws(XGBoostError) {
    guard status != 0 else { return }
    guard let text = XGBGetLastError() else { throw .refused("status \(status), without a message") }
    // The library appends a stack trace, which differs from run to run and tells a user nothing.
    let message = String(cString: text)
    let firstLine = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? "status \(status)"
    throw .refused(firstLine)
}
