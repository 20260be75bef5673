internal import CXGBoost

/// Owns the library's copy of a feature matrix, and frees it.
final class DataMatrix {
    let handle: DMatrixHandle

    /// Copies the values. NaN is a missing value; an infinity was refused by `FeatureMatrix`.
    init(_ matrix: FeatureMatrix, threads: Int) throws(XGBoostError) {
        var created: DMatrixHandle?
        let status = matrix.values.withUnsafeBufferPointer { values in
            XGDMatrixCreateFromMat_omp(
                values.baseAddress, bst_ulong(matrix.rows), bst_ulong(matrix.columns), .nan, &created,
                Int32(clamping: threads))
        }
        try check(status)
        guard let created else { throw .refused("no matrix was made") }
        handle = created
    }

    deinit { XGDMatrixFree(handle) }

    func setLabels(_ labels: [Float]) throws(XGBoostError) {
        try check(
            labels.withUnsafeBufferPointer { labels in
                XGDMatrixSetFloatInfo(handle, "label", labels.baseAddress, bst_ulong(labels.count))
            })
    }
}

/// Owns a booster, and frees it.
final class Booster {
    let handle: BoosterHandle

    /// An empty booster, ready to train on the matrix or, without one, to load a model.
    init(trainingOn matrix: DataMatrix? = nil) throws(XGBoostError) {
        var created: BoosterHandle?
        let matrices: [DMatrixHandle?] = matrix.map { [$0.handle] } ?? []
        let status = matrices.withUnsafeBufferPointer {
            XGBoosterCreate($0.baseAddress, bst_ulong($0.count), &created)
        }
        try check(status)
        guard let created else { throw .refused("no booster was made") }
        handle = created
        // Its remarks would mix with our own on standard error.
        try set("verbosity", "0")
    }

    deinit { XGBoosterFree(handle) }

    func set(_ name: String, _ value: String) throws(XGBoostError) {
        try check(XGBoosterSetParam(handle, name, value))
    }

    /// A text that the model carries along; nil where there is none of that name.
    func attribute(_ name: String) throws(XGBoostError) -> String? {
        var text: UnsafePointer<CChar>?
        var isThere: Int32 = 0
        try check(XGBoosterGetAttr(handle, name, &text, &isThere))
        // The library's until its next call on this thread.
        return isThere == 1 ? text.map { String(cString: $0) } : nil
    }

    func setAttribute(_ name: String, _ value: String) throws(XGBoostError) {
        try check(XGBoosterSetAttr(handle, name, value))
    }
}
