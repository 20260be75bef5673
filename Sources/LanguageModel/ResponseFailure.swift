import Records

extension ChatResponse.Failure {
    /// nil for null and for what says nothing; else from a string, or an object with `message` and perhaps
    /// `code` or `type`, which may stand one level deeper, in `error`.
    init?(_ error: JSON) throws(RecordError) {
        switch error {
        case .null: return nil
        case .string(let message):
            guard !message.isEmpty else { return nil }
            self.init(code: nil, message: message)
        case .object(let members):
            guard members.contains(where: { !$0.value.saysNothing }) else { return nil }
            let told = error["error"]?.members == nil ? error : error["error"] ?? error
            let code = told["code"]?.wordOrNumber ?? told["type"]?.wordOrNumber
            self.init(
                code: code, message: told["message"]?.string ?? told["error"]?.string ?? code ?? error.text)
        default:
            throw RecordError(
                field: "error", message: "found \(error.kindName), expected null, a string or an object")
        }
    }
}

extension JSON {
    var saysNothing: Bool {
        switch self {
        case .null: true
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        case .object(let members): members.allSatisfy(\.value.saysNothing)
        default: false
        }
    }

    var wordOrNumber: String? {
        if let text = string { return text.isEmpty ? nil : text }
        return integer.map(String.init)
    }
}
