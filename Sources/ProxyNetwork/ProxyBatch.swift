internal import Spaces

/// The images and labels that networks are shown.
public struct ProxyBatch: Sendable {
    /// Row-major: image, channel, row, column.
    public let pixels: [Double]
    /// Below the shape's classes, one an image.
    public let labels: [Int]
    public let shape: NetworkShape

    /// nil where there are more or fewer than the shape says, or a label is none of its classes.
    public init?(pixels: [Double], labels: [Int], _ shape: NetworkShape) {
        guard labels.count == shape.batch, pixels.count == shape.batch * shape.pixels, shape.batch > 0,
            labels.allSatisfy({ (0..<shape.classes).contains($0) })
        else { return nil }
        self.pixels = pixels
        self.labels = labels
        self.shape = shape
    }

    /// What stands in for photographs where there are none.
    public enum Noise: String, CaseIterable, Sendable {
        /// Every pixel is drawn for itself.
        case white
        /// As much of it in coarse as in fine detail, most of it grey, which is how photographs are (Field 1987,
        /// "Relations between the statistics of natural images and the response properties of cortical cells").
        /// Against the released tables, made with CIFAR-10, fisher and nwot rank cells better by it than by white noise.
        case octaves
    }

    /// Noise of mean 0 and variance 1 with uniformly drawn labels.
    public init(_ noise: Noise, _ shape: NetworkShape, seed: Int) {
        var stream = RandomStream(seed: seed, "batch", noise.rawValue)
        let side = shape.side
        switch noise {
        case .white:
            pixels = stream.normals(shape.batch * shape.pixels)
        case .octaves:
            var all: [Double] = []
            for _ in 0..<shape.batch { all += Self.octaves(side, &stream) }
            let mean = all.reduce(0, +) / Double(all.count)
            let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count)
            pixels = all.map { ($0 - mean) / variance.squareRoot() }
        }
        self.shape = shape
        labels = (0..<shape.batch).map { _ in stream.below(shape.classes) }
    }

    private static func octaves(_ side: Int, _ stream: inout RandomStream) -> [Double] {
        var image = Array(repeating: 0.0, count: 3 * side * side)
        var size = 1
        while size < side {
            let grey = enlarged(stream.normals(size * size), size, to: side)
            for channel in 0..<3 {
                let colour = enlarged(stream.normals(size * size), size, to: side)
                for pixel in grey.indices {
                    image[channel * side * side + pixel] += grey[pixel] + colour[pixel] / 2
                }
            }
            size *= 2
        }
        return image
    }

    /// Bilinear, corners on corners.
    private static func enlarged(_ values: [Double], _ size: Int, to side: Int) -> [Double] {
        let places = (0..<side).map { pixel -> (low: Int, high: Int, share: Double) in
            let place = Double(pixel) * Double(size - 1) / Double(side - 1)
            let low = min(Int(place), size - 1)
            return (low, min(low + 1, size - 1), place - Double(low))
        }
        return places.flatMap { row in
            places.map { column in
                func line(_ row: Int) -> Double {
                    values[row * size + column.low] * (1 - column.share)
                        + values[row * size + column.high] * column.share
                }
                return line(row.low) * (1 - row.share) + line(row.high) * row.share
            }
        }
    }
}
