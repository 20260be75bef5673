import Testing

@testable import Spaces

struct CellFunctionTests {
    @Test func thereAreFourWaysThrough() {
        #expect(Set(paths.map { Set($0) }) == [[3], [0, 4], [1, 5], [0, 2, 5]])
    }

    @Test func theCanonicalFormKeepsWhatAPathUses() {
        let wrong = Space.cells.filter { Space.canonical[Int($0.code)] != Space.slowCanonical[Int($0.code)] }
        #expect(wrong.isEmpty)
    }

    @Test func emptyingDeadEdgesTwiceChangesNothing() {
        for cell in Space.canonical { #expect(Space.canonical[Int(cell.code)] == cell) }
    }

    @Test func thereAreSoManyFunctions() {
        #expect(Set(Space.canonical).count == 9_445)
        #expect(Space.cells.count { Space.canonical[Int($0.code)] == $0 } == 9_445)
        #expect(Space.cells.count { !$0.isConnected } == 341)
        #expect(Set(Space.cells.map(\.isomorphismKey)).count == 6_466)
    }

    @Test func deadEdgesCarrySomethingForNothing() throws {
        // Nothing enters node 2, and nothing leaves node 1.
        #expect(try Cell("3--s-1").deadEdges == [0, 5])
        #expect(try Cell("3--s-1").canonical == Cell("---s--"))
        // Alive by the longest way alone.
        #expect(try Cell("1-3--p").deadEdges == [])
        // Reached and useful, yet not joined.
        #expect(try Cell("33----").deadEdges == [0, 1])
        #expect(try Cell("33----").isConnected == false)
        for cell in Space.cells {
            let slow = Space.slowCanonical[Int(cell.code)].operations
            let dead = zip(cell.operations, slow).enumerated().filter { $0.element.0 != $0.element.1 }.map(
                \.offset)
            #expect(cell.deadEdges == dead)
        }
    }

    @Test func theKeyIsTheBenchmarksUniqueString() throws {
        #expect(try Cell("-s1-31").isomorphismKey == "#+#+(#+0)@nor_conv_1x1")
        #expect(try Cell("ss----").isomorphismKey == "#+#+#")
        #expect(try Cell("---s--").isomorphismKey == "#+#+0")
        #expect(
            try Cell("p1s1ss").isomorphismKey
                == "(0)@avg_pool_3x3+(0)@avg_pool_3x3+(0)@nor_conv_1x1+(0)@nor_conv_1x1")
    }

    /// The same by another way: the output's expression is built from the output backwards.
    @Test func aRecursiveKeyAgrees() {
        func expression(of node: Int, _ operations: [Operation]) -> String {
            if node == 0 { return "0" }
            let incoming = Cell.edges.indices.filter { Cell.edges[$0].target == node }
            let terms = incoming.map { edge -> String in
                let source =
                    operations[edge] == .none ? "#" : expression(of: Cell.edges[edge].source, operations)
                if source == "#" || operations[edge] == .skipConnect { return source }
                return "(" + source + ")@" + operations[edge].name
            }
            return terms.sorted().joined(separator: "+")
        }
        for cell in Space.cells.filter({ $0.code % 5 == 3 || $0.code < 700 }) {
            #expect(cell.isomorphismKey == expression(of: 3, Space.operations[Int(cell.code)]))
        }
    }

    @Test func aSkipConnectionStandsForItsSource() throws {
        #expect(try Cell("s---3-").isomorphismKey == Cell("s--3--").isomorphismKey)
        #expect(try Cell("s---3-").isomorphismKey != Cell("s---1-").isomorphismKey)
    }

    /// The benchmark keeps these apart, though nodes 1 and 2 have only changed places: so do we.
    @Test func mirrorImagesAreTwoClasses() throws {
        #expect(try Cell("13-ps3").isomorphismKey != Cell("31-p3s").isomorphismKey)
    }
}
