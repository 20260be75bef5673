/// Neighbours, mutation and crossover. All of them end in architectures that meet the space's requirements.
extension Architecture {
    private static let tries = 100

    /// Every architecture that differs in one variable that is there, by position and choice. Where the change
    /// brings further variables, each takes the value of the one before it, or its first choice.
    public var neighbours: [Architecture] {
        var neighbours: [Architecture] = []
        for position in packed.indices where packed[position] > 0 {
            for choice in 1...space.positions[position].choices where choice != packed[position] {
                let changed = replacing(position, with: choice, space.inherited)
                if space.broken(changed) == nil {
                    neighbours.append(Architecture(settled: changed, in: space))
                }
            }
        }
        return neighbours
    }

    func replacing(
        _ position: Int, with choice: UInt8, _ fill: (Int, UnsafeMutableBufferPointer<UInt8>) -> UInt8
    ) -> [UInt8] {
        var changed = packed
        changed[position] = choice
        if space.isController[position] { space.settle(&changed, after: position, fill) }
        return changed
    }

    /// Each variable from the one parent or the other, with equal odds where both have it. Itself where no
    /// mixture that was tried meets the requirements.
    public func mixed(with other: Architecture, _ random: inout RandomStream) -> Architecture {
        for _ in 0..<Self.tries {
            var child = packed
            for position in child.indices where packed[position] != other.packed[position] {
                let isOther = random.next() >> 63 == 1
                // Where one has no value, the other's stands by, should the variable be there.
                if packed[position] == 0 || isOther && other.packed[position] > 0 {
                    child[position] = other.packed[position]
                }
            }
            space.settle(&child, space.inherited)
            if space.broken(child) == nil { return Architecture(settled: child, in: space) }
        }
        return self
    }

    /// Itself with another choice of one variable, uniformly; variables that this brings are drawn. Itself where
    /// there is no choice, or none that was tried meets the requirements.
    public func mutated(_ random: inout RandomStream) -> Architecture {
        let open = packed.indices.filter { packed[$0] > 0 && space.positions[$0].choices > 1 }
        for _ in 0..<Self.tries {
            guard let position = random.pick(open) else { return self }
            var choice = UInt8(1 + random.below(Int(space.positions[position].choices) - 1))
            if choice >= packed[position] { choice += 1 }
            let changed = replacing(position, with: choice) { position, _ in
                UInt8(1 + random.below(Int(space.positions[position].choices)))
            }
            if space.broken(changed) == nil { return Architecture(settled: changed, in: space) }
        }
        return self
    }
}
