// Sorting along the first objective, the step that every sweep of this module begins with and spends most
// of its time in.
//
// Three sizes, three algorithms, one order: insertion for a handful, merging of insertion-sorted blocks for
// hundreds, and from thousands on a radix sort (RadixSort.swift). The standard library's sort gives the
// same places in the same order; from hundreds of points on, a hypervolume takes two to four times as long
// with it, because it cannot know that entries are plain bytes.

/// Sorts by x, then by y, both ascending; entries at the same place keep their order.
///
/// All coordinates must be finite: with a NaN among them the order is unspecified, though nothing traps.
/// O(n log n) comparisons at worst, about linear from thousands of entries on; n entries of scratch.
func sortByXThenY<Entry: Located>(_ entries: UnsafeMutableBufferPointer<Entry>) {
    guard entries.count > insertionLimit else { return insertionSort(entries) }
    let scratch = allocateScratch(of: Entry.self, count: entries.count)
    defer { scratch.deallocate() }
    if entries.count < radixThreshold {
        mergeSort(entries, scratch: scratch)
    } else {
        radixSort(entries, scratch: scratch)
    }
}

/// Uninitialised room for that many entries, which the caller must deallocate.
///
/// Not `withUnsafeTemporaryAllocation`: in an optimised build Swift 6.3.1 took the plain return of such a
/// closure, inside a generic function specialised for two types, for a thrown error and crashed.
@inline(__always)
func allocateScratch<Entry: BitwiseCopyable>(
    of type: Entry.Type, count: Int
) -> UnsafeMutableBufferPointer<Entry> {
    UnsafeMutableBufferPointer.allocate(capacity: count)
}

/// Copies the finite points, each with its index, to the front of `scratch`; returns that part.
func copyFinite(
    _ points: [Point], to scratch: UnsafeMutableBufferPointer<IndexedPoint>
) -> UnsafeMutableBufferPointer<IndexedPoint> {
    var count = 0
    for index in points.indices where points[index].isFinite {
        scratch[count] = IndexedPoint(x: points[index].x, y: points[index].y, index: index)
        count += 1
    }
    return UnsafeMutableBufferPointer(rebasing: scratch[..<count])
}

/// Up to this many entries, shifting neighbours is cheaper than any merging.
private let insertionLimit = 20

/// Blocks of this many are sorted by insertion before merging begins.
private let blockLength = 10

/// From this many entries on, clearing and summing the radix counters is paid back.
private let radixThreshold = 700

/// The order of the sorts: by x, then by y.
@inline(__always)
private func precedes<Entry: Located>(_ left: Entry, _ right: Entry) -> Bool {
    left.x < right.x || (left.x == right.x && left.y < right.y)
}

@inline(__always)
private func insertionSort<Entry: Located>(_ entries: UnsafeMutableBufferPointer<Entry>) {
    var end = 1
    while end < entries.count {
        let entry = entries[end]
        var hole = end
        while hole > 0, precedes(entry, entries[hole - 1]) {
            entries[hole] = entries[hole - 1]
            hole -= 1
        }
        entries[hole] = entry
        end += 1
    }
}

/// Bottom-up merge sort; `scratch` must hold at least as many entries.
func mergeSort<Entry: Located>(
    _ entries: UnsafeMutableBufferPointer<Entry>, scratch: UnsafeMutableBufferPointer<Entry>
) {
    let count = entries.count
    var start = 0
    while start < count {
        let end = min(start + blockLength, count)
        insertionSort(UnsafeMutableBufferPointer(rebasing: entries[start..<end]))
        start = end
    }

    var source = entries
    var target = UnsafeMutableBufferPointer(rebasing: scratch[..<count])
    var width = blockLength
    while width < count {
        var start = 0
        while start < count {
            let middle = min(start + width, count)
            let end = min(middle + width, count)
            merge(source, start: start, middle: middle, end: end, into: target)
            start = end
        }
        swap(&source, &target)
        width *= 2
    }
    if source.baseAddress != entries.baseAddress {
        _ = entries.update(fromContentsOf: source)
    }
}

/// Merges the sorted stretches start..<middle and middle..<end of `source` into the same place of `target`.
@inline(__always)
private func merge<Entry: Located>(
    _ source: UnsafeMutableBufferPointer<Entry>, start: Int, middle: Int, end: Int,
    into target: UnsafeMutableBufferPointer<Entry>
) {
    var left = start
    var right = middle
    var next = start
    // Stretches already in order are copied whole, so that sorted input costs next to nothing.
    let inOrder = middle == end || !precedes(source[middle], source[middle - 1])
    while !inOrder, left < middle, right < end {
        // Written as a choice of index, not of branch: which side is next cannot be predicted.
        let takeRight = precedes(source[right], source[left])
        target[next] = source[takeRight ? right : left]
        right += takeRight ? 1 : 0
        left += takeRight ? 0 : 1
        next += 1
    }
    while left < middle {
        target[next] = source[left]
        left += 1
        next += 1
    }
    while right < end {
        target[next] = source[right]
        right += 1
        next += 1
    }
}
