import Spaces
import TestSupport

/// Two kinds of network: `big` ones have a depth and so many widths, small ones neither. 2 + 9 + 27 members.
func tinySpace(require: [String] = [], measures: [(String, String)] = []) throws -> SpaceDefinition {
    try SpaceDefinition(
        SpaceDraft(
            name: "tiny",
            variables: [
                SpaceDraft.Variable(name: "kind", choices: [.text("small"), .text("big")]),
                SpaceDraft.Variable(
                    name: "gate", choices: [.number(0), .number(1)], when: "kind == 'small'"),
                SpaceDraft.Variable(name: "depth", choices: [.number(2), .number(3)], when: "kind == 'big'"),
                SpaceDraft.Variable(
                    name: "width", choices: [.number(8), .number(16), .number(24)], repeats: 3,
                    when: "kind == 'big' and index <= depth"),
            ], require: require,
            measures: measures.map { SpaceDraft.Measure(name: $0.0, expression: $0.1) }))
}

/// A space of `count` variables with ten choices each.
func wideSpace(_ count: Int) throws -> SpaceDefinition {
    try SpaceDefinition(
        SpaceDraft(
            name: "wide",
            variables: [
                SpaceDraft.Variable(
                    name: "digit", choices: (0..<10).map { .number(Double($0)) }, repeats: count)
            ], measures: [SpaceDraft.Measure(name: "total", expression: "sum(i, 1, \(count), digit[i])")]))
}

/// A random draft: variables that hang on others by conditions.
func randomSpace(seed: Int) throws -> SpaceDefinition {
    var random = RandomStream(seed: seed, "random space")
    var variables: [SpaceDraft.Variable] = []
    for number in 0..<(1 + random.below(5)) {
        let isText = random.below(2) == 0
        let choices = (0..<(1 + random.below(4))).map { choice in
            isText ? SpaceValue.text("c\(choice)") : .number(Double(choice) * 0.5)
        }
        var when: String?
        let repeats = random.below(2) == 0 ? nil : 1 + random.below(4)
        if let other = random.pick(variables), random.below(3) > 0 {
            let subject = other.repeats == nil ? other.name : "\(other.name)[1]"
            switch other.choices[random.below(other.choices.count)] {
            case .text(let text): when = "\(subject) == '\(text)'"
            case .number(let value): when = "\(subject) >= \(value)"
            }
            if repeats != nil { when = (when ?? "") + " or index == 2" }
        }
        variables.append(
            SpaceDraft.Variable(name: "v\(number)", choices: choices, repeats: repeats, when: when))
    }
    var written: String?
    if random.below(2) == 0 {
        written = variables.reversed().map { variable in
            guard let count = variable.repeats, random.below(2) == 0 else { return "{\(variable.name)}" }
            return (1...count).map { "{\(variable.name).\($0)}" }.joined(separator: "+")
        }.joined(separator: "|")
    }
    return try SpaceDefinition(SpaceDraft(name: "random", variables: variables, written: written))
}
