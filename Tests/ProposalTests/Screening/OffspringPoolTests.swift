import Spaces
import Testing

@testable import Proposal

struct OffspringPoolTests {
    private func pool(_ members: [Cell], seed: Int = 1, where isWanted: (Cell) -> Bool = { _ in true })
        -> [ProposedChild<Cell>]
    {
        var random = RandomStream(seed: seed, "a pool")
        return OffspringPool(of: members, where: isWanted, random: &random).children
    }

    @Test func aSingleMemberHasItsNeighbours() throws {
        let cell = try Cell("3s-1ps")
        let children = pool([cell, cell])
        #expect(Set(children.map(\.cell)) == Set(Cell.all.filter { distance($0, cell) == 1 }))
        #expect(children.count == 24)
        #expect(children.allSatisfy { $0.operation == "mutation" && $0.parents == [cell] })
    }

    @Test(arguments: 1...5) func childrenDescendFromTheirParents(_ seed: Int) {
        var random = RandomStream(seed: seed, "members")
        let members = random.sample(12, of: Cell.all)
        let children = pool(members, seed: seed)
        #expect(Set(children.map(\.cell)).count == children.count, "seed \(seed)")
        for member in members {
            let near = Cell.all.filter { distance($0, member) == 1 }
            #expect(Set(children.map(\.cell)).isSuperset(of: near), "seed \(seed)")
        }
        let crossed = children.filter { $0.operation == "crossover" }
        #expect(!crossed.isEmpty && crossed.count <= OffspringPool<Cell>.crossings)
        for child in children {
            #expect(child.parents.allSatisfy(members.contains), "seed \(seed)")
            if child.operation == "mutation" {
                #expect(child.parents.map { distance($0, child.cell) } == [1], "seed \(seed)")
            } else {
                let isMixed = (0..<Cell.edgeCount).allSatisfy { edge in
                    child.parents.contains { $0[edge] == child.cell[edge] }
                }
                #expect(isMixed && Set(child.parents).count == 2, "seed \(seed): \(child)")
            }
        }
    }

    @Test func onlyWhatIsWantedIsBred() {
        var random = RandomStream(seed: 6, "members")
        let members = random.sample(10, of: Cell.all)
        let children = pool(members) { $0.code % 3 == 0 }
        #expect(!children.isEmpty && children.allSatisfy { $0.cell.code % 3 == 0 })
        #expect(pool(members) { _ in false }.isEmpty)
        #expect(pool([]).isEmpty)
    }

    @Test func theOrderOfTheMembersDoesNotMatter() {
        var random = RandomStream(seed: 7, "members")
        let members = random.sample(10, of: Cell.all)
        #expect(pool(members) == pool(members.reversed()))
        #expect(pool(members, seed: 1) != pool(members, seed: 2))
    }
}
