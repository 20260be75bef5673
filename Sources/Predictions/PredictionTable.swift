public import Files
public import Spaces

/// A predictor's answers for the whole space, as a small file that stages map: opening it takes some
/// microseconds, where loading the model and predicting would take some tens of milliseconds, each time.
///
/// All numbers are little-endian.
///
/// | byte | what |
/// | --- | --- |
/// | 0 | `PELNPRED` |
/// | 8 | version, 32 bits: 1 |
/// | 12 | count of cells, 32 bits |
/// | 16 | predictions by cell code, a 64-bit float each: percent or milliseconds, finite, or NaN for none |
/// | 16 + 8 count | one bit a cell, lowest first: whether it was fit on; padded with zeros to whole bytes |
///
/// Files are published by renaming and never written again, so a mapped one does not change.
public final class PredictionTable: Sendable {
    public static let version = 1
    private static let magic = Array("PELNPRED".utf8)
    private static let headerSize = 16

    /// Cells in the table, numbered from 0.
    public let count: Int
    private let file: MappedFile

    /// Maps a table of the NAS-Bench-201 space and looks through it, once.
    ///
    /// With `mayMiss`, cells may have no prediction: those that a device cannot run.
    public convenience init(path: String, mayMiss: Bool = false) throws(PredictionTableError) {
        let file: MappedFile
        do throws(FileError) {
            file = try MappedFile(path: path)
        } catch {
            throw .unreadable(error)
        }
        try self.init(file, count: Cell.count, mayMiss: mayMiss)
    }

    /// Looks through a mapped table of a space of `expected` cells.
    init(_ file: MappedFile, count expected: Int, mayMiss: Bool = false) throws(PredictionTableError) {
        try file.withBytes { (bytes) throws(PredictionTableError) in
            try Self.check(bytes, path: file.path, expected: expected, mayMiss: mayMiss)
        }
        self.file = file
        count = expected
    }

    /// The prediction for the cell of that number; nil where there is none, and outside the table.
    public subscript(number: Int) -> Double? {
        guard number >= 0, number < count else { return nil }
        let value = file.withBytes { Self.prediction(number, in: $0) }
        return value.isNaN ? nil : value
    }

    /// The prediction for a cell; nil where there is none, or the table is of a smaller space.
    public subscript(cell: Cell) -> Double? { self[Int(cell.code)] }

    /// Whether the predictor was fit on the cell: its prediction is then nearly its accuracy, which no other
    /// cell enjoys.
    public func wasFit(on cell: Cell) -> Bool {
        let number = Int(cell.code)
        guard number < count else { return false }
        return file.withBytes { $0[Self.headerSize + 8 * count + number / 8] >> UInt8(number % 8) & 1 == 1 }
    }

    /// All predictions by cell code, copied; NaN where there is none.
    public var predictions: [Double] {
        file.withBytes { bytes in (0..<count).map { Self.prediction($0, in: bytes) } }
    }

    private static func prediction(_ number: Int, in bytes: UnsafeRawBufferPointer) -> Double {
        let pattern = bytes.loadUnaligned(fromByteOffset: headerSize + 8 * number, as: UInt64.self)
        return Double(bitPattern: UInt64(littleEndian: pattern))
    }

    private static func size(of count: Int) -> Int { headerSize + 8 * count + (count + 7) / 8 }

    private static func check(
        _ bytes: UnsafeRawBufferPointer, path: String, expected: Int, mayMiss: Bool
    ) throws(PredictionTableError) {
        func failure(_ message: String) -> PredictionTableError { .malformed(path: path, message) }
        guard bytes.count >= headerSize, bytes.prefix(8).elementsEqual(magic) else {
            throw failure("this is no prediction table")
        }
        let version = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
        guard version == Self.version else {
            throw failure("the table's version is \(version), this program reads \(Self.version)")
        }
        let count = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
        guard count == expected else {
            throw failure("the table is for \(count) cells, expected \(expected)")
        }
        guard bytes.count == size(of: count) else {
            throw failure("\(bytes.count) bytes, expected \(size(of: count)) for \(count) cells")
        }
        for number in 0..<count {
            let value = prediction(number, in: bytes)
            guard value.isFinite || mayMiss && value.isNaN else {
                throw failure("the prediction of cell \(number) is \(value)")
            }
        }
    }
}

extension PredictionTable {
    /// The bytes of a table of these predictions for a space of any size. Numbers of training cells outside
    /// it are ignored. Throws `PredictionTableError.notRepresentable` where a prediction is not finite (with
    /// `mayMiss` it may be NaN), or there are more of them than 32 bits count.
    public static func encode(
        _ predictions: [Double], training: [Int], mayMiss: Bool = false
    ) throws(PredictionTableError) -> [UInt8] {
        guard let count = UInt32(exactly: predictions.count) else {
            throw .notRepresentable("\(predictions.count) predictions are too many for a table")
        }
        if let number = predictions.firstIndex(where: { !$0.isFinite && !(mayMiss && $0.isNaN) }) {
            throw .notRepresentable("the prediction of cell \(number) is \(predictions[number])")
        }
        var bytes = magic
        bytes.reserveCapacity(size(of: predictions.count))
        func append(_ word: UInt64, bytes width: Int) {
            for shift in 0..<width { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * shift))) }
        }
        append(UInt64(version), bytes: 4)
        append(UInt64(count), bytes: 4)
        for prediction in predictions { append(prediction.bitPattern, bytes: 8) }
        var flags = [UInt8](repeating: 0, count: (predictions.count + 7) / 8)
        for number in training where predictions.indices.contains(number) {
            flags[number / 8] |= 1 << UInt8(number % 8)
        }
        return bytes + flags
    }
}

/// Why a prediction table cannot be read or written.
public enum PredictionTableError: Error, Equatable, CustomStringConvertible {
    case unreadable(FileError)
    case malformed(path: String, String)
    case notRepresentable(String)

    public var description: String {
        switch self {
        case .unreadable(let error): error.description
        case .malformed(let path, let message): "\(path): \(message)"
        case .notRepresentable(let message): message
        }
    }
}
