/// A stream of random numbers that its name alone decides.
///
/// Work that is named the same draws the same numbers, in whatever order, process or thread it is done:
/// `RandomStream(seed: 7, "prompt", "generation 3", "S2")`. The name is hashed by FNV-1a into the state
/// of xoshiro256** (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators"), filled
/// by SplitMix64 as its authors advise. The numbers are part of the file format: changing them changes
/// every run.
public struct RandomStream: Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    public init(seed: Int, _ names: String...) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        withUnsafeBytes(of: Int64(seed).littleEndian) { $0.forEach(mix) }
        for name in names {
            name.utf8.forEach(mix)
            // Sets "ab", "c" apart from "a", "bc": no UTF-8 text has this byte.
            mix(0xFF)
        }
        func next() -> UInt64 {
            hash &+= 0x9E37_79B9_7F4A_7C15
            var word = hash
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
        state = (next(), next(), next(), next())
    }

    public mutating func next() -> UInt64 {
        func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 { word << count | word >> (64 - count) }
        let result = rotate(state.1 &* 5, 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotate(state.3, 45)
        return result
    }

    /// A whole number from 0 up to but not including `bound`, each equally likely (Lemire 2019). Written
    /// here, not taken from the standard library, whose way of drawing may change. 0 for a bound below 1.
    public mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        let range = UInt64(bound)
        var product = next().multipliedFullWidth(by: range)
        if product.low < range {
            let threshold = (0 &- range) % range
            while product.low < threshold { product = next().multipliedFullWidth(by: range) }
        }
        return Int(product.high)
    }

    /// A number in [0, 1), with 53 random bits.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// One of the elements; nil when there is none.
    public mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[below(elements.count)]
    }

    /// `count` distinct elements in random order, all of them where there are fewer (Fisher and Yates).
    public mutating func sample<Element>(_ count: Int, of elements: [Element]) -> [Element] {
        var pool = elements
        let wanted = max(0, min(count, pool.count))
        for position in 0..<wanted {
            pool.swapAt(position, position + below(pool.count - position))
        }
        return Array(pool[..<wanted])
    }
}
