internal import Benchmarks
public import Files
public import ProxyNetwork
public import Spaces
internal import StageKit

/// A file of labelled images as their makers release them: CIFAR-10 or CIFAR-100 in the binary version (Krizhevsky
/// 2009), or a pickled batch of ImageNet at 16 x 16 (Chrabaszcz et al. 2017), of which the first 120 classes count.
public struct ImageFile: Sendable {
    public let path: String
    public let contentHash: ContentHash
    private let dataset: Dataset
    private let file: MappedFile

    /// Throws code 66 where there is no such file, 65 where it is none of the data set's.
    public init(path: String, dataset: Dataset) throws {
        guard FileSystem.exists(path) else {
            throw StageFailure(
                .missingInput, "\(path): there is no such file (images of \(dataset.rawValue))")
        }
        self.path = path
        self.dataset = dataset
        file = try MappedFile(path: path)
        contentHash = file.withBytes { ContentHash(of: $0) }
        guard let record = dataset.binaryRecord, file.count == 0 || !file.count.isMultiple(of: record.bytes)
        else {
            return
        }
        throw StageFailure(
            .badData,
            "\(path): \(file.count) bytes; \(dataset.rawValue)'s binary version has \(record.bytes) an image, so a "
                + "multiple of that was expected")
    }

    /// Images drawn by the seed, each channel in units of the data set's deviation from its mean.
    ///
    /// - Throws: code 65 where there are fewer than the shape's batch, or the file is none of images.
    public func batch(_ shape: NetworkShape, seed: Int) throws -> ProxyBatch {
        var stream = RandomStream(seed: seed, "images")
        func choose(_ labels: [Int]) -> [Int] {
            let known = labels.indices.filter {
                (0..<dataset.classes).contains(labels[$0] - dataset.firstLabel)
            }
            return known.count < shape.batch ? [] : stream.sample(shape.batch, of: Array(known))
        }
        let pixels = shape.pixels
        var images: [[UInt8]] = []
        var labels: [Int] = []
        try file.withBytes { bytes in
            if let record = dataset.binaryRecord {
                let all = stride(from: 0, to: bytes.count, by: record.bytes).map {
                    Int(bytes[$0 + record.label])
                }
                for place in choose(all) {
                    let end = (place + 1) * record.bytes
                    images.append(Array(bytes[end - pixels..<end]))
                    labels.append(all[place])
                }
            } else {
                let pickle = try ImagePickle(bytes, path: path, imageBytes: pixels, choose: choose)
                (images, labels) = (pickle.images, pickle.labels)
            }
        }
        let plane = shape.side * shape.side
        let numbers = images.flatMap { image in
            image.enumerated().map { place, value in
                let scale = dataset.channelScales[place / plane]
                return (Double(value) - scale.mean) / scale.deviation
            }
        }
        guard let batch = ProxyBatch(pixels: numbers, labels: labels.map { $0 - dataset.firstLabel }, shape)
        else {
            throw StageFailure(
                .badData,
                "\(path): fewer than \(shape.batch) images of the \(dataset.classes) classes of \(dataset.rawValue)"
            )
        }
        return batch
    }
}

extension Dataset {
    /// Of the binary version; nil where images come in pickles.
    fileprivate var binaryRecord: (bytes: Int, label: Int)? {
        switch self {
        case .cifar10: (3073, 0)
        // The coarse label, then the fine one.
        case .cifar100: (3074, 1)
        case .imageNet16: nil
        }
    }

    fileprivate var firstLabel: Int { self == .imageNet16 ? 1 : 0 }

    /// Of red, green and blue, in bytes, as NAS-Bench-201's training has them (Dong and Yang 2020).
    fileprivate var channelScales: [(mean: Double, deviation: Double)] {
        switch self {
        case .cifar10: [(125.3, 63.0), (123.0, 62.1), (113.9, 66.7)]
        case .cifar100: [(129.3, 68.2), (124.1, 65.4), (112.4, 70.4)]
        case .imageNet16: [(122.68, 63.22), (116.66, 61.26), (104.01, 65.09)]
        }
    }
}
