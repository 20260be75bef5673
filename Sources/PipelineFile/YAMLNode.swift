/// A value of a YAML document, with aliases and merge keys already resolved, and where it stands.
package struct YAMLNode: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        /// In the order written, own keys before merged ones, every key once.
        case mapping([YAMLEntry])
    }

    package var content: Content
    /// Where the value begins; for an alias, where the value it stands for begins.
    package var location: Location

    package init(_ content: Content, _ location: Location) {
        self.content = content
        self.location = location
    }

    package var isNull: Bool {
        if case .scalar(let scalar) = content { scalar.value == .null } else { false }
    }

    /// The value of that key, nil where this is no mapping or has none.
    package subscript(key: String) -> YAMLNode? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// What a message says was found: "'five', a string", "5", "a list". `withKind` adds what kind a
    /// number is, where the kind and not the size is wrong.
    func found(withKind: Bool = true) -> String {
        switch content {
        case .sequence: return "a list"
        case .mapping: return "a mapping"
        case .scalar(let scalar):
            let text = printable(scalar.text)
            switch scalar.value {
            case .null: return "null"
            case .string: return withKind ? "'\(text)', a string" : "'\(text)'"
            case .bool: return text
            case .integer: return withKind ? "\(text), a whole number" : text
            case .number: return withKind ? "\(text), a number" : text
            }
        }
    }
}

package struct YAMLEntry: Sendable, Equatable {
    package var key: String
    package var keyLocation: Location
    package var value: YAMLNode

    package init(key: String, keyLocation: Location, value: YAMLNode) {
        self.key = key
        self.keyLocation = keyLocation
        self.value = value
    }
}

/// A scalar: what it means, and its text as written (after interpolation).
package struct YAMLScalar: Sendable, Equatable {
    package enum Value: Sendable, Equatable {
        case null
        case bool(Bool)
        case integer(Int)
        case number(Double)
        case string
    }

    package var text: String
    package var value: Value

    package init(text: String, value: Value) {
        self.text = text
        self.value = value
    }

    /// What a plain scalar means by the core schema of YAML 1.2 (section 10.3.2), where `no`, `off` and
    /// `12:30` are strings, as YAML 1.1 did not have it. A whole number beyond an Int is a number.
    package static func resolvingPlain(_ text: String) -> YAMLScalar {
        YAMLScalar(text: text, value: coreValue(text))
    }

    private static func coreValue(_ text: String) -> Value {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .number(-.infinity)
        case ".nan", ".NaN", ".NAN": return .number(.nan)
        default: break
        }
        let bytes = Array(text.utf8)
        // Longer digits than any number needs: a string, so that no text costs more than a glance.
        guard let first = bytes.first, bytes.count <= 400, isDigit(first) || "+-.".utf8.contains(first)
        else { return .string }
        if let radix = text.hasPrefix("0x") ? 16 : text.hasPrefix("0o") ? 8 : nil {
            let digits = text.dropFirst(2)
            guard digits.first != "-", digits.first != "+", let whole = Int(digits, radix: radix) else {
                return .string
            }
            return .integer(whole)
        }
        guard let isWhole = isDecimal(bytes) else { return .string }
        if isWhole, let whole = Int(text) { return .integer(whole) }
        return Double(text).map { .number($0) } ?? .string
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`: nil where the text is not
    /// that, true where it has neither point nor exponent.
    private static func isDecimal(_ bytes: [UInt8]) -> Bool? {
        var rest = bytes[...]
        func takeDigits() -> Int {
            let count = rest.prefix(while: isDigit).count
            rest = rest.dropFirst(count)
            return count
        }
        func takeOne(of choices: StaticString) -> Bool {
            guard let byte = rest.first, choices.withUTF8Buffer({ $0.contains(byte) }) else { return false }
            rest = rest.dropFirst()
            return true
        }
        _ = takeOne(of: "+-")
        let whole = takeDigits()
        let hasPoint = takeOne(of: ".")
        let fraction = hasPoint ? takeDigits() : 0
        guard whole > 0 || fraction > 0 else { return nil }
        let hasExponent = takeOne(of: "eE")
        if hasExponent {
            _ = takeOne(of: "+-")
            guard takeDigits() > 0 else { return nil }
        }
        return rest.isEmpty ? !hasPoint && !hasExponent : nil
    }
}

extension YAMLNode {
    /// The tree of a YAML text, nil where it holds no document.
    package static func reading(
        _ text: String, file: String = "a.yaml", environment: [String: String] = [:]
    ) throws(PipelineFileError) -> YAMLNode? {
        let bytes = Array(text.utf8)
        let log = DiagnosticLog(SourceTexts(file: file, bytes: bytes, overrides: []))
        var composer = YAMLComposer(bytes, file: file, environment: environment, log: log)
        let root: YAMLNode?
        do { root = try composer.document() } catch { throw log.error ?? .invalid([], omitted: 0) }
        if let error = log.error { throw error }
        return root
    }
}
