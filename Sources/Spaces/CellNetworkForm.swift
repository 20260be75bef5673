extension Cell {
    /// The first cell, by code, that is the same network: 5,425 of the 15,625 are their own.
    ///
    /// Two cells are the same network when their graphs are, once dead edges are gone, once a node that is only
    /// another's copy, or that only adds to another, is that other, and whichever inner node is called first. Unlike by
    /// `isomorphismKey`, a convolution that two paths share is not two convolutions: parameters, gradients and all else
    /// that weights have a part in are the same.
    public var networkForm: Cell { Self.networkForms[Int(code)] }

    private static let networkForms: [Cell] = {
        var first: [[Link]: Cell] = [:]
        return all.map { cell in
            let links = cell.links
            if let known = first[links] { return known }
            first[links] = cell
            return cell
        }
    }()

    /// What leads from a node to another, several of which may lead from the one to the other.
    private struct Link: Hashable, Comparable {
        var source: Int
        var target: Int
        var operation: Operation

        var order: Int { (source * 4 + target) * 8 + Int(operation.rawValue) }
        static func < (left: Self, right: Self) -> Bool { left.order < right.order }
    }

    /// Equal for cells that are the same network.
    private var links: [Link] {
        let live = canonical
        var links = Self.edges.enumerated().filter { live[$0.offset] != .none }.map { edge, ends in
            Link(source: ends.source, target: ends.target, operation: live[edge])
        }
        while let node = [1, 2].first(where: { Self.dissolve($0, in: &links) }) { _ = node }
        let swapped = links.map { link in
            func other(_ node: Int) -> Int { node == 1 ? 2 : node == 2 ? 1 : node }
            return Link(
                source: other(link.source), target: other(link.target), operation: link.operation)
        }
        let (one, two) = (links.sorted(), swapped.sorted())
        return one.lexicographicallyPrecedes(two) ? one : two
    }

    /// Does without a node that is a copy of another or only adds to another; false where it is neither.
    private static func dissolve(_ node: Int, in links: inout [Link]) -> Bool {
        let incoming = links.indices.filter { links[$0].target == node }
        if incoming.count == 1, links[incoming[0]].operation == .skipConnect {
            let source = links.remove(at: incoming[0]).source
            for index in links.indices where links[index].source == node { links[index].source = source }
            return true
        }
        let outgoing = links.indices.filter { links[$0].source == node }
        if outgoing.count == 1, links[outgoing[0]].operation == .skipConnect {
            let target = links.remove(at: outgoing[0]).target
            for index in links.indices where links[index].target == node { links[index].target = target }
            return true
        }
        return false
    }
}
