/// Finds what somebody meant by a name that does not exist.
public enum NearestName {
    /// The nearest of `names`, or nil where none is near: at most a third of the letters may differ, and
    /// at most three. Upper and lower case do not differ. Of equally near ones the first wins.
    public static func of(_ name: String, among names: [String]) -> String? {
        let letters = Array(name.utf8.prefix(80)).map(lowered)
        var best: (name: String, distance: Int)?
        for candidate in names {
            let other = Array(candidate.utf8).map(lowered)
            let limit = min(3, max(1, max(letters.count, other.count) / 3))
            guard abs(letters.count - other.count) <= limit, other.count > 1 || letters == other else {
                continue
            }
            let distance = distance(letters, other)
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte
    }

    /// Damerau and Levenshtein's distance, in the "optimal string alignment" form: how many letters must
    /// be inserted, deleted, replaced, or swapped with their neighbour. Time and space: the product of
    /// the lengths.
    public static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for column in 0..<right.count {
                let isSame = left[row] == right[column]
                var best = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
