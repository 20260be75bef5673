// Sorting thousands of points by the bits of their first objective.
//
// The bits of a finite Double, read as an unsigned integer, are ordered like the numbers once negative ones
// are complemented and positive ones get their sign bit set (M. Herf, "Radix tricks", 2001). Only as many
// leading bits as three counting passes take are sorted that way, counted from the highest bit in which the
// entries differ. What then still shares its leading bits stands together and is sorted by comparison, which
// settles ties by y at the same time.

private let digitBits: UInt64 = 11
private let digitCount = 3
private let bucketCount = 1 << 11
private let digitMask: UInt64 = (1 << 11) - 1

/// The bits of x as an unsigned integer in the order of the numbers; both zeros have the same.
@inline(__always)
private func orderedBits(_ x: Double) -> UInt64 {
    let bits = (x + 0.0).bitPattern
    let sign: UInt64 = 1 << 63
    return bits & sign == 0 ? bits | sign : ~bits
}

/// Which leading bits are sorted: those of `orderedBits(x) - lowest`, shifted right until three digits hold
/// them. Subtracting the least first makes a narrow range use all its digits.
private struct LeadingBits {
    var lowest: UInt64
    var shift: UInt64

    init<Entry: Located>(of entries: UnsafeMutableBufferPointer<Entry>) {
        var lowest = UInt64.max
        var highest = UInt64.min
        for entry in entries {
            let bits = orderedBits(entry.x)
            lowest = min(lowest, bits)
            highest = max(highest, bits)
        }
        let range = highest >= lowest ? highest - lowest : 0
        let used = 64 - UInt64(range.leadingZeroBitCount)
        let kept = digitBits * UInt64(digitCount)
        self.lowest = lowest
        self.shift = used > kept ? used - kept : 0
    }

    @inline(__always)
    func callAsFunction(_ x: Double) -> UInt64 { (orderedBits(x) &- lowest) &>> shift }
}

/// Least-significant-digit radix sort by x, ties by y, stable; `scratch` must hold at least as many entries.
///
/// O(n) when few entries share the leading 33 bits of x, O(n log n) when many do.
func radixSort<Entry: Located>(
    _ entries: UnsafeMutableBufferPointer<Entry>, scratch: UnsafeMutableBufferPointer<Entry>
) {
    let leading = LeadingBits(of: entries)
    let counters = UnsafeMutableBufferPointer<Int>.allocate(capacity: digitCount * bucketCount)
    defer { counters.deallocate() }
    counters.initialize(repeating: 0)
    for entry in entries {
        var key = leading(entry.x)
        var digit = 0
        while digit < digitCount {
            counters[digit &* bucketCount &+ Int(truncatingIfNeeded: key & digitMask)] &+= 1
            key &>>= digitBits
            digit &+= 1
        }
    }

    var source = entries
    var target = UnsafeMutableBufferPointer(rebasing: scratch[..<entries.count])
    for digit in 0..<digitCount {
        let buckets = UnsafeMutableBufferPointer(
            rebasing: counters[(digit * bucketCount)..<((digit + 1) * bucketCount)])
        // A digit that all entries share, such as the last bits of whole numbers, moves nothing.
        if buckets.contains(entries.count) { continue }
        scatter(source, into: target, by: leading, digit: UInt64(digit), buckets: buckets)
        swap(&source, &target)
    }
    if source.baseAddress != entries.baseAddress {
        _ = entries.update(fromContentsOf: source)
    }
    sortWithinSharedBits(entries, scratch: scratch, by: leading)
}

/// One counting pass: moves each entry behind those with smaller digits and those of its own digit that
/// came before it. `buckets` holds how many entries have each digit and is spent.
private func scatter<Entry: Located>(
    _ source: UnsafeMutableBufferPointer<Entry>, into target: UnsafeMutableBufferPointer<Entry>,
    by leading: LeadingBits, digit: UInt64, buckets: UnsafeMutableBufferPointer<Int>
) {
    var start = 0
    for bucket in buckets.indices {
        let size = buckets[bucket]
        buckets[bucket] = start
        start += size
    }
    let shift = digit * digitBits
    for entry in source {
        let bucket = Int(truncatingIfNeeded: (leading(entry.x) &>> shift) & digitMask)
        target[buckets[bucket]] = entry
        buckets[bucket] &+= 1
    }
}

/// Sorts, by comparison, each stretch of entries whose leading bits are the same.
private func sortWithinSharedBits<Entry: Located>(
    _ entries: UnsafeMutableBufferPointer<Entry>, scratch: UnsafeMutableBufferPointer<Entry>,
    by leading: LeadingBits
) {
    var start = 0
    while start < entries.count {
        let key = leading(entries[start].x)
        var end = start + 1
        while end < entries.count, leading(entries[end].x) == key { end += 1 }
        if end - start > 1 {
            mergeSort(UnsafeMutableBufferPointer(rebasing: entries[start..<end]), scratch: scratch)
        }
        start = end
    }
}
