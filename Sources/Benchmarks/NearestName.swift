/// Picks the name somebody probably meant.
enum NearestName {
    /// The candidate with the fewest letters to add, drop or change (Levenshtein 1966), where those are at
    /// most a third of the longer name; ties go to the earlier candidate. O(length²) a candidate, names
    /// longer than 64 bytes are not compared.
    static func of(_ name: String, in candidates: [String]) -> String? {
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let longest = max(name.utf8.count, candidate.utf8.count)
            guard longest <= 64 else { continue }
            let distance = distance(Array(name.utf8), Array(candidate.utf8))
            guard distance * 3 <= longest else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
        }
        return best?.name
    }

    /// "did you mean 'synflow'? There are …", the second half alone where nothing is near.
    static func advice(_ name: String, in candidates: [String]) -> String {
        let all =
            candidates.isEmpty
            ? "there are no columns" : "there are \(candidates.map { "'\($0)'" }.joined(separator: ", "))"
        return of(name, in: candidates).map { "did you mean '\($0)'? (\(all))" } ?? all
    }

    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let substitution = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
