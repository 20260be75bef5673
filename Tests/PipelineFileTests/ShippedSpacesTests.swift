import Foundation
import Records
import Spaces
import TestSupport
import Testing

@testable import PipelineFile

/// The spaces in data/spaces, beside what is known of them from elsewhere.
@Suite struct ShippedSpacesTests {
    private static let folder =
        #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
        + "/data/spaces"

    private func space(_ name: String) throws -> SpaceDefinition {
        try SpaceFile.load(path: "\(Self.folder)/\(name).yaml").space
    }

    /// Whether niches part the space: each draw is in exactly one.
    private func expectParted(_ space: SpaceDefinition, by partition: String) throws {
        let niches = try #require(space.niches(of: partition))
        var random = RandomStream(seed: 1, "parted")
        for _ in 0..<500 {
            let drawn = try #require(space.whole.draw(&random))
            #expect(niches.filter { $0.contains(drawn) }.count == 1)
        }
        for niche in niches {
            let drawn = try #require(niche.draw(&random))
            #expect(niche.contains(drawn) && niche.objection(to: drawn) == nil)
        }
    }

    @Test func allOfThemAreReadAndWritten() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder).sorted()
        #expect(files.count == 6)
        for file in files {
            let name = String(file.dropLast(5))
            let space = try space(name)
            #expect(space.name == name)
            for partition in space.partitionNames { try expectParted(space, by: partition) }
            var random = RandomStream(seed: 1, "shipped", name)
            for _ in 0..<100 {
                let drawn = try #require(space.whole.draw(&random))
                #expect(try Architecture(parsing: drawn.description, in: space) == drawn)
                for measure in space.measureNames { #expect(drawn.measure(measure) != nil, "\(measure)") }
                for neighbour in drawn.neighbours { #expect(space.whole.contains(neighbour)) }
            }
        }
    }

    @Test func nasBench201IsTheOneInSwift() throws {
        let space = try space("nas-bench-201")
        let niches = try #require(space.niches(of: "conv3x3-count"))
        let cells = PartitionScheme.convolution3x3Count.niches
        #expect(niches.map(\.name) == cells.map(\.name))
        #expect(niches.map(\.rationale) == cells.map(\.rationale))
        #expect(niches.map(\.size.count) == [729, 3367, 6144, 3840, 1280, 265])
        let all = try #require(space.whole.members(atMost: 15_625))
        #expect(all.count == Cell.count)
        for architecture in all {
            let cell = try Cell(parsing: architecture.description)
            #expect(try Architecture(parsing: cell.description, in: space) == architecture)
            for (niche, other) in zip(niches, cells) {
                #expect(niche.contains(architecture) == other.contains(cell))
            }
            for dataset in Dataset.allCases {
                let flops = cell.flopsMillions(on: dataset)
                let params = cell.paramsMillions(on: dataset)
                #expect(architecture.measure("flops_m.\(dataset.rawValue)") == flops)
                #expect(architecture.measure("params_m.\(dataset.rawValue)") == params)
            }
        }
    }

    @Test(.enabled(if: RealTables.areThere, Comment(rawValue: RealTables.absence)))
    func nasBenchMacroCountsAsTheBenchmark() throws {
        let space = try space("nas-bench-macro")
        let table = try String(
            contentsOfFile: "\(RealTables.folder)/nas-bench-macro/accuracy.csv", encoding: .utf8)
        let rows = table.split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",") }
        #expect(rows.count == 6_561)
        for row in rows {
            let architecture = try Architecture(parsing: String(row[0]), in: space)
            #expect(architecture.description == row[0])
            #expect(try architecture.measure("params_m") == #require(Double(row[3])) / 1e6)
            #expect(try architecture.measure("flops_m") == #require(Double(row[4])) / 1e6)
        }
        #expect(space.whole.size == (6_561, false))
        #expect(try #require(space.niches(of: "heavy-count")).map(\.size.count).reduce(0, +) == 6_561)
    }

    @Test(.enabled(if: RealTables.areThere, Comment(rawValue: RealTables.absence)))
    func autoFormerCountsAsItsRecords() throws {
        let spaces = try ["tiny", "small", "base"].reduce(into: [:]) { spaces, name in
            spaces[name] = try space("autoformer-\(name)")
        }
        let text = try String(
            contentsOfFile: "\(RealTables.folder)/autoformer/subnets.jsonl", encoding: .utf8)
        var ratios: [Double] = []
        var count = 0
        for line in text.split(whereSeparator: \.isNewline) {
            let record = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let name = try #require(record["space"] as? String)
            let space = try #require(spaces[name])
            func numbers(_ key: String) throws -> String {
                try #require(record[key] as? [Double]).map { SpaceValue.number($0).description }
                    .joined(separator: ",")
            }
            func number(_ key: String) throws -> Double { try #require(record[key] as? Double) }
            let written =
                try "depth=\(Int(number("depth"))) embedding=\(Int(number("embed_dim"))) "
                + "mlp_ratio=\(numbers("mlp_ratio")) heads=\(numbers("num_heads"))"
            let subnet = try Architecture(parsing: written, in: space)
            #expect(try abs(#require(subnet.measure("params_m")) - number("params_m")) < 1e-9)
            #expect(try abs(#require(subnet.measure("counted_flops_m")) - number("flops_m")) < 1e-6)
            ratios.append(try #require(subnet.measure("flops_m")) / (try number("flops_m")))
            count += 1
        }
        #expect(count == 2_100)
        let (least, most) = try (#require(ratios.min()), #require(ratios.max()))
        print("the appendix's multiply-adds are \(least) to \(most) of those recorded")
        #expect(least > 0.85 && most < 1)
    }

    /// The formulas stand in the files, for searches, and in Swift, for networks that are made.
    @Test(arguments: AutoFormerSpace.allCases)
    func autoFormerCountsAsItsNetworksDo(_ name: AutoFormerSpace) throws {
        let space = try space(name.rawValue)
        var random = RandomStream(seed: 5, "counted", name.rawValue)
        for _ in 0..<200 {
            let drawn = try #require(space.whole.draw(&random))
            let network = try VisionTransformer(parsing: drawn.description)
            let params = try #require(drawn.measure("params_m"))
            #expect(abs(params - network.paramsMillions) < 1e-9, "\(drawn)")
            let counted = try #require(drawn.measure("counted_flops_m"))
            #expect(abs(counted / network.flopsMillions - 1) < 1e-12, "\(drawn)")
        }
    }

    @Test func theReadmesExampleIsASpace() throws {
        let readme = try String(contentsOfFile: "\(Self.folder)/../../README.md", encoding: .utf8)
        let section = try #require(
            readme.components(separatedBy: "## Search spaces as data").dropFirst().first)
        let yaml = try #require(section.components(separatedBy: "```yaml\n").dropFirst().first)
        let text = try #require(yaml.components(separatedBy: "```").first)
        let space = try SpaceFile.parse(Array(text.utf8), file: "README.md").space
        #expect(throws: Never.self) { try Architecture(parsing: "depth=4 width=16,32,32,64", in: space) }
        #expect(space.whole.size == (81 + 729 + 6561, false))
        var random = RandomStream(seed: 1, "readme")
        for niche in try #require(space.niches(of: "by-depth")) { #expect(niche.draw(&random) != nil) }
    }

    @Test func autoFormerIsAsLargeAsItsProduct() throws {
        func expected(_ depths: ClosedRange<Int>, _ pairs: Double) -> Double {
            3 * depths.reduce(0.0) { $0 + (1...$1).reduce(1.0) { product, _ in product * pairs } }
        }
        #expect(try space("autoformer-tiny").whole.size == (expected(12...14, 4), false))
        #expect(try space("autoformer-small").whole.size == (expected(12...14, 9), false))
        #expect(try space("autoformer-base").whole.size == (expected(14...16, 6), false))
        let small = try space("autoformer-small")
        let niches = try #require(small.niches(of: "embedding-depth"))
        #expect(niches.count == 9)
        #expect(niches.map(\.size.count).reduce(0, +) == small.whole.size.count)
    }

    @Test func aMeasureTakesMicroseconds() throws {
        let space = try space("autoformer-base")
        var random = RandomStream(seed: 1, "speed")
        let whole = space.whole
        let drawn = try (0..<2_000).map { _ in try #require(whole.draw(&random)) }
        func measured(_ what: String, _ work: (Architecture) -> Void) {
            let time = ContinuousClock().measure { drawn.forEach(work) } / drawn.count
            print("\(what): \(time)")
            #expect(time < .milliseconds(1))
        }
        measured("counted_flops_m") { _ = $0.measure("counted_flops_m") }
        measured("params_m") { _ = $0.measure("params_m") }
        measured("drawing") { _ in _ = whole.draw(&random) }
        measured("mutating") { _ = $0.mutated(&random) }
        measured("crossing") { _ = $0.mixed(with: drawn[0], &random) }
        measured("all neighbours") { _ = $0.neighbours }
        measured("writing") { _ = $0.description }
        measured("reading") { _ = try? Architecture(parsing: $0.description, in: space) }
    }
}
