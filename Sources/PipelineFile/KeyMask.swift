/// Hides what looks like a key in text that is about to be shown: somebody may have written one into a
/// pipeline file, where none belongs, and a message goes to a log.
enum KeyMask {
    private static let names = [
        "api_key", "api-key", "apikey", "key_variable", "token", "secret", "password", "authorization",
    ]

    /// The text with every scalar of such a value as `*`, so that columns stay: words that begin with `sk-`,
    /// and what follows `api_key:`, `password=` and their kin up to the line's end.
    static func masked(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        let lower = scalars.map { scalar in
            ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
        }
        for name in names {
            for start in positions(of: Array(name.unicodeScalars), in: lower) {
                hideValue(behind: start + name.unicodeScalars.count, in: &scalars)
            }
        }
        // A name and a password before a host.
        for start in positions(of: Array("://".unicodeScalars), in: lower) {
            let rest = scalars[(start + 3)...].prefix { !" /\"'\t".unicodeScalars.contains($0) }
            guard let at = rest.lastIndex(of: "@") else { continue }
            for position in (start + 3)..<at { scalars[position] = "*" }
        }
        for start in positions(of: Array("sk-".unicodeScalars), in: lower)
        where start == 0 || !isWord(scalars[start - 1]) {
            let end = scalars[start...].firstIndex { !isWord($0) } ?? scalars.count
            // Shorter ones are words, such as a model's name.
            guard end - start >= 12 else { continue }
            for position in start..<end { scalars[position] = "*" }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func hideValue(behind nameEnd: Int, in scalars: inout [Unicode.Scalar]) {
        var position = nameEnd
        while position < scalars.count, scalars[position] == "\"" || scalars[position] == "'" {
            position += 1
        }
        guard position < scalars.count, scalars[position] == ":" || scalars[position] == "=" else { return }
        position += 1
        // What the environment gives is not in the text.
        while position < scalars.count, scalars[position] == " " { position += 1 }
        if position < scalars.count, scalars[position] == "$" { return }
        while position < scalars.count {
            if scalars[position] != " ", !"\"',{}[]".unicodeScalars.contains(scalars[position]) {
                scalars[position] = "*"
            }
            position += 1
        }
    }

    private static func positions(of part: [Unicode.Scalar], in text: [Unicode.Scalar]) -> [Int] {
        guard let first = part.first, text.count >= part.count else { return [] }
        return (0...(text.count - part.count)).filter { start in
            text[start] == first && text[start..<(start + part.count)].elementsEqual(part)
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "_-".unicodeScalars.contains(scalar))
    }
}
