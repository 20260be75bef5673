import Spaces
import TestSupport
import Testing

@Suite("Architectures of data-defined spaces") struct ArchitectureTests {
    @Test("are canonical: what is not there does not count")
    func canonical() throws {
        let space = try tinySpace()
        let one = try #require(Architecture(space, choices: [0, 1, 0, 0, 0, 0]))
        let other = try #require(Architecture(space, choices: [0, 1, 1, 2, 2, 2]))
        #expect(one == other && one.hashValue == other.hashValue && one.canonical == one)
        #expect(other.choices == [0, 1, 0, 0, 0, 0])
        #expect(other.values.map(\.name) == ["kind", "gate"])
        #expect(other.values.map(\.values) == [[.text("small")], [.number(1)]])
        #expect(other[variable: "width"].isEmpty && other[variable: "nothing"].isEmpty)
        #expect(Architecture(space, choices: [0, 1]) == nil)
        #expect(Architecture(space, choices: [0, 2, 0, 0, 0, 0]) == nil)
        #expect(Architecture(space, choices: [-1, 0, 0, 0, 0, 0]) == nil)
    }

    @Test("read what they write, in any space", arguments: 1...60)
    func roundTrip(seed: Int) throws {
        let space: SpaceDefinition
        do { space = try randomSpace(seed: seed) } catch {
            Issue.record("seed \(seed): \(error)")
            return
        }
        var random = RandomStream(seed: seed, "round trip")
        var texts: [String: Architecture] = [:]
        for _ in 0..<50 {
            let drawn = try #require(space.whole.draw(&random))
            #expect(try Architecture(parsing: drawn.description, in: space) == drawn, "seed \(seed)")
            #expect(texts.updateValue(drawn, forKey: drawn.description) ?? drawn == drawn)
        }
    }

