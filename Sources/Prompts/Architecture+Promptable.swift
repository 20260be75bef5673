public import Proposal
public import Spaces

/// Of a space that a file defines a model is told what the file says.
extension Architecture: Promptable {
    public var notation: String { description }
    public var deadCount: Int { 0 }
    public static var mostOpen: Int { mostTold }

    public static func words(of region: SpaceNiche) -> RegionWords {
        let restricted = region.restrictions.map { restriction in
            "\(restriction.variable): \(restriction.values.map(\.description).joined(separator: " or "))"
        }
        let bounded = region.bounds.map(\.inWords)
        var random = RandomStream(seed: 0, "example", region.name)
        let examples = region.sample(2, &random).map(\.description)
        return RegionWords(
            bounds: restricted + bounded, allowed: "", free: "",
            encoding: RegionWords.Encoding(
                lines: lines(of: region.space), example: examples.first ?? "",
                parent: examples.last ?? ""))
    }

    private static func lines(of space: SpaceDefinition) -> [String] {
        var lines = space.about.isEmpty ? [] : [Quoted.line(space.about, limit: 400)]
        lines += space.variables.prefix(100).map { variable in
            let choices = variable.choices.map(\.description).joined(separator: ", ")
            let meaning = variable.meaning.isEmpty ? "" : " (\(variable.meaning))"
            let list = variable.repeats.map { ", a list of up to \($0) values" } ?? ""
            let when = variable.when.map { ", there where \($0)" } ?? ""
            return Quoted.line("\(variable.name): one of \(choices)\(list)\(when)\(meaning)", limit: 600)
        }
        lines += space.require.map { Quoted.line("Every architecture has \($0)", limit: 300) }
        return lines
    }

    /// Variables differ in what they mean too much for one fit.
    public static func latencyCosts(of evaluated: [EvaluatedCell<Architecture>]) -> String? { nil }
}
