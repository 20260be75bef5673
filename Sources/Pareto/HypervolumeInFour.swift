/// The volume that vectors of four objectives dominate, all of them inside the reference's box.
///
/// A sweep along the fourth objective, which adds up the three-dimensional volume of what has begun times the height to
/// the next: HV4D+ of Guerreiro and Fonseca, "Computing and updating hypervolume contributions in up to four
/// dimensions", IEEE Transactions on Evolutionary Computation 22(3), 2018. As there, that volume is not computed anew:
/// each vector adds its own contribution (`Begun.add`), found in one pass over what has begun.
///
/// O(n²) for the passes and O(log n) for each vector that a pass puts on its staircase: O(n² log n) at worst, and near
/// O(nf), f of n not dominated in the first three, for most fronts.
func hypervolumeInFour(_ inside: [ObjectiveVector], reference: ObjectiveVector) -> Double {
    var begun = Begun(capacity: inside.count, reference: reference)
    defer { begun.deallocate() }
    var volume = 0.0
    var base = 0.0
    var height = reference[3]
    for place in order(inside, by: 3, then: 2) {
        let vector = inside[place]
        volume += base * (vector[3] - height)
        height = vector[3]
        base += begun.add(x: vector[0], y: vector[1], z: vector[2])
    }
    return volume + base * (reference[3] - height)
}

/// The vectors that have begun, seen in three objectives: none dominates another, by ascending z.
private struct Begun {
    private let x: UnsafeMutablePointer<Double>
    private let y: UnsafeMutablePointer<Double>
    private let z: UnsafeMutablePointer<Double>
    private var count = 0
    private let reference: (x: Double, y: Double, z: Double)
    /// What others dominate of a new vector's corner, at the height where its pass is.
    private var covered: Staircase

    init(capacity: Int, reference: ObjectiveVector) {
        // One more than there are: where a pass ends.
        x = .allocate(capacity: 3 * (capacity + 1))
        y = x + (capacity + 1)
        z = y + (capacity + 1)
        self.reference = (reference[0], reference[1], reference[2])
        covered = Staircase(capacity: capacity, left: 0, bottom: 0, right: 0, top: 0)
    }

    func deallocate() {
        x.deallocate()
        covered.deallocate()
    }

    /// Adds a vector; returns the volume that it alone dominates, 0 for one that is dominated or a copy. What it
    /// dominates is removed.
    ///
    /// Seen from the vector, upwards: its corner of the plane at each height, less what is covered by those that have
    /// begun below. A corner ends where a vector is at least as good in x and y; whatever this one dominates stands
    /// before that, for what stands behind it the other dominates.
    mutating func add(x newX: Double, y newY: Double, z newZ: Double) -> Double {
        let home = beginning(at: newZ)
        // Below, those at least as good in one of x and y bound the corner; one that is in both leaves none.
        var (right, top) = corner(x: newX, y: newY, below: home)
        guard right > newX, top > newY else { return 0 }
        covered.restart(left: newX, bottom: newY, right: right, top: top)
        var area = (right - newX) * (top - newY)
        for below in 0..<home where x[below] < right && y[below] < top {
            if x[below] > newX, y[below] > newY { area -= covered.add(x: x[below], y: y[below]) }
        }

        var volume = 0.0
        var height = newZ
        var place = home
        var kept = home
        while place < count {
            let itsX = x[place]
            let itsY = y[place]
            // What the vector dominates is inside its corner: outside, what bounds the corner would dominate it too.
            var isKept = true
            if itsX < right, itsY < top {
                volume += area * (z[place] - height)
                height = z[place]
                if itsX <= newX, itsY <= newY {
                    // The same height means that it dominates this one: nothing was added or removed.
                    if height == newZ { return 0 }
                    break
                }
                area -= covered.add(x: max(itsX, newX), y: max(itsY, newY))
                if itsX <= newX { top = itsY }
                if itsY <= newY { right = itsX }
                isKept = itsX < newX || itsY < newY
            }
            if isKept {
                if kept < place { move(place, to: kept) }
                kept &+= 1
            }
            place &+= 1
        }
        if place == count { volume += area * (reference.z - height) }
        settle(home: home, kept: kept, rest: place, x: newX, y: newY, z: newZ)
        return volume
    }

    /// The place of the first vector that is not below a height.
    private func beginning(at height: Double) -> Int {
        var start = 0
        var length = count
        while length > 0 {
            let half = length &>> 1
            let isBelow = z[start &+ half] < height
            start = isBelow ? start &+ half &+ 1 : start
            length = isBelow ? length &- half &- 1 : half
        }
        return start
    }

    /// How far the corner of a place reaches: to the least x of those before `home` that are at least as good in y, and
    /// to the least y of those that are in x. Four at a time, without branches: which they are cannot be predicted.
    private func corner(x newX: Double, y newY: Double, below home: Int) -> (right: Double, top: Double) {
        typealias Step = SIMD4<Double>
        var rights = Step(repeating: reference.x)
        var tops = Step(repeating: reference.y)
        var place = 0
        while place &+ Step.scalarCount <= home {
            let itsX = UnsafeRawPointer(x + place).loadUnaligned(as: Step.self)
            let itsY = UnsafeRawPointer(y + place).loadUnaligned(as: Step.self)
            rights.replace(with: itsX, where: (itsY .<= newY) .& (itsX .< rights))
            tops.replace(with: itsY, where: (itsX .<= newX) .& (itsY .< tops))
            place &+= Step.scalarCount
        }
        var right = min(min(rights.x, rights.y), min(rights.z, rights.w))
        var top = min(min(tops.x, tops.y), min(tops.z, tops.w))
        while place < home {
            if y[place] <= newY { right = min(right, x[place]) }
            if x[place] <= newX { top = min(top, y[place]) }
            place &+= 1
        }
        return (right, top)
    }

    @inline(__always)
    private func move(_ place: Int, to target: Int) {
        x[target] = x[place]
        y[target] = y[place]
        z[target] = z[place]
    }

    /// Puts the new vector home; what was kept of those above it stands before `kept`, and what was not looked at
    /// begins at `rest`.
    private mutating func settle(
        home: Int, kept: Int, rest: Int, x newX: Double, y newY: Double, z newZ: Double
    ) {
        let left = count - rest
        for (values, new) in [(x, newX), (y, newY), (z, newZ)] {
            (values + (kept + 1)).update(from: values + rest, count: left)
            (values + (home + 1)).update(from: values + home, count: kept - home)
            values[home] = new
        }
        count = kept + 1 + left
    }
}
