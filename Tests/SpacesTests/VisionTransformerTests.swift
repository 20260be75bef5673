import Foundation
import Spaces
import TestSupport
import Testing

/// AutoFormer's transformers: how they are written and what they cost.
@Suite struct VisionTransformerTests {
    private static let text = "depth=3 embedding=192 mlp_ratio=4,3.5,3 heads=3,4,3"

    @Test func whatIsWrittenIsReadBack() throws {
        let transformer = try VisionTransformer(parsing: Self.text)
        #expect(transformer.description == Self.text)
        #expect(transformer.blocks.map(\.heads) == [3, 4, 3] && transformer.imageSize == 224)
        let shuffled = "heads=3,4,3  mlp_ratio=4.0,3.50,3 embedding=192 depth=3"
        #expect(try VisionTransformer(parsing: shuffled) == transformer)
    }

    @Test(arguments: [
        ("", "depth: '', it is missing"),
        (
            "depth=2 embedding=192 mlp_ratio=4,4 heads=3",
            "heads: '3', expected 2 numbers, one a block, found 1"
        ),
        ("depth=1 embedding=192 mlp_ratio=x heads=3", "mlp_ratio: 'x', expected a number"),
        ("depth=1 embedding=192 mlp_ratio=nan heads=3", "mlp_ratio: 'nan', expected a number"),
        ("depth=1 embedding=192 mlp_ratio=4 heads=-3", "heads: '-3', expected a whole number"),
        ("depth=1 embedding=192 mlp_ratio=4 heads=99", "heads: '99', expected 1 to 64"),
        ("depth=1 embedding=192 mlp_ratio=4 heads=3 width=2", "architecture: 'width=2', expected NAME=VALUE"),
        ("depth=1 depth=1 embedding=192 mlp_ratio=4 heads=3", "depth: 'depth=1', it stands there twice"),
        ("depth=0 embedding=192 mlp_ratio= heads=", "mlp_ratio: '', expected 0 numbers"),
        ("|nor_conv_3x3~0|", "architecture: '|nor_conv_3x3~0|', expected NAME=VALUE"),
    ]) func whatIsNoTransformerIsToldWithItsField(_ text: String, _ message: String) {
        let error = #expect(throws: VisionTransformerError.self) { try VisionTransformer(parsing: text) }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }

    @Test func imagesAreWholePatches() {
        for side in [0, 8, 100, 2_048] {
            #expect(throws: VisionTransformerError.self) {
                try VisionTransformer(parsing: Self.text, imageSize: side)
            }
        }
    }

    /// A record's own numbers, as its authors' code counted them.
    @Test func aKnownTransformerCostsWhatItsAuthorsCounted() throws {
        let ratios = "4,3.5,3.5,3.5,4,3.5,4,4,3.5,4,3.5,3.5,3.5,3.5"
        let transformer = try VisionTransformer(
            parsing: "depth=14 embedding=192 mlp_ratio=\(ratios) heads=3,4,3,3,4,4,3,4,4,3,4,3,4,4")
        #expect(transformer.parameterCount == 6_776_776 && transformer.flopsMillions == 1573.08294)
    }

    private static let subnets = "\(RealTables.folder)/autoformer/subnets.jsonl"

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: subnets),
            "AutoFormer's subnets are not on this machine"))
    func allPublishedSubnetsCostExactlyWhatTheirRecordsSay() throws {
        struct Subnet: Decodable {
            var depth: Int
            var embedDim: Int
            var mlpRatio: [Double]
            var numHeads: [Int]
            var paramsM: Double
            var flopsM: Double
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        var count = 0
        for line in try String(contentsOfFile: Self.subnets, encoding: .utf8).split(separator: "\n") {
            let subnet = try decoder.decode(Subnet.self, from: Data(line.utf8))
            let transformer = try VisionTransformer(
                embedding: subnet.embedDim,
                blocks: zip(subnet.mlpRatio, subnet.numHeads).map { .init(mlpRatio: $0, heads: $1) })
            #expect(transformer.depth == subnet.depth)
            #expect(transformer.parameterCount == Int((subnet.paramsM * 1e6).rounded()))
            // Foundation's reader of JSON rounds the last digit as it likes.
            #expect(abs(transformer.flopsMillions - subnet.flopsM) < 1e-9)
            count += 1
        }
        #expect(count == 2_100)
    }
}
