/// Why a text is no expression, and at which character (counted from 1).
struct ExpressionProblem: Error, Equatable {
    var column: Int
    var message: String
    /// A name that does not exist, and those that do.
    var unknown: String?
    var candidates: [String] = []
}

/// Cuts an expression into numbers, quoted texts, names and signs.
struct ExpressionScanner {
    enum Token: Equatable {
        case number(Double)
        case text(String)
        case name(String)
        case sign(String)
        case end

        var inWords: String {
            switch self {
            case .number(let number): SpaceValue.number(number).description
            case .text(let text), .name(let text), .sign(let text): quoted(text)
            case .end: "the end"
            }
        }
    }

    struct Placed {
        var token: Token
        var column: Int
    }

    static let longest = 10_000

    static func tokens(of text: String) throws(ExpressionProblem) -> [Placed] {
        let characters = Array(text.unicodeScalars.prefix(longest + 1))
        guard characters.count <= longest else {
            throw ExpressionProblem(column: 1, message: "the expression is longer than \(longest) characters")
        }
        var scanner = ExpressionScanner(characters: characters)
        var tokens: [Placed] = []
        repeat { tokens.append(try scanner.next()) } while tokens.last?.token != .end
        return tokens
    }

    private let characters: [Unicode.Scalar]
    private var place = 0

    private init(characters: [Unicode.Scalar]) { self.characters = characters }

    private mutating func next() throws(ExpressionProblem) -> Placed {
        while place < characters.count, " \t\r\n".unicodeScalars.contains(characters[place]) { place += 1 }
        let column = place + 1
        guard place < characters.count else { return Placed(token: .end, column: column) }
        let first = characters[place]
        if Self.isDigit(first) || first == "." { return Placed(token: try number(column), column: column) }
        if Self.isLetter(first) {
            return Placed(token: .name(take { Self.isLetter($0) || Self.isDigit($0) }), column: column)
        }
        if first == "'" || first == "\"" {
            place += 1
            let text = take { $0 != first }
            guard place < characters.count else {
                throw ExpressionProblem(column: column, message: "the quote that opens here is never closed")
            }
            place += 1
            return Placed(token: .text(text), column: column)
        }
        place += 1
        if place < characters.count, characters[place] == "=", "<>=!".unicodeScalars.contains(first) {
            place += 1
            return Placed(token: .sign("\(first)="), column: column)
        }
        guard "+-*/^()[],<>".unicodeScalars.contains(first) else {
            let hint = first == "=" ? "; equality is written ==" : ""
            throw ExpressionProblem(
                column: column, message: "found \(quoted(String(first))), which means nothing here\(hint)")
        }
        return Placed(token: .sign(String(first)), column: column)
    }

    private mutating func number(_ column: Int) throws(ExpressionProblem) -> Token {
        var text = take { Self.isDigit($0) || $0 == "." }
        if place < characters.count, characters[place] == "e" || characters[place] == "E" {
            let end = place
            place += 1
            var exponent = "e"
            if place < characters.count, characters[place] == "-" || characters[place] == "+" {
                exponent.unicodeScalars.append(characters[place])
                place += 1
            }
            let digits = take(while: Self.isDigit)
            if digits.isEmpty { place = end } else { text += exponent + digits }
        }
        guard let number = Double(text), number.isFinite else {
            throw ExpressionProblem(column: column, message: "\(quoted(text)) is no number")
        }
        return .number(number)
    }

    private mutating func take(while isWanted: (Unicode.Scalar) -> Bool) -> String {
        let start = place
        while place < characters.count, isWanted(characters[place]) { place += 1 }
        return String(String.UnicodeScalarView(characters[start..<place]))
    }

    private static func isDigit(_ character: Unicode.Scalar) -> Bool { ("0"..."9").contains(character) }

    private static func isLetter(_ character: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(character) || ("A"..."Z").contains(character) || character == "_"
    }
}
