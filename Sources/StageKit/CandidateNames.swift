public import Records

extension CandidateRecord {
    /// "g03-S2-c1": generation, niche and number within both, counted from 1. The letter is `x` for a
    /// child that was rejected.
    public static func id(generation: Int, niche: String, number: Int, letter: String = "c") -> String {
        "g\(PathPattern.twoDigits(generation))-\(niche)-\(letter)\(number)"
    }
}
