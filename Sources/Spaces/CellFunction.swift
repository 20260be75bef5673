extension Cell {
    /// The cell with every dead edge emptied. An edge is alive when its own operation is not `none` and it
    /// lies on a path from input to output made of such edges; any other contributes nothing to what the
    /// cell computes. 9,445 of the 15,625 cells are their own canonical form.
    public var canonical: Cell {
        var carrying = 0
        for edge in 0..<Self.edgeCount where code / Self.weights[edge] % 5 != 0 { carrying |= 1 << edge }
        let alive = Self.alive[carrying]
        guard alive != carrying else { return self }
        var live: UInt16 = 0
        for edge in 0..<Self.edgeCount where alive & (1 << edge) != 0 {
            live += code / Self.weights[edge] % 5 * Self.weights[edge]
        }
        return Cell(code: Int(live)) ?? self
    }

    /// For each set of edges that carry something, bit `e` for edge `e`, the set of those alive: which they
    /// are does not depend on what they carry, and whole-space passes ask for it thousands of times.
    private static let alive: [Int] = (0..<64).map { carrying in
        var reached = [true, false, false, false]
        for (edge, ends) in edges.enumerated() where carrying & (1 << edge) != 0 && reached[ends.source] {
            reached[ends.target] = true
        }
        var useful = [false, false, false, true]
        var alive = 0
        // Edges by falling target: the written order reversed puts every edge out of a node before those into it.
        for (edge, ends) in edges.enumerated().reversed()
        where carrying & (1 << edge) != 0 && reached[ends.source] && useful[ends.target] {
            useful[ends.source] = true
            alive |= 1 << edge
        }
        return alive
    }

    /// Edges that carry an operation no live path uses.
    public var deadEdges: [Int] {
        let live = canonical
        return (0..<Self.edgeCount).filter { self[$0] != .none && live[$0] == .none }
    }

    /// Whether anything at all gets from input to output. 341 cells are disconnected: chance accuracy.
    public var isConnected: Bool { canonical != Cell(code: 0) }

    /// Equal for cells that NAS-Bench-201 counts as the same up to isomorphism: 6,466 classes.
    ///
    /// It is the benchmark's unique string with zeros considered (Dong and Yang 2020, section 2.1; their
    /// `to_unique_str(consider_zero=True)`): a node is the sorted sum of what enters it, a skip connection
    /// stands for its source, and whatever passes through `none` is `#`.
    public var isomorphismKey: String {
        var nodes = ["0"]
        var incoming: [String] = []
        for (edge, ends) in Self.edges.enumerated() {
            let source = nodes[ends.source]
            switch self[edge] {
            case .none: incoming.append("#")
            case _ where source == "#": incoming.append("#")
            case .skipConnect: incoming.append(source)
            case let operation: incoming.append("(\(source))@\(operation.name)")
            }
            if ends.source == ends.target - 1 {
                nodes.append(incoming.sorted().joined(separator: "+"))
                incoming.removeAll()
            }
        }
        return nodes[3]
    }
}
