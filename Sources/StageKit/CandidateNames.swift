public import Records

extension CandidateRecord {
    /// "g03-S2-c1": generation, niche and number within both, counted from 1.
    public static func id(generation: Int, niche: String, number: Int) -> String {
        "g\(PathPattern.twoDigits(generation))-\(niche)-c\(number)"
    }
}