    @Test("never crash on texts one character wrong", arguments: 1...20)
    func broken(seed: Int) throws {
        let space = try randomSpace(seed: seed)
        var random = RandomStream(seed: seed, "broken")
        for _ in 0..<50 {
            var text = Array(try #require(space.whole.draw(&random)).description)
            guard !text.isEmpty else { continue }
            let place = random.below(text.count)
            switch random.below(3) {
            case 0: text.remove(at: place)
            case 1: text.insert(random.pick(Array("0c,=|-+ 😀")) ?? " ", at: place)
            default: text.swapAt(place, random.below(text.count))
            }
            // What is read at all is written the same.
            if let read = try? Architecture(parsing: String(text), in: space) {
                #expect(read.description == String(text), "seed \(seed)")
            }
        }
    }

    @Test(
        "are refused with what was found and expected",
        arguments: [
            ("kind=huge gate=0", 6, "found 'huge'; expected kind to be one of small, big"),
            ("gate=0", 1, "found no value of kind; expected 1, by the values before"),
            ("kind=small", 1, "found no value of gate; expected 1, by the values before"),
            ("kind=small gate=0 depth=2", 25, "found 1 value of depth; expected none, by the values before"),
            ("kind=big depth=3 width=8,8", 24, "found 2 values of width; expected 3, by the values before"),
            ("kind=big depth=2 width=8,9", 26, "found '9'; expected width to be one of 8, 16, 24"),
            ("kind=big depth=2 width=8,", 26, "found the end; expected width to be one of 8, 16, 24"),
            ("gate=0 kind=small", 7, "found ' '; expected name=value"),
            ("", 1, "found no value of kind"), ("kind=small gate=0 ", 18, "found ' '"),
        ])
    func refused(text: String, column: Int, message: String) throws {
        let space = try tinySpace()
        let error = #expect(throws: SpaceNotationError.self) { try Architecture(parsing: text, in: space) }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.description ?? "")")
        if text != "kind=small gate=0 depth=2" { #expect(error?.column == column) }
    }

    @Test("that break a requirement are none of the space")
    func requirements() throws {
        let space = try tinySpace(require: ["kind == 'small' or width[1] <= width[2]"])
        #expect(Architecture(space, choices: [1, 0, 0, 2, 0, 0]) == nil)
        let error = #expect(throws: SpaceNotationError.self) {
            try Architecture(parsing: "kind=big depth=2 width=24,8", in: space)
        }
        #expect(error?.message.contains("requires kind == 'small' or width[1] <= width[2]") == true)
        let legal = try #require(Architecture(space, choices: [1, 0, 0, 1, 1, 0]))
        #expect(!legal.neighbours.contains { $0.description == "kind=big depth=2 width=24,16" })
        var random = RandomStream(seed: 1, "requirements")
        let members = Set(try #require(space.whole.members(atMost: 100)))
        for _ in 0..<200 { #expect(members.contains(legal.mutated(&random))) }
    }

    @Test("have as neighbours all that one change makes")
    func neighbours() throws {
        let space = try tinySpace()
        let deep = try Architecture(parsing: "kind=big depth=2 width=8,24", in: space)
        #expect(
            deep.neighbours.map(\.description) == [
                "kind=small gate=0", "kind=big depth=3 width=8,24,24", "kind=big depth=2 width=16,24",
                "kind=big depth=2 width=24,24", "kind=big depth=2 width=8,8", "kind=big depth=2 width=8,16",
            ])
        // Where nothing hangs on the change, it can be undone.
        for member in try #require(space.whole.members(atMost: 100)) {
            for neighbour in member.neighbours
            where neighbour[variable: "kind"] == member[variable: "kind"]
                && neighbour[variable: "depth"] == member[variable: "depth"]
            {
                #expect(neighbour.neighbours.contains(member))
            }
        }
        let wide = try wideSpace(6)
        var random = RandomStream(seed: 2, "neighbours")
        let drawn = try #require(wide.whole.draw(&random))
        #expect(drawn.neighbours.count == 54 && Set(drawn.neighbours).count == 54)
        #expect(drawn.neighbours.allSatisfy { $0.neighbours.contains(drawn) })
    }

    @Test("mutate uniformly over variables and cross without bias")
    func variation() throws {
        let space = try wideSpace(8)
        var random = RandomStream(seed: 3, "variation")
        let mother = try #require(Architecture(space, choices: Array(repeating: 1, count: 8)))
        let father = try #require(Architecture(space, choices: Array(repeating: 7, count: 8)))
        var changes = Array(repeating: 0, count: 80)
        var taken = Array(repeating: 0, count: 8)
        for _ in 0..<8_000 {
            let mutant = mother.mutated(&random)
            let changed = (0..<8).filter { mutant.choice($0) != 1 }
            #expect(changed.count == 1)
            for position in changed { changes[position * 10 + mutant.choice(position)] += 1 }
            let child = mother.mixed(with: father, &random)
            for position in 0..<8 where child.choice(position) == 7 { taken[position] += 1 }
        }
        #expect(deviation(changes.enumerated().filter { $0.offset % 10 != 1 }.map(\.element)) < 4)
        #expect(deviation(taken) < 4)
        #expect(abs(Double(taken.reduce(0, +)) / 64_000 - 0.5) < 0.01)
    }

    @Test(
        "templates that cannot be read back are refused",
        arguments: [
            ("{kind}", "gate is not written"), ("{kind}{kind}", "written twice"), ("{king}", "'king'"),
            ("{kind", "brace"), ("{kind.1}", "repeated variable"), ("{width.9}", "from 1 to 3"),
            ("{kind}{gate}{depth}{width},", "could not be told"),
            ("{width},{kind}{gate}{depth}", "could not be told"),
        ])
    func templates(template: String, message: String) throws {
        let variables = [
            SpaceDraft.Variable(name: "kind", choices: [.text("a"), .text("ab")]),
            SpaceDraft.Variable(name: "gate", choices: [.text("bc"), .text("c")]),
            SpaceDraft.Variable(name: "depth", choices: [.number(1), .number(2)]),
            SpaceDraft.Variable(name: "width", choices: [.number(1), .number(2)], repeats: 3),
        ]
        let error = #expect(throws: SpaceError.self) {
            try SpaceDefinition(SpaceDraft(name: "t", variables: variables, written: template))
        }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
        #expect(throws: Never.self) {
            try SpaceDefinition(
                SpaceDraft(name: "t", variables: variables, written: "{kind}-{gate}{depth}{width}"))
        }
    }

    @Test("drafts that are no spaces say everything that is wrong")
    func drafts() throws {
        let error = #expect(throws: SpaceError.self) {
            try SpaceDefinition(
                SpaceDraft(
                    name: "d",
                    variables: [
                        SpaceDraft.Variable(name: "sum", choices: [.number(1)]),
                        SpaceDraft.Variable(name: "a b", choices: [.number(1)]),
                        SpaceDraft.Variable(name: "a", choices: []),
                        SpaceDraft.Variable(name: "b", choices: [.number(1), .text("x")]),
                        SpaceDraft.Variable(name: "c", choices: [.text("x"), .text("x")]),
                        SpaceDraft.Variable(name: "d", choices: [.text("x y")]),
                        SpaceDraft.Variable(name: "e", choices: [.number(1)], when: "later == 1"),
                        SpaceDraft.Variable(name: "f", choices: [.number(1)], when: "index == 1"),
                        SpaceDraft.Variable(name: "later", choices: [.number(1)], repeats: 0),
                        SpaceDraft.Variable(name: "e", choices: [.number(1)]),
                    ], require: ["1"]))
        }
        #expect(
            error?.problems.map(\.path) == [
                "variables.sum", "variables.a b", "variables.a.choices", "variables.b.choices",
                "variables.c.choices", "variables.d.choices", "variables.e.when", "variables.f.when",
                "variables.later.repeat", "variables.e", "require.0",
            ])
    }
}
