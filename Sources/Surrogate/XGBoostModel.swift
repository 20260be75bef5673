internal import CXGBoost

/// A fitted regression model of gradient-boosted trees (Chen and Guestrin 2016, "XGBoost: a scalable tree
/// boosting system"), by the C API of the system's libxgboost.
///
/// Same matrix, labels and parameters give the same bytes, whatever the number of threads. A model belongs
/// to one thread at a time: the library keeps the last prediction in it.
///
/// One thread is the default everywhere. Two fit a small table in two thirds of the time on an idle machine,
/// but OpenMP's threads wait for one another by spinning, hundreds of times a tree: where another process
/// wants the processor, the same fit was seen to take 10 to 60 times as long.
public final class XGBoostModel {
    private let booster: Booster
    /// Columns that a matrix to predict from must have.
    public let columns: Int

    private init(_ booster: Booster, columns: Int) {
        self.booster = booster
        self.columns = columns
    }

    /// Fits trees by the objective of the parameters.
    ///
    /// - Parameters:
    ///   - matrix: one row an example, at least one, NaN where a value is missing.
    ///   - labels: as many as rows, finite, of any unit; close to mean 0 and deviation 1 suits the library's
    ///     regularisation best.
    ///   - parameters: how the trees are grown.
    ///   - threads: 1 to 256; changes nothing but the time.
    /// - Returns: the model, which predicts in the unit of the labels.
    /// - Throws: `XGBoostError.invalidInput` for anything else, `.refused` where the library fails.
    public static func train(
        _ matrix: FeatureMatrix, labels: [Float], parameters: XGBoostParameters, threads: Int = 1
    ) throws(XGBoostError) -> XGBoostModel {
        if let objection = parameters.objection { throw .invalidInput(objection) }
        try checkThreads(threads)
        guard matrix.rows > 0, matrix.columns > 0 else { throw .invalidInput("no example to train on") }
        guard labels.count == matrix.rows else {
            throw .invalidInput("\(labels.count) labels for \(matrix.rows) examples")
        }
        if let row = labels.firstIndex(where: { !$0.isFinite }) {
            throw .invalidInput("the label of example \(row) is \(labels[row])")
        }
        if parameters.objective == .tweedie, let row = labels.firstIndex(where: { $0 <= 0 }) {
            throw .invalidInput("the label of example \(row) is \(labels[row]), expected above 0")
        }
        OpenMPThreads.limit(to: threads)
        let examples = try DataMatrix(matrix, threads: threads)
        try examples.setLabels(labels)
        let booster = try Booster(trainingOn: examples)
        for setting in parameters.settings { try booster.set(setting.name, setting.value) }
        try booster.set("nthread", "\(threads)")
        for round in 0..<parameters.rounds {
            try check(XGBoosterUpdateOneIter(booster.handle, Int32(clamping: round), examples.handle))
        }
        return XGBoostModel(booster, columns: matrix.columns)
    }

    /// Reads a model as `ubj()` wrote it.
    ///
    /// The library trusts its input: some damaged models end the process, or read beyond their arrays when
    /// they predict. `ModelBytes` looks through the whole of it first.
    ///
    /// Throws `XGBoostError.invalidModel` with the place, or `.refused`.
    public convenience init(ubj bytes: [UInt8]) throws(XGBoostError) {
        let columns = try ModelBytes.columns(of: bytes)
        OpenMPThreads.limit(to: 1)
        let booster = try Booster()
        let status = bytes.withUnsafeBytes {
            XGBoosterLoadModelFromBuffer(booster.handle, $0.baseAddress, bst_ulong($0.count))
        }
        try check(status)
        self.init(booster, columns: columns)
    }

    /// The model in XGBoost's own format, Universal Binary JSON, which any later version of it reads.
    public func ubj() throws(XGBoostError) -> [UInt8] {
        var count: bst_ulong = 0
        var start: UnsafePointer<CChar>?
        try check(XGBoosterSaveModelToBuffer(booster.handle, #"{"format": "ubj"}"#, &count, &start))
        // The bytes are the library's until its next call on this thread.
        return Array(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(count)))
    }

    /// A text that the model carries along, written with it; nil where there is none of that name.
    func attribute(_ name: String) throws(XGBoostError) -> String? { try booster.attribute(name) }

    func setAttribute(_ name: String, _ value: String) throws(XGBoostError) {
        try booster.setAttribute(name, value)
    }

    /// One value a row, in the unit of the labels. Throws `XGBoostError.invalidInput` where the matrix has
    /// another number of columns than the model was fit on.
    public func predict(_ matrix: FeatureMatrix, threads: Int = 1) throws(XGBoostError) -> [Float] {
        try Self.checkThreads(threads)
        guard matrix.columns == columns else {
            throw .invalidInput("the model was fit on \(columns) features, the matrix has \(matrix.columns)")
        }
        guard matrix.rows > 0 else { return [] }
        OpenMPThreads.limit(to: threads)
        try booster.set("nthread", "\(threads)")
        let rows = try DataMatrix(matrix, threads: threads)
        var shape: UnsafePointer<bst_ulong>?
        var dimensions: bst_ulong = 0
        var values: UnsafePointer<Float>?
        try check(
            XGBoosterPredictFromDMatrix(booster.handle, rows.handle, Self.plain, &shape, &dimensions, &values)
        )
        guard let shape, let values, dimensions == 1, Int(shape[0]) == matrix.rows else {
            throw .refused("the prediction has an unexpected shape")
        }
        // They live in the library until its next call on this thread; `rows` must outlast the copy.
        return withExtendedLifetime(rows) { Array(UnsafeBufferPointer(start: values, count: matrix.rows)) }
    }

    /// Values, not margins or leaves, of all trees.
    private static let plain = """
        {"type": 0, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": false}
        """

    private static func checkThreads(_ threads: Int) throws(XGBoostError) {
        guard (1...256).contains(threads) else {
            throw .invalidInput("threads is \(threads), expected 1 to 256")
        }
    }
}
