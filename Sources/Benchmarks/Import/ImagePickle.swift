internal import Files

/// A batch of downsampled ImageNet as released (Chrabaszcz et al. 2017): a pickled dictionary of `data`, a NumPy array
/// of bytes, an image a row, and `labels`, numbers from 1.
public struct ImagePickle {
    /// Of the images that were asked for, in their order: row-major channels, rows, columns.
    public private(set) var images: [[UInt8]] = []
    public private(set) var labels: [Int] = []

    /// Reads the images that `choose` names, by their places, of the labels of all; each must take `imageBytes`.
    ///
    /// Throws `BenchmarkError.content` where the file is not as described.
    public init(
        _ bytes: UnsafeRawBufferPointer, path: String, imageBytes: Int, choose: ([Int]) -> [Int]
    ) throws(BenchmarkError) {
        let document: PickleDocument
        do throws(ByteFault) {
            document = try PickleDocument(bytes.bindMemory(to: UInt8.self))
        } catch {
            throw .content(path, offset: error.offset, error.message)
        }
        guard let data = document.member("data", of: document.root), let rows = document.byteRows(data) else {
            throw .content(path, "expected 'data', an array of bytes in two dimensions")
        }
        guard rows.columns == imageBytes else {
            throw .content(path, "found images of \(rows.columns) bytes in 'data', expected \(imageBytes)")
        }
        guard let list = document.member("labels", of: document.root),
            let all = document.wholeNumbers(list), all.count == rows.count
        else {
            throw .content(path, "expected 'labels', \(rows.count) whole numbers")
        }
        for place in choose(all) where all.indices.contains(place) {
            images.append(rows.row(place))
            labels.append(all[place])
        }
    }
}
