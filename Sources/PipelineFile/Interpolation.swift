/// Puts environment variables into values: `${NAME}`, `${NAME:-default}`; `$${` stands for `${`.
///
/// It works on values after the YAML is parsed, so whatever a variable holds, it can add no key and no
/// list. As in a shell, `:-` also takes the default where the variable is empty.
struct Interpolation {
    /// Of all values of a text together: what variables put in must not grow without bound.
    static let maximumBytes = 4 << 20

    struct Result {
        var text: String
        /// Whether a plain scalar still means what its text says: it is untouched, or one variable and
        /// nothing else. `${N}0` is text, so that a value never turns into a number by accident.
        var keepsPlain = true
        var problem: String?
    }

    private let environment: [String: String]
    private var bytesLeft = Interpolation.maximumBytes

    init(environment: [String: String]) { self.environment = environment }

    mutating func fill(_ text: String) -> Result {
        // Cheap and nearly always enough.
        guard text.utf8.contains(UInt8(ascii: "$")) else { return Result(text: text) }
        var result = Result(text: "")
        var rest = text.utf8[...]
        var pieces = 0
        var variables = 0
        var filled: [UInt8] = []
        while let byte = rest.first {
            if rest.starts(with: "$${".utf8) {
                filled.append(contentsOf: "${".utf8)
                rest = rest.dropFirst(3)
                pieces += 1
            } else if rest.starts(with: "${".utf8) {
                guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
                    return Result(text: text, problem: "found '${' without '}'; write '$${' for a plain '${'")
                }
                let name = Substring(rest[..<end].dropFirst(2))
                switch value(name) {
                case .success(let value):
                    filled.append(contentsOf: value.utf8)
                    bytesLeft -= value.utf8.count
                case .failure(let problem): return Result(text: text, problem: problem.message)
                }
                rest = rest[end...].dropFirst()
                variables += 1
                guard bytesLeft >= 0 else {
                    return Result(
                        text: text,
                        problem: "the environment puts more than \(Self.maximumBytes >> 20) MiB into the file"
                    )
                }
            } else {
                filled.append(byte)
                rest = rest.dropFirst()
                pieces += 1
            }
        }
        result.text = String(decoding: filled, as: UTF8.self)
        result.keepsPlain = variables == 1 && pieces == 0 || result.text == text
        return result
    }

    private struct Problem: Error {
        var message: String
    }

    private func value(_ inside: Substring) -> Swift.Result<String, Problem> {
        let name = inside.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let rest = inside.dropFirst(name.count)
        guard let first = name.first, !first.isNumber, rest.isEmpty || rest.hasPrefix(":-") else {
            return .failure(
                Problem(
                    message:
                        "found '${\(printable(String(inside)))}'; expected ${NAME} or ${NAME:-default}"))
        }
        let value = environment[String(name)]
        if rest.isEmpty {
            let message =
                "the environment variable \(name) is not set; set it, or write ${\(name):-default}"
            return value.map { .success($0) } ?? .failure(Problem(message: message))
        }
        if let value, !value.isEmpty { return .success(value) }
        return .success(String(rest.dropFirst(2)))
    }

    /// The text as a pipeline file must hold it to be read back as it is.
    static func escaped(_ text: String) -> String {
        var result: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.first {
            if rest.starts(with: "${".utf8) { result.append(UInt8(ascii: "$")) }
            result.append(byte)
            rest = rest.dropFirst()
        }
        return String(decoding: result, as: UTF8.self)
    }
}
