/// The number by which NAS-Bench-201 and NATS-Bench know a cell.
///
/// Their authors listed all cells in the order of their operations, the last edge changing fastest, and
/// shuffled it by Python's generator seeded with 88 (`generate_meta_info` of AutoDL-Projects'
/// `exps/NAS-Bench-201/main.py`, Dong and Yang 2020); a cell's index is its place in it.
extension Cell {
    /// 0 to 15,624: what `api.query_by_index` of both benchmarks takes.
    public var natsBenchIndex: Int { Int(Self.indices[Int(code)]) }

    /// The cell that both benchmarks keep under that index; nil outside 0 to 15,624.
    public init?(natsBenchIndex index: Int) {
        guard Self.shuffledCodes.indices.contains(index) else { return nil }
        self.init(code: Int(Self.shuffledCodes[index]))
    }

    private static let shuffledCodes: [UInt16] = {
        var codes = (0..<UInt16(count)).map { $0 }
        var random = PythonRandom(seed: 88)
        random.shuffle(&codes)
        return codes
    }()

    private static let indices: [UInt16] = {
        var indices = [UInt16](repeating: 0, count: count)
        for (index, code) in shuffledCodes.enumerated() { indices[Int(code)] = UInt16(index) }
        return indices
    }()
}
