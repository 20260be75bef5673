/// Python's `random.Random(seed)` for a whole number, as far as shuffling goes.
///
/// Some benchmarks number their architectures by an order that Python shuffled, so the same numbers must
/// come out here: those of the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998, seeded by their
/// `init_by_array`), used as CPython's `shuffle` does (Lib/random.py). Our own choices come from
/// `RandomStream`.
struct PythonRandom {
    private static let size = 624
    private static let distance = 397

    private var state: [UInt32]
    private var position = size

    /// The generator after `random.seed(seed)`.
    init(seed: UInt32) {
        state = [19_650_218]
        for index in 1..<Self.size {
            state.append(1_812_433_253 &* Self.folded(state[index - 1]) &+ UInt32(index))
        }
        // Twice through the state, whose first word is passed over and takes the last one's place.
        var index = 1
        func step(_ state: inout [UInt32]) {
            index += 1
            if index == Self.size {
                state[0] = state[index - 1]
                index = 1
            }
        }
        for _ in 0..<Self.size {
            state[index] = (state[index] ^ Self.folded(state[index - 1]) &* 1_664_525) &+ seed
            step(&state)
        }
        for _ in 1..<Self.size {
            state[index] = (state[index] ^ Self.folded(state[index - 1]) &* 1_566_083_941) &- UInt32(index)
            step(&state)
        }
        state[0] = 0x8000_0000
    }

    private static func folded(_ word: UInt32) -> UInt32 { word ^ word >> 30 }

    /// The next 32 random bits.
    mutating func next() -> UInt32 {
        if position == Self.size { refill() }
        var word = state[position]
        position += 1
        word ^= word >> 11
        word ^= word << 7 & 0x9D2C_5680
        word ^= word << 15 & 0xEFC6_0000
        return word ^ word >> 18
    }

    private mutating func refill() {
        for index in 0..<Self.size {
            let joined = state[index] & 0x8000_0000 | state[(index + 1) % Self.size] & 0x7FFF_FFFF
            let twist: UInt32 = joined & 1 == 0 ? 0 : 0x9908_B0DF
            state[index] = state[(index + Self.distance) % Self.size] ^ joined >> 1 ^ twist
        }
        position = 0
    }

    /// A whole number from 0 up to but not including `bound`, as `_randbelow` draws it: of as few bits as
    /// hold the bound, again while it is too large. 0 for a bound of 0.
    mutating func below(_ bound: UInt32) -> UInt32 {
        guard bound > 0 else { return 0 }
        let unused = UInt32(bound.leadingZeroBitCount)
        var number = next() >> unused
        while number >= bound { number = next() >> unused }
        return number
    }

    /// Shuffles as `random.shuffle` does, from the last element down. The list has fewer than 2³² elements.
    mutating func shuffle<Element>(_ elements: inout [Element]) {
        for last in elements.indices.dropFirst().reversed() {
            elements.swapAt(last, Int(below(UInt32(truncatingIfNeeded: last + 1))))
        }
    }
}
