import Foundation
import ProxyNetwork
import Records
import Spaces
import TestSupport
import Testing

@testable import ComputedProxies

/// Proxies of small networks: kept as they come, looked up, never computed twice.
@Suite struct ProxyStoreTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    static func shape(batch: Int = 4) -> NetworkShape {
        var shape = NetworkShape(.cifar10)
        (shape.cells, shape.channels, shape.batch) = (1, 4, batch)
        return shape
    }

    private static let setup = ProxySetup(.cifar10, shape(), noise: .white)

    private func cells(_ letters: String...) throws -> [Cell] {
        try letters.map { try #require(Cell(letters: $0)) }
    }

    @Test func whatIsComputedIsKeptAndNotComputedAgain() throws {
        let path = folder.path("kept/proxies.jsonl")
        let asked = try cells("31p3s1", "3-----", "s3p3s1", "31p3s1")
        let store = try ProxyStore(Self.setup, keeping: path)
        #expect(try store.complete(asked, threads: 2) == 3)
        let kept = try Data(contentsOf: URL(fileURLWithPath: path))
        let again = try ProxyStore(Self.setup, keeping: path)
        #expect(try again.complete(asked, threads: 1) == 0)
        for cell in asked {
            #expect(again[cell] == store[cell])
            #expect(again[cell]?.count == 13)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == kept)
        let unknown = try #require(Cell(letters: "111111"))
        #expect(again[unknown] == nil)
    }

    /// Only what cells are by themselves differs between two that are the same network.
    @Test func cellsThatAreOneNetworkShareAllButTheirCosts() throws {
        let same = try cells("3---1-")
        let store = try ProxyStore(Self.setup)
        try store.complete(same, threads: 1)
        let other = try #require(
            Cell.all.first {
                $0.networkForm == same[0].networkForm
                    && $0.paramsMillions(on: .cifar10) != same[0].paramsMillions(on: .cifar10)
            })
        let one = try #require(store[same[0]])
        let two = try #require(store[other])
        for (name, (left, right)) in zip(ProxyStore.names, zip(one, two))
        where name != "flops" && name != "params" {
            #expect(left == right, "\(name)")
        }
    }

    @Test func aLineThatACrashCutOffIsComputedAgain() throws {
        let path = folder.path("proxies.jsonl")
        let asked = try cells("31p3s1", "s3p3s1")
        try ProxyStore(Self.setup, keeping: path).complete(asked, threads: 1)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        for length in [whole.count - 1, whole.count - 40, 3] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: path))
            let store = try ProxyStore(Self.setup, keeping: path)
            #expect(try store.complete(asked, threads: 1) == (length == 3 ? 2 : 1))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole, "\(length) bytes left")
        }
    }

    @Test func whatStopsTheComputingLosesNothing() throws {
        struct Enough: Error {}
        let path = folder.path("proxies.jsonl")
        let asked = try cells("31p3s1", "s3p3s1", "333333", "3s3-13")
        let store = try ProxyStore(Self.setup, keeping: path)
        #expect(throws: Enough.self) {
            try store.complete(asked, threads: 2) { done, _ in if done == 2 { throw Enough() } }
        }
        let next = try ProxyStore(Self.setup, keeping: path)
        #expect(try next.complete(asked, threads: 2) == 2)
        let undisturbed = try ProxyStore(Self.setup)
        try undisturbed.complete(asked, threads: 1)
        for cell in asked { #expect(next[cell] == undisturbed[cell]) }
    }

    @Test func linesOfAnotherSetupArePassedOver() throws {
        let path = folder.path("proxies.jsonl")
        let asked = try cells("31p3s1")
        try ProxyStore(Self.setup, keeping: path).complete(asked, threads: 1)
        let other = ProxySetup(.cifar10, Self.shape(), noise: .octaves)
        let store = try ProxyStore(other, keeping: path)
        #expect(store[asked[0]] == nil)
        try store.complete(asked, threads: 1)
        #expect(try ProxyStore(Self.setup, keeping: path)[asked[0]] != store[asked[0]])
        let wider = ProxySetup(.cifar10, Self.shape(batch: 5), noise: .octaves)
        let error = #expect(throws: (any Error).self) {
            try ProxyStore(wider).readOwn(path, name: "data.proxies")
        }
        #expect("\(try #require(error))".contains("no proxies of this setup"), "\(String(describing: error))")
        let missing = #expect(throws: (any Error).self) {
            try ProxyStore(wider).readOwn(folder.path("gone"), name: "data.proxies")
        }
        #expect("\(try #require(missing))".contains("is not there"))
    }

    @Test func aLineOfACellThatStandsForNoNetworkIsRefused() throws {
        let path = folder.path("proxies.jsonl")
        let cell = try #require(Cell.all.first { $0.networkForm != $0 })
        let record = ProxyRecord(
            cell: cell.description, setup: Self.setup.words, values: ProxyRecord.names.map { _ in 1 })
        try Data(JSONLines.bytes(of: [record])).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: (any Error).self) { try ProxyStore(Self.setup, keeping: path) }
        #expect("\(try #require(error))".contains("proxies.jsonl:1"), "\(String(describing: error))")
    }
}
