import Spaces
import Testing

@Suite struct CellSetTests {
    @Test func itHoldsWhatASetHolds() {
        for seed in 1...5 {
            var random = RandomStream(seed: seed, "cells")
            var cells = CellSet()
            var slow: Set<Cell> = []
            for _ in 0..<2_000 {
                guard let cell = random.pick(Cell.all) else { continue }
                #expect(cells.insert(cell) == slow.insert(cell).inserted, "seed \(seed)")
            }
            #expect(cells.count == slow.count && cells == CellSet(slow))
            #expect(Cell.all.allSatisfy { cells.contains($0) == slow.contains($0) }, "seed \(seed)")
        }
    }
}
