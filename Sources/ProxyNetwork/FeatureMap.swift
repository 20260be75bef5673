internal import CNetworkKernels

/// Features of a batch of images, in blocks of sixteen channels, with a border of zeros where convolutions read.
final class FeatureMap<Scalar: NetworkScalar> {
    let map: pn_map
    let values: UnsafeMutablePointer<Scalar>
    let count: Int

    init(_ map: pn_map) {
        self.map = map
        count = map.size
        values = allocate(count)
    }

    deinit { values.deallocate() }

    var bytes: Int { count * MemoryLayout<Scalar>.stride }

    func clear() { values.update(repeating: 0, count: count) }

    /// Where a value stands.
    func index(image: Int, channel: Int, row: Int, column: Int) -> Int {
        let pad = Int(map.pad)
        let block = image * Int(map.blocks) + channel / 16
        let line = block * (Int(map.rows) + 2 * pad) + row + pad
        return (line * (Int(map.columns) + 2 * pad) + column + pad) * 16 + channel % 16
    }
}

/// Zeros, aligned as vectors of sixteen want them.
func allocate<Value: BinaryFloatingPoint>(_ count: Int) -> UnsafeMutablePointer<Value> {
    let bytes = max(1, count) * MemoryLayout<Value>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 128)
    let values = memory.bindMemory(to: Value.self, capacity: count)
    values.initialize(repeating: 0, count: count)
    return values
}

extension pn_map {
    init(images: Int, channels: Int, side: Int, pad: Int) {
        self.init(
            images: Int32(images), blocks: Int32((channels + 15) / 16), rows: Int32(side),
            columns: Int32(side),
            pad: Int32(pad))
    }

    func padded(_ pad: Int32) -> pn_map {
        pn_map(images: images, blocks: blocks, rows: rows, columns: columns, pad: pad)
    }

    var pixels: Int { Int(rows) * Int(columns) }
    var lanes: Int { Int(blocks) * 16 }
    var size: Int { Int(images) * lanes * (Int(rows) + 2 * Int(pad)) * (Int(columns) + 2 * Int(pad)) }
    /// Equal for maps of the same shape.
    var shape: [Int32] { [images, blocks, rows, columns, pad] }
}

/// Feature maps that are used again: allocation and first touch of memory cost as much as the arithmetic.
final class Arena<Scalar: NetworkScalar> {
    private var free: [[Int32]: [FeatureMap<Scalar>]] = [:]
    private var freeBytes = 0

    /// With any content but for its border, which is zeros: nothing ever writes there.
    func take(_ map: pn_map) -> FeatureMap<Scalar> {
        guard let features = free[map.shape]?.popLast() else { return FeatureMap(map) }
        freeBytes -= features.bytes
        return features
    }

    func give(_ features: FeatureMap<Scalar>?) {
        guard let features else { return }
        free[features.map.shape, default: []].append(features)
        freeBytes += features.bytes
    }

    /// Gives memory back where more than so much lies unused: what the largest cell needed, all others need not.
    func trim(to bytes: Int) {
        guard freeBytes > bytes else { return }
        free = [:]
        freeBytes = 0
    }
}

/// Numbers of one layer: weights, or statistics a channel.
final class Numbers<Value: BinaryFloatingPoint> {
    let values: UnsafeMutablePointer<Value>
    let count: Int

    init(_ count: Int) {
        self.count = count
        values = allocate(count)
    }

    deinit { values.deallocate() }

    func clear() { values.update(repeating: 0, count: count) }
    var all: UnsafeMutableBufferPointer<Value> { .init(start: values, count: count) }
}
