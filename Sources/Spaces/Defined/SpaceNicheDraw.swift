extension SpaceNiche {
    /// Draws before a niche's bounds are met by climbing instead of by luck.
    static let draws = 2_000
    static let climbs = 20
    /// A restricted space of at most so many members is counted one by one.
    static let countedAtMost = 1_000_000.0

    private var isFree: Bool { bounds.isEmpty && space.requirements.isEmpty }

    /// A member of the niche, each equally likely.
    ///
    /// Restrictions are drawn by construction, and bounds and requirements by trying again; after 2,000 failures
    /// by changing the nearest failure towards them, which finds a member but not each with equal odds. nil where
    /// that finds none either.
    public func draw(_ random: inout RandomStream) -> Architecture? {
        var nearest: (packed: [UInt8], shortfall: Double)?
        for attempt in 0..<Self.draws {
            let packed = plan.draw(&random)
            if isFree || space.broken(packed) == nil && areBoundsMet(packed) {
                return Architecture(settled: packed, in: space)
            }
            // How far from inside is asked of the first few only: it costs as much as the draw.
            guard attempt < 100 else { continue }
            let shortfall = shortfall(packed)
            if shortfall < nearest?.shortfall ?? .infinity { nearest = (packed, shortfall) }
        }
        for _ in 0..<Self.climbs {
            let start = nearest?.packed ?? plan.draw(&random)
            nearest = nil
            if let packed = climbed(start, &random) { return Architecture(settled: packed, in: space) }
        }
        return nil
    }

    /// How far choices are from the bounds and the requirements, 0 inside.
    private func shortfall(_ packed: [UInt8]) -> Double {
        packed.withUnsafeBufferPointer { choices in
            space.program.running(choices) { run in
                var total = 0.0
                for requirement in space.requirements { total += run.shortfall(requirement) }
                for (bound, root) in zip(bounds, boundRoots) {
                    let value = run.evaluate(root)
                    guard value.isFinite else {
                        total += 10
                        continue
                    }
                    let scale = 1 + max(abs(bound.least ?? 0), abs(bound.most ?? 0))
                    let distance = max((bound.least ?? value) - value, value - (bound.most ?? value), 0)
                    total += distance / scale
                }
                return total
            }
        }
    }

    /// Steepest descent of the shortfall by single changes; nil where it ends outside.
    private func climbed(_ start: [UInt8], _ random: inout RandomStream) -> [UInt8]? {
        var current = start
        var best = shortfall(current)
        while best > 0 {
            var next: (packed: [UInt8], shortfall: Double)?
            let here = Architecture(settled: current, in: space)
            for position in current.indices where current[position] > 0 {
                for choice in plan.allowed[position] where choice != current[position] {
                    let changed = here.replacing(position, with: choice) { position, _ in
                        plan.allowed[position][random.below(plan.allowed[position].count)]
                    }
                    let shortfall = shortfall(changed)
                    if shortfall < next?.shortfall ?? best { next = (changed, shortfall) }
                }
            }
            guard let next else { return nil }
            (current, best) = next
        }
        return space.broken(current) == nil && areBoundsMet(current) ? current : nil
    }

    /// How many members the niche has.
    ///
    /// Exact where neither bounds nor requirements stand in the way, and where the restricted space has at most
    /// a million members, which are then looked at one by one (up to seconds; worth keeping). Else the share of
    /// 10,000 draws, by a fixed stream, that are inside.
    public var size: (count: Double, isEstimate: Bool) {
        if isFree { return (plan.count, !plan.isExact) }
        if plan.isExact, plan.count <= Self.countedAtMost {
            var count = 0
            plan.forEach { packed in
                if space.broken(packed) == nil, areBoundsMet(packed) { count += 1 }
                return true
            }
            return (Double(count), false)
        }
        var random = RandomStream(seed: 0, "niche", "size", space.name, name)
        let draws = 10_000
        var inside = 0
        for _ in 0..<draws {
            let packed = plan.draw(&random)
            if space.broken(packed) == nil, areBoundsMet(packed) { inside += 1 }
        }
        return (plan.count * Double(inside) / Double(draws), true)
    }

    /// Every member in order; nil where the restricted space, of which they are sought, has more than `limit`.
    public func members(atMost limit: Int) -> [Architecture]? {
        guard plan.isExact, plan.count <= Double(limit) else { return nil }
        var members: [Architecture] = []
        plan.forEach { packed in
            if isFree || space.broken(packed) == nil && areBoundsMet(packed) {
                members.append(Architecture(settled: packed, in: space))
            }
            return true
        }
        return members
    }
}
