import Spaces
import TestSupport
import Testing

@Suite("Drawing from a space of data") struct DrawingTests {
    @Test("is uniform where conditions make branches of unequal size")
    func uniform() throws {
        let space = try tinySpace()
        #expect(space.whole.size == (38, false))
        let members = try #require(space.whole.members(atMost: 100))
        #expect(members.count == 38 && Set(members).count == 38)
        var counts: [Architecture: Int] = [:]
        var random = RandomStream(seed: 1, "drawing")
        for _ in 0..<38_000 { counts[try #require(space.whole.draw(&random)), default: 0] += 1 }
        #expect(deviation(members.map { counts[$0] ?? 0 }) < 4)
    }

    @Test("is uniform within restrictions, bounds and requirements")
    func uniformInNiche() throws {
        let space = try tinySpace(
            require: ["kind == 'small' or width[1] <= width[2]"], measures: [("first", "width[1]")])
        let niche = try SpaceNiche(
            SpaceDraft.Niche(
                name: "n", restrictions: [SpaceNiche.Restriction("width", [.number(8), .number(24)])],
                bounds: [SpaceNiche.Bound("first", least: 8, most: 16)]), in: space)
        // Widths 8, then 8 or 24 (depth 2), and another 8 or 24 (depth 3).
        #expect(niche.size == (6, false))
        let members = try #require(niche.members(atMost: 100))
        var counts: [Architecture: Int] = [:]
        var random = RandomStream(seed: 2, "drawing")
        for _ in 0..<6_000 { counts[try #require(niche.draw(&random)), default: 0] += 1 }
        #expect(counts.count == 6)
        #expect(deviation(members.map { counts[$0] ?? 0 }) < 4)
    }

    @Test("counts random conditional spaces as one finds by going through them", arguments: 1...60)
    func sizes(seed: Int) throws {
        let space = try randomSpace(seed: seed)
        let members = try #require(space.whole.members(atMost: 10_000_000))
        #expect(space.whole.size == (Double(members.count), false))
        #expect(members == members.sorted() && Set(members).count == members.count)
        // Neighbours and draws are members.
        let all = Set(members)
        var random = RandomStream(seed: seed, "sizes")
        for _ in 0..<20 {
            let drawn = try #require(space.whole.draw(&random))
            #expect(all.contains(drawn))
            #expect(all.isSuperset(of: drawn.neighbours))
            let other = try #require(space.whole.draw(&random))
            #expect(all.contains(drawn.mutated(&random)))
            #expect(all.contains(drawn.mixed(with: other, &random)))
        }
    }

    @Test("does not notice how large a space is")
    func huge() throws {
        let space = try wideSpace(40)
        let whole = space.whole
        #expect(abs(whole.size.count / 1e40 - 1) < 1e-12)
        #expect(whole.members(atMost: 1_000_000) == nil)
        var random = RandomStream(seed: 3, "huge")
        var total = 0.0
        let draws = 20_000
        let elapsed = ContinuousClock().measure {
            for _ in 0..<draws { total += whole.draw(&random)?.measure("total") ?? .nan }
        }
        print("a draw and a measure of 10^40 architectures takes \(elapsed / draws)")
        #expect(elapsed / draws < .microseconds(200))
        #expect(abs(total / Double(draws) - 180) < 1)
        #expect(try wideSpace(400).whole.size.count == .infinity)
        #expect(try wideSpace(400).whole.draw(&random) != nil)
    }

    @Test("weighs branches whose members are too many for a number")
    func beyondNumbers() throws {
        let choices = (0..<16).map { SpaceValue.number(Double($0)) }
        let space = try SpaceDefinition(
            SpaceDraft(
                name: "beyond",
                variables: [
                    SpaceDraft.Variable(name: "length", choices: [.number(399), .number(400)]),
                    SpaceDraft.Variable(
                        name: "letter", choices: choices, repeats: 400, when: "index <= length"),
                ]))
        let whole = space.whole
        var random = RandomStream(seed: 6, "beyond")
        let long = try (0..<1_700).filter { _ in
            try #require(whole.draw(&random))[variable: "length"] == [.number(400)]
        }.count
        // The longer are sixteen times as many: 1,600 expected, with a deviation of 10.
        #expect((1_560...1_640).contains(long))
    }

    @Test("finds members of a niche that no luck would find")
    func repaired() throws {
        let space = try wideSpace(40)
        let niche = try SpaceNiche(
            SpaceDraft.Niche(name: "top", bounds: [SpaceNiche.Bound("total", least: 358, most: 359)]),
            in: space)
        var random = RandomStream(seed: 4, "repair")
        let found = try #require(niche.draw(&random))
        #expect(niche.contains(found))
        #expect(niche.size == (0, true))
        let none = try SpaceNiche(
            SpaceDraft.Niche(name: "none", bounds: [SpaceNiche.Bound("total", least: 361, most: nil)]),
            in: space)
        #expect(none.draw(&random) == nil)
    }

    @Test("estimates what it cannot count: controllers with more assignments than are tabled")
    func estimated() throws {
        var variables = (0..<18).map {
            SpaceDraft.Variable(name: "s\($0)", choices: [.number(0), .number(1)])
        }
        let all = (0..<18).map { "s\($0)" }.joined(separator: " + ")
        variables.append(
            SpaceDraft.Variable(name: "extra", choices: [.number(1), .number(2)], when: "\(all) >= 9"))
        let space = try SpaceDefinition(SpaceDraft(name: "bound", variables: variables))
        // 2^18, and again those with nine ones or more: half, and half of those with exactly nine.
        let expected = 262_144.0 * 1.5 + 48_620.0 / 2
        let size = space.whole.size
        #expect(size.isEstimate)
        #expect(abs(size.count / expected - 1) < 0.02)
        var random = RandomStream(seed: 5, "estimated")
        #expect(space.whole.draw(&random) != nil)
    }

    @Test("says why an architecture is outside")
    func objections() throws {
        let space = try tinySpace(measures: [("first", "width[1]")])
        let niche = try SpaceNiche(
            SpaceDraft.Niche(
                name: "N1", restrictions: [SpaceNiche.Restriction("depth", [.number(2)])],
                bounds: [SpaceNiche.Bound("first", least: nil, most: 8)]), in: space)
        func objection(_ text: String) throws -> String? {
            let architecture = try Architecture(parsing: text, in: space)
            #expect(niche.contains(architecture) == (niche.objection(to: architecture) == nil))
            return niche.objection(to: architecture)
        }
        #expect(try objection("kind=big depth=2 width=8,24") == nil)
        #expect(
            try objection("kind=big depth=3 width=8,8,8") == "N1 has depth of 2, this architecture 3")
        #expect(
            try objection("kind=big depth=2 width=16,8") == "N1 has first up to 8, this architecture 16")
        #expect(
            try objection("kind=small gate=1")
                == "N1 has first up to 8, this architecture no finite first")
    }

    @Test("refuses niches of what the space does not have")
    func refused() throws {
        let space = try tinySpace()
        let error = #expect(throws: SpaceError.self) {
            try SpaceNiche(
                SpaceDraft.Niche(
                    name: "bad name",
                    restrictions: [
                        SpaceNiche.Restriction("depht", [.number(2)]),
                        SpaceNiche.Restriction("depth", [.number(5)]),
                    ], bounds: [SpaceNiche.Bound("cost", least: 2, most: 1)]), in: space)
        }
        #expect(
            error?.problems.map(\.path) == [
                "niche.name", "niche.where.depht", "niche.where.depth",
                "niche.measures.cost",
                "niche.measures.cost",
            ])
    }
}
