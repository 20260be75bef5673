/// The volume that vectors of three objectives dominate, all of them inside the reference's box.
///
/// A sweep along the third objective: what has begun by then is a staircase in the other two, whose area is kept, and
/// each slab is that area times its height (Fonseca, Paquete and López-Ibáñez, "An improved dimension-sweep algorithm
/// for the hypervolume indicator", CEC 2006; Beume, Fonseca, López-Ibáñez, Paquete and Vahrenhold, "On the complexity
/// of computing the hypervolume indicator", IEEE Transactions on Evolutionary Computation 13(5), 2009).
///
/// O(n log n) comparisons. The staircase is a sorted array, not the papers' balanced tree, so an insertion moves what
/// stands behind it, O(n²) bytes moved at worst; for the thousands of vectors of a front that is the faster.
func hypervolumeInSpace(_ inside: [ObjectiveVector], reference: ObjectiveVector) -> Double {
    var staircase = Staircase(
        capacity: inside.count, left: -.infinity, bottom: -.infinity, right: reference[0], top: reference[1])
    defer { staircase.deallocate() }
    var volume = 0.0
    var area = 0.0
    var height = reference[2]
    for place in order(inside, by: 2, then: 0) {
        let vector = inside[place]
        volume += area * (vector[2] - height)
        height = vector[2]
        area += staircase.add(x: vector[0], y: vector[1])
    }
    return volume + area * (reference[2] - height)
}

/// A staircase in the plane: steps by ascending x and descending y, up to a corner; none dominates another.
struct Staircase {
    private let x: UnsafeMutablePointer<Double>
    private let y: UnsafeMutablePointer<Double>
    /// With the sentinels: steps are 1 ..< count - 1.
    private var count: Int

    /// No step lies left of `left` or below `bottom`, and all before `right` and `top`.
    init(capacity: Int, left: Double, bottom: Double, right: Double, top: Double) {
        x = .allocate(capacity: 2 * (capacity + 2))
        y = x + (capacity + 2)
        count = 2
        restart(left: left, bottom: bottom, right: right, top: top)
    }

    func deallocate() { x.deallocate() }

    /// Without any step, in another corner: before the first step stands the top's edge, after the last the right one.
    mutating func restart(left: Double, bottom: Double, right: Double, top: Double) {
        x[0] = left
        y[0] = top
        x[1] = right
        y[1] = bottom
        count = 2
    }

    /// Adds a step before right and top; returns the area that it alone dominates. What it dominates is removed. 0 for
    /// what is dominated itself, or a copy.
    @inline(__always)
    mutating func add(x newX: Double, y newY: Double) -> Double {
        // The first step that is not left of the new one.
        var start = 1
        var length = count &- 2
        while length > 0 {
            let half = length &>> 1
            let isLeft = x[start &+ half] < newX
            start = isLeft ? start &+ half &+ 1 : start
            length = isLeft ? length &- half &- 1 : half
        }
        // The one before is at least as good in x; one at the same x may be too.
        if start > 1, y[start &- 1] <= newY { return 0 }
        if start < count &- 1, x[start] == newX, y[start] <= newY { return 0 }
        var area = 0.0
        var end = start
        var top = y[start &- 1]
        var left = newX
        // Strips between the steps that it dominates, each up to what stood before.
        while end < count &- 1, y[end] >= newY {
            area += (x[end] - left) * (top - newY)
            left = x[end]
            top = y[end]
            end &+= 1
        }
        area += (x[end] - left) * (top - newY)
        replace(from: start, to: end, x: newX, y: newY)
        return area
    }

    /// One step in the place of those from `start` before `end`.
    @inline(__always)
    private mutating func replace(from start: Int, to end: Int, x newX: Double, y newY: Double) {
        if end != start &+ 1 {
            (x + (start &+ 1)).update(from: x + end, count: count &- end)
            (y + (start &+ 1)).update(from: y + end, count: count &- end)
            count &+= start &+ 1 &- end
        }
        x[start] = newX
        y[start] = newY
    }
}
