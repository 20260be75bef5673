import Spaces
import Testing

@testable import Networks

/// The network that is built of a cell: the benchmark's, edge by edge.
@Suite struct NetworkGraphTests {
    /// Parameters and multiply-adds are counted here from the nodes and in `Spaces` from the cell; the latter
    /// equal the benchmark's own tables.
    @Test(arguments: Dataset.allCases)
    func costsWhatTheBenchmarkSays(_ dataset: Dataset) {
        for code in stride(from: 0, to: Cell.count, by: 41) {
            let cell = Cell.number(code)
            let graph = NetworkGraph(cell, on: dataset)
            #expect(Double(graph.parameterCount) / 1e6 == cell.paramsMillions(on: dataset), "\(cell)")
            #expect(Double(graph.multiplyAdds) / 1e6 == cell.flopsMillions(on: dataset), "\(cell)")
        }
    }

    @Test func ofLiveEdgesAloneItCostsWhatTheCanonicalFormDoes() {
        for code in stride(from: 0, to: Cell.count, by: 97) {
            let cell = Cell.number(code)
            let live = NetworkGraph(cell, on: .cifar10, edges: .live)
            let canonical = NetworkGraph(cell.canonical, on: .cifar10)
            #expect(live.nodes == canonical.nodes && live.weights == canonical.weights, "\(cell)")
            #expect(Double(live.parameterCount) / 1e6 == cell.canonical.paramsMillions(on: .cifar10))
        }
    }

    @Test func everyInputIsThereBeforeItIsReadAndEveryWeightIsReadOnce() {
        for code in stride(from: 0, to: Cell.count, by: 173) {
            let graph = NetworkGraph(Cell.number(code), on: .cifar100)
            let weights = Set(graph.weights.map(\.name))
            #expect(weights.count == graph.weights.count)
            var values: Set = [graph.input.name]
            var read: Set<String> = []
            for node in graph.nodes {
                #expect(node.inputs.allSatisfy { values.contains($0) || weights.contains($0) })
                #expect(values.insert(node.output.name).inserted, "\(node.output.name) is made twice")
                read.formUnion(node.inputs)
            }
            #expect(weights.isSubset(of: read))
        }
    }

    @Test func shapesGoDownTheStagesToTheClasses() {
        let graph = NetworkGraph(Cell.number(7_777), on: .imageNet16)
        #expect(graph.input.channels == 3 && graph.input.side == 16)
        #expect(graph.output == .init(name: "logits", channels: 120, side: 0))
        func shape(_ name: String) -> [Int]? {
            graph.nodes.first { $0.output.name == name }.map { [$0.output.channels, $0.output.side] }
        }
        #expect(shape("stem.0") == [16, 16])
        #expect(shape("cells.5.sum") == [32, 8])
        #expect(shape("cells.11.sum") == [64, 4])
        #expect(shape("lastact.1") == [64, 4])
        #expect(shape("global_pooling") == [64, 1])
    }

    @Test func aSkipConnectionIsNoNode() throws {
        let cell = try Cell(parsing: "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|")
        let names = NetworkGraph(cell, on: .cifar10).nodes.map(\.output.name)
        #expect(!names.contains { $0.hasPrefix("cells.0.") })
        #expect(names.contains("cells.5.sum"), "the reductions are the network's, not the cell's")
    }

    /// The benchmark builds and measures edges that nothing reads: so do we, unless told otherwise.
    @Test func anEdgeIntoANodeThatNobodyReadsIsBuiltUnlessOnlyLiveEdgesAreWanted() throws {
        let cell = try Cell(parsing: "|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|")
        let name = "cells.0.layers.0.op.1"
        #expect(NetworkGraph(cell, on: .cifar10).nodes.contains { $0.output.name == name })
        #expect(!NetworkGraph(cell, on: .cifar10, edges: .live).nodes.contains { $0.output.name == name })
    }

    /// An empty node holds zeros, and a convolution of it still has its bias.
    @Test func aNodeThatNothingEntersIsZerosOnlyWhereItIsRead() throws {
        func zeros(_ text: String, _ edges: NetworkGraph.Edges = .all) throws -> [String] {
            NetworkGraph(try Cell(parsing: text), on: .cifar10, edges: edges).nodes
                .filter { $0.operation == .zeros && $0.output.name.hasPrefix("cells.0.") }.map(\.output.name)
        }
        let read = "|none~0|+|skip_connect~0|nor_conv_1x1~1|+|skip_connect~0|none~1|none~2|"
        #expect(try zeros(read) == ["cells.0.node1"])
        #expect(try zeros(read, .live) == [])
        #expect(try zeros("|none~0|+|skip_connect~0|none~1|+|skip_connect~0|none~1|none~2|") == [])
        let disconnected = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"
        #expect(try zeros(disconnected) == ["cells.0.node3"])
        #expect(try zeros(disconnected, .live) == ["cells.0.node3"])
    }

    @Test func weightsHaveTheNamesOfTheBenchmarksModules() {
        let names = Set(NetworkGraph(Cell.convolutions, on: .cifar10).weights.map(\.name))
        let expected: Set = [
            "stem.0.weight", "stem.0.bias", "cells.0.layers.3.op.1.weight", "cells.16.layers.5.op.1.bias",
            "cells.5.conv_a.op.1.weight", "cells.11.conv_b.op.1.bias", "cells.11.downsample.1.weight",
            "lastact.0.running_var", "classifier.weight", "classifier.bias",
        ]
        #expect(expected.isSubset(of: names))
        #expect(!names.contains("cells.5.downsample.1.bias"), "the shortcut is not normalised")
    }
}
