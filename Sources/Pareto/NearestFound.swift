// How far each point of the true front is from the nearest point found: what IGD averages and the worst gap
// takes the maximum of.
//
// Both sets are sorted along the objective in which the found points spread most. For each true point the
// search starts beside it and walks outwards on both sides until the way along that objective alone is
// longer than the best distance, so it is exact for any input. On sets that resemble fronts it looks at a
// few neighbours; at worst, when all found points crowd at one place far off, at all of them.

#if canImport(Glibc)
    import Glibc  // For the linker alone: squareRoot() may become a call into the C library's mathematics.
#elseif canImport(Musl)
    import Musl
#endif

/// What is known of the distances from the true points to their nearest found points.
struct NearestFound {
    /// The sum over all finite true points, taken in the order of the sort, not of the input, so that
    /// shuffled input gives the same bits.
    let sum: Double

    /// The largest of them.
    let maximum: Double

    /// How many finite true points there are.
    let count: Int

    /// Nil when either set has no finite point. Distances are Euclidean, under the normalisation; points
    /// that are not finite are ignored. O((n + m) log (n + m)) for sets that resemble fronts.
    init?(found: [Point], trueFront: [Point], normalisation: Normalisation) {
        let scratch = allocateScratch(of: Point.self, count: found.count + trueFront.count)
        defer { scratch.deallocate() }
        let places = copyFinite(found, normalisation, to: scratch)
        let rest = UnsafeMutableBufferPointer(rebasing: scratch[places.count...])
        let targets = copyFinite(trueFront, normalisation, to: rest)
        guard !places.isEmpty, !targets.isEmpty else { return nil }
        if spreadsMoreAlongY(places) {
            exchangeAxes(places)
            exchangeAxes(targets)
        }
        sortByXThenY(places)
        sortByXThenY(targets)

        let walkway = Walkway(places)
        defer { walkway.deallocate() }
        var sum = 0.0
        var largestSquare = 0.0
        var beside = walkway.first
        for target in targets {
            while walkway.x[beside] < target.x { beside &+= 1 }
            let square = walkway.nearestSquare(to: target, from: beside)
            sum += square.squareRoot()
            largestSquare = max(largestSquare, square)
        }
        self.sum = sum
        maximum = largestSquare.squareRoot()
        count = targets.count
    }
}

/// The found points in the order of x, their coordinates apart so that eight are looked at in one step, with
/// infinitely distant ones at both ends so that no step has to ask where the points end.
private struct Walkway {
    private typealias Step = SIMD8<Double>
    private static let stepLength = Step.scalarCount

    /// The position of the first point: as many infinitely distant ones as a step is long stand before it,
    /// and again after the last point.
    let first = Walkway.stepLength
    let x: UnsafeMutablePointer<Double>
    private let y: UnsafeMutablePointer<Double>

    init(_ sorted: UnsafeMutableBufferPointer<Point>) {
        let length = sorted.count + 2 * Walkway.stepLength
        x = .allocate(capacity: 2 * length)
        y = x + length
        y.initialize(repeating: 0, count: length)
        x.initialize(repeating: -.infinity, count: Walkway.stepLength)
        (x + (length - Walkway.stepLength)).initialize(repeating: .infinity, count: Walkway.stepLength)
        for position in sorted.indices {
            x[first &+ position] = sorted[position].x
            y[first &+ position] = sorted[position].y
        }
    }

    func deallocate() { x.deallocate() }

    /// The squared distance from the target to the nearest point; `beside` is the position of the first point
    /// that is not left of it, or the one past the last.
    @inline(__always)
    func nearestSquare(to target: Point, from beside: Int) -> Double {
        var nearest = Double.infinity
        var right = beside
        while square(x[right] - target.x) < nearest {
            nearest = min(nearest, leastSquare(to: target, at: right))
            right &+= Walkway.stepLength
        }
        var left = beside &- 1
        while square(x[left] - target.x) < nearest {
            nearest = min(nearest, leastSquare(to: target, at: left &- (Walkway.stepLength &- 1)))
            left &-= Walkway.stepLength
        }
        return nearest
    }

    /// The least squared distance to the points of the step that begins at this position.
    @inline(__always)
    private func leastSquare(to target: Point, at position: Int) -> Double {
        let along = step(x + position) - Step(repeating: target.x)
        let across = step(y + position) - Step(repeating: target.y)
        let squares = along * along + across * across
        let four = least(squares.lowHalf, squares.highHalf)
        let two = least(four.lowHalf, four.highHalf)
        return min(two.x, two.y)
    }

    @inline(__always)
    private func step(_ values: UnsafeMutablePointer<Double>) -> Step {
        UnsafeRawPointer(values).loadUnaligned(as: Step.self)
    }

    @inline(__always)
    private func least<Few: SIMD>(_ one: Few, _ other: Few) -> Few where Few.Scalar == Double {
        one.replacing(with: other, where: other .< one)
    }

    @inline(__always)
    private func square(_ value: Double) -> Double { value * value }
}

/// Writes the finite points, normalised, to the front of `scratch`; returns that part.
func copyFinite(
    _ points: [Point], _ normalisation: Normalisation, to scratch: UnsafeMutableBufferPointer<Point>
) -> UnsafeMutableBufferPointer<Point> {
    let isRaw = normalisation == .identity
    var count = 0
    for point in points {
        let place = isRaw ? point : normalisation.normalised(point)
        guard place.isFinite else { continue }
        scratch[count] = place
        count += 1
    }
    return UnsafeMutableBufferPointer(rebasing: scratch[..<count])
}

private func spreadsMoreAlongY(_ points: UnsafeMutableBufferPointer<Point>) -> Bool {
    var lowest = points[0]
    var highest = points[0]
    for point in points {
        lowest = Point(x: min(lowest.x, point.x), y: min(lowest.y, point.y))
        highest = Point(x: max(highest.x, point.x), y: max(highest.y, point.y))
    }
    return highest.y - lowest.y > highest.x - lowest.x
}

private func exchangeAxes(_ points: UnsafeMutableBufferPointer<Point>) {
    for index in points.indices { points[index] = Point(x: points[index].y, y: points[index].x) }
}
