import Foundation
import Spaces

@testable import ProxyNetwork

/// A network's weights, a batch and the proxies that PyTorch made of them, as check_proxies.py writes them.
struct Dump {
    struct Description: Decodable {
        struct Tensor: Decodable {
            var name: String
            var shape: [Int]
            var offset: Int
        }
        var arch: String
        var cells, channels, classes, image, batch: Int
        var labels: [Int]
        var tensors: [Tensor]
        var proxies: [String: Double?]
    }

    let description: Description
    private let floats: [Float]

    init(_ path: String) throws {
        let json = try Data(contentsOf: URL(fileURLWithPath: path + ".json"))
        description = try JSONDecoder().decode(Description.self, from: json)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path + ".bin"))
        floats = bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / 4).map {
                Float(
                    bitPattern: UInt32(
                        littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)))
            }
        }
    }

    func tensor(_ name: String) -> [Double]? {
        guard let tensor = description.tensors.first(where: { $0.name == name }) else { return nil }
        let end = tensor.offset + tensor.shape.reduce(1, *)
        return end <= floats.count ? floats[tensor.offset..<end].map { Double($0) } : nil
    }

    /// All proxies but the two that are counted.
    func computed<Scalar: NetworkScalar>(in _: Scalar.Type) throws -> ProxyValues {
        var shape = NetworkShape()
        shape.cells = description.cells
        shape.channels = description.channels
        shape.classes = description.classes
        shape.side = description.image
        shape.batch = description.batch
        let cell = try Cell(parsing: description.arch)
        let network = CellNetwork<Scalar>(cell, shape, arena: Arena())
        fill(network, "")
        network.show(tensor("input") ?? [])
        var values = ProxyValues(flops: 0, params: 0)
        network.measure(description.labels, &values)
        values.synflow = network.synflow()
        fill(network, "zen.")
        let noise = tensor("zen.input") ?? []
        values.zen = network.zen(noise, zip(noise, tensor("zen.noise") ?? []).map { $0 + 0.01 * $1 })
        return values
    }

    func fill<Scalar>(_ network: CellNetwork<Scalar>, _ prefix: String) {
        for layer in network.layers {
            var weights = (tensor(prefix + layer.layer.name) ?? [])[...]
            layer.forEachWeight { layer.weights.values[$0] = Scalar(weights.popFirst() ?? .nan) }
        }
        network.classifier = (tensor(prefix + "classifier.weight") ?? []).map { Scalar($0) }
        network.classifierBias =
            tensor(prefix + "classifier.bias").map { $0.map { Scalar($0) } }
            ?? network.classifierBias.map { _ in 0 }
    }
}
