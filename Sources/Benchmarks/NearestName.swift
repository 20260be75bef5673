internal import Records

extension NearestName {
    /// "did you mean 'synflow'? There are …", the second half alone where nothing is near.
    static func advice(_ name: String, in candidates: [String]) -> String {
        let all =
            candidates.isEmpty
            ? "there are no columns" : "there are \(candidates.map { "'\($0)'" }.joined(separator: ", "))"
        return of(name, among: candidates).map { "did you mean '\($0)'? (\(all))" } ?? all
    }
}
