import TestSupport
import Testing

@testable import Spaces

struct VariationTests {
    private let niches = PartitionScheme.convolution3x3Count.niches

    /// On how many edges two cells differ.
    private func distance(_ left: Cell, _ right: Cell) -> Int {
        zip(Space.operations[Int(left.code)], Space.operations[Int(right.code)]).count { $0 != $1 }
    }

    /// What mutation may give, by looking at the whole niche.
    private func mutants(of parent: Cell, among cells: [Cell]) -> Set<Cell> {
        let near = cells.filter { distance($0, parent) == 1 }
        return Set(near.isEmpty ? cells.filter { distance($0, parent) == 2 } : near)
    }

    /// What crossover may give, by looking at the whole niche.
    private func mixtures(of mother: Cell, _ father: Cell, among cells: [Cell]) -> Set<Cell> {
        let (mother, father) = (Space.operations[Int(mother.code)], Space.operations[Int(father.code)])
        let mixed = cells.filter { cell in
            let child = Space.operations[Int(cell.code)]
            return child != mother && child != father
                && child.indices.allSatisfy { child[$0] == mother[$0] || child[$0] == father[$0] }
        }
        return Set(mixed)
    }

    private func counts(of draws: Int, _ draw: () -> Cell?) -> [Cell: Int] {
        (0..<draws).reduce(into: [:]) { counts, _ in if let cell = draw() { counts[cell, default: 0] += 1 } }
    }

    // MARK: - Neighbours

    @Test func aCellHasTwentyFourNeighbours() {
        for cell in Space.cells where cell.code % 5_003 == 0 {
            #expect(
                Set(cell.neighbours) == Set(Space.cells.filter { distance($0, cell) == 1 }))
            #expect(cell.neighbours.count == 24)
        }
    }

    // MARK: - Mutation

    @Test(arguments: [0, 1, 2, 3, 4, 5])
    func aMutantIsInTheNicheAndDiffersInOneEdge(_ number: Int) throws {
        var random = RandomStream(seed: number, "mutants")
        let niche = niches[number]
        let variation = Variation<Cell>(within: niche)
        for parent in random.sample(60, of: niche.cells) {
            let child = try #require(variation.mutate(parent, &random))
            #expect(niche.contains(child), "seed \(number), \(parent)")
            #expect(distance(child, parent) == 1, "seed \(number), \(parent)")
        }
    }

    /// Nothing but what may be, all of that, and each as often as the others: for every kind of parent in the
    /// smallest niche, by the letters it is made of.
    @Test func everyMutantIsEquallyLikely() {
        let niche = niches[5]
        let cells = niche.cells
        let variation = Variation<Cell>(within: niche)
        var random = RandomStream(seed: 11, "mutants")
        let parents = Dictionary(grouping: cells) { $0.letters.sorted() }.values.compactMap(\.first).sorted()
        #expect(parents.count > 10)
        for parent in parents {
            let expected = mutants(of: parent, among: cells)
            let drawn = counts(of: 12 * expected.count) { variation.mutate(parent, &random) }
            #expect(Set(drawn.keys) == expected, "seed 11, \(parent)")
            #expect(deviation(Array(drawn.values)) < 4, "seed 11, \(parent)")
        }
    }

    @Test func whereNoSingleChangeIsWantedTwoAreMade() throws {
        let parent = try Cell("3333ss")
        let niche = niches[5]
        var random = RandomStream(seed: 12, "double")
        let far = Set(niche.cells.filter { distance($0, parent) > 2 })
        let wanted = Set(random.sample(5, of: niche.cells.filter { distance($0, parent) == 2 }))
        let variation = Variation<Cell>(within: niche) { wanted.contains($0) || far.contains($0) }
        let drawn = counts(of: 75) { variation.mutate(parent, &random) }
        #expect(Set(drawn.keys) == wanted)
        #expect(deviation(Array(drawn.values)) < 4, "seed 12")
    }

    @Test func beyondTwoChangesThereIsNone() throws {
        let parent = try Cell("3333ss")
        let wanted = Set(niches[5].cells.filter { distance($0, parent) > 2 || $0 == parent })
        var random = RandomStream(seed: 13)
        #expect(wanted.count > 10)
        #expect(Variation<Cell>(within: niches[5]) { wanted.contains($0) }.mutate(parent, &random) == nil)
        #expect(Variation<Cell>(within: niches[5]) { _ in false }.mutate(parent, &random) == nil)
        #expect(
            Variation<Cell>(within: niches[0]).mutate(parent, &random) == nil, "a parent far from the niche")
    }

    @Test func aParentOutsideIsBroughtIntoTheNiche() throws {
        var random = RandomStream(seed: 14)
        let child = try #require(Variation<Cell>(within: niches[5]).mutate(Cell("33ss--"), &random))
        #expect(niches[5].contains(child))
    }

    // MARK: - Crossover

    @Test(arguments: [0, 3, 5])
    func everyMixtureIsEquallyLikely(_ number: Int) {
        let niche = niches[number]
        let cells = niche.cells
        let variation = Variation<Cell>(within: niche)
        var random = RandomStream(seed: number, "mixtures")
        var crossed = 0
        for _ in 0..<5 {
            let pair = random.sample(2, of: cells)
            let expected = mixtures(of: pair[0], pair[1], among: cells)
            let drawn = counts(of: 12 * max(1, expected.count)) { variation.cross(pair[0], pair[1], &random) }
            #expect(Set(drawn.keys) == expected, "seed \(number), \(pair)")
            if expected.count > 1 {
                crossed += 1
                #expect(deviation(Array(drawn.values)) < 4, "seed \(number), \(pair)")
            }
        }
        #expect(crossed > 0, "seed \(number): no pair could be crossed")
    }

    @Test func crossoverTakesOnlyWhatIsWanted() throws {
        let wanted = try Cell("3131ss")
        let variation = Variation<Cell>(within: PartitionScheme.none.niches[0]) { $0 == wanted }
        var random = RandomStream(seed: 15)
        #expect(try variation.cross(Cell("3333ss"), Cell("1111ss"), &random) == wanted)
        #expect(try variation.cross(Cell("3333ss"), Cell("pppp11"), &random) == nil)
    }

    @Test func parentsTooAlikeHaveNoMixture() throws {
        let variation = Variation<Cell>(within: PartitionScheme.none.niches[0])
        var random = RandomStream(seed: 16)
        #expect(try variation.cross(Cell("3333ss"), Cell("3333ss"), &random) == nil)
        #expect(try variation.cross(Cell("3333ss"), Cell("3333s-"), &random) == nil)
        // Two edges apart there are two mixtures; in a niche by count, neither may be inside.
        #expect(try variation.cross(Cell("33ss--"), Cell("3s3s--"), &random) != nil)
        #expect(try Variation<Cell>(within: niches[3]).cross(Cell("33ss--"), Cell("3s3s--"), &random) == nil)
    }
}
