/// NumPy's description of an array's elements: `f8`, with a byte order.
struct NumPyType {
    /// The letter: f float, i and u whole numbers, b truth values, O objects; any other is carried along
    /// unread.
    var kind: UInt8
    /// Bytes an element takes.
    var size: Int
    var isBigEndian = false

    /// From "f8", "<f8", "|b1" or "O8"; nil where it is no such text.
    init?(_ text: some Sequence<UInt8>) {
        var bytes = Array(text)
        if let order = bytes.first, "<>|=".utf8.contains(order) {
            isBigEndian = order == UInt8(ascii: ">")
            bytes.removeFirst()
        }
        guard let kind = bytes.first, bytes.count <= 10 else { return nil }
        self.kind = kind
        var size = 0
        for digit in bytes.dropFirst() {
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            size = size * 10 + Int(digit - 0x30)
        }
        self.size = size
    }

    var isObject: Bool { kind == UInt8(ascii: "O") }

    var name: String { "\(isBigEndian ? ">" : "")\(String(decoding: [kind], as: UTF8.self))\(size)" }

    /// One element from its bytes; nil for kinds and sizes that are no number.
    func number(_ bytes: some Collection<UInt8>) -> Double? {
        guard bytes.count == size, size <= 8 else { return nil }
        var word: UInt64 = 0
        if isBigEndian {
            for byte in bytes { word = word << 8 | UInt64(byte) }
        } else {
            for (position, byte) in bytes.enumerated() { word |= UInt64(byte) << UInt64(position * 8) }
        }
        let unused = UInt64(64 - size * 8)
        switch (kind, size) {
        case (UInt8(ascii: "f"), 8): return Double(bitPattern: word)
        case (UInt8(ascii: "f"), 4): return Double(Float(bitPattern: UInt32(truncatingIfNeeded: word)))
        case (UInt8(ascii: "f"), 2): return Self.half(UInt16(truncatingIfNeeded: word))
        case (UInt8(ascii: "i"), 1), (UInt8(ascii: "i"), 2), (UInt8(ascii: "i"), 4), (UInt8(ascii: "i"), 8):
            return Double(Int64(bitPattern: word << unused) >> Int64(unused))
        case (UInt8(ascii: "u"), 1), (UInt8(ascii: "u"), 2), (UInt8(ascii: "u"), 4), (UInt8(ascii: "u"), 8):
            return Double(word)
        case (UInt8(ascii: "b"), 1): return word == 0 ? 0 : 1
        default: return nil
        }
    }

    /// IEEE 754 binary16, which Swift lacks on some processors.
    private static func half(_ bits: UInt16) -> Double {
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Double(bits & 0x3FF) / 1_024
        let magnitude: Double =
            switch exponent {
            case 0: fraction * 0x1p-14
            case 31: fraction == 0 ? .infinity : .nan
            default: Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction)
            }
        return bits & 0x8000 == 0 ? magnitude : -magnitude
    }
}

/// An array as a pickle describes it; without a type until its state has been read.
struct NumPyArray {
    enum Elements {
        case none
        case raw(PickleBytes)
        /// Position in `PickleArena.sequences`.
        case objects(Int)
    }

    var type: NumPyType?
    var shape: [Int] = []
    /// Fortran's order: the first index varies fastest.
    var isColumnMajor = false
    var elements = Elements.none

    /// The number of elements a shape has, nil where a length is negative or the product too large.
    static func count(_ shape: [Int]) -> Int? {
        var count = 1
        for length in shape {
            guard length >= 0 else { return nil }
            let (product, overflowed) = count.multipliedReportingOverflow(by: length)
            guard !overflowed else { return nil }
            count = product
        }
        return count
    }
}
