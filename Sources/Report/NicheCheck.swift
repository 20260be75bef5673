internal import Records

/// Whether every niche takes part.
enum NicheCheck {
    /// With nine cells of ten evaluated nothing is left to find.
    static let exhaustedShare = 0.9

    static func exhausted(_ view: RunView) -> Diagnosis {
        let identifier = "niches-exhausted"
        let title = "Niches that give fewer children than asked for"
        let evaluated = Dictionary(grouping: view.contents.evaluations, by: \.candidate.niche)
        let full = view.contents.niches.filter { niche in
            niche.cells > 0
                && Double(Set((evaluated[niche.niche] ?? []).map(\.candidate.cell)).count)
                    >= exhaustedShare * Double(niche.cells)
        }.map(\.niche)
        let short = shortfalls(view)
        guard short != nil || !view.contents.niches.isEmpty else {
            return Diagnosis(identifier, .unchecked, title, seen: "The niches are not known.")
        }
        var parts: [String] = []
        if !full.isEmpty { parts.append("Almost wholly evaluated: \(list(full)).") }
        let some = (short ?? []).filter { $0.missing > 0 }
        if !some.isEmpty {
            let words = some.prefix(8).map {
                "\($0.niche) \(NumberText.grouped($0.missing)) of \(NumberText.grouped($0.asked))"
            }
            parts.append("Children missing: \(words.joined(separator: ", ")).")
        }
        if parts.isEmpty {
            parts.append(
                short == nil
                    ? "No niche is nearly evaluated whole; niches have no set number of children to give."
                    : "Every niche gave the children it was asked for.")
        }
        return Diagnosis(
            identifier, full.isEmpty && some.isEmpty ? .fine : .hint, title,
            seen: parts.joined(separator: " "),
            meaning: some.isEmpty
                ? "There is next to nothing left to find in them."
                : "Evaluations that were planned were not made.",
            advice: some.isEmpty
                ? "Cut the space into fewer niches, or search for fewer generations."
                : "Let such niches hand their children on (prompt.allocation: adaptive), allow more repairs "
                    + "(prompt.repairs), or cut the space into fewer niches.")
    }

    /// What each niche was asked for and did not give: by the calls where a model was asked, else by what the
    /// settings say. Nil where neither is known.
    private static func shortfalls(_ view: RunView) -> [(niche: String, asked: Int, missing: Int)]? {
        let children = view.contents.evaluations.filter { $0.candidate.generation > 0 }
        let given = Dictionary(grouping: children, by: \.candidate.niche).mapValues(\.count)
        let first = view.contents.calls.filter { $0.kind == .children && $0.attempt == 0 }
        if !first.isEmpty {
            let asked = Dictionary(grouping: first, by: \.niche).mapValues { calls in
                calls.reduce(0) { $0 + max(0, min($1.asked, 1_000_000)) }
            }
            // "all" asks about the whole space; its children are in whichever niche they are in.
            return asked.sorted { $0.key < $1.key }.map { niche, asked in
                let got = niche == "all" ? children.count : given[niche] ?? 0
                return (niche, asked, max(0, asked - got))
            }
        }
        guard let each = view.contents.childrenPerNiche, each > 0, each < 1_000_000 else { return nil }
        let turns = view.generations.count { $0 > 0 }
        guard turns > 0 else { return nil }
        return view.niches.map { ($0, each * turns, max(0, each * turns - (given[$0] ?? 0))) }
    }

    static func absent(_ view: RunView) -> Diagnosis {
        let identifier = "niches-absent"
        let title = "Niches without a cell on the front"
        guard !view.front.isEmpty, !view.niches.isEmpty else {
            return Diagnosis(identifier, .unchecked, title, seen: "There is no front.")
        }
        let present = Set(view.front.map(\.evaluation.candidate.niche))
        let absent = view.niches.filter { !present.contains($0) }
        return Diagnosis(
            identifier, absent.isEmpty ? .fine : .hint, title,
            seen: absent.isEmpty
                ? "All \(view.niches.count) niches are on the front."
                : "\(absent.count) of \(view.niches.count): \(list(absent)).",
            meaning: "Either these cells are worse on this device, or the search did not get to their best.",
            advice:
                "See their archives below; give them more children if they still improve, or merge niches.")
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " and \(names.count - 8) more" : "")
    }
}
