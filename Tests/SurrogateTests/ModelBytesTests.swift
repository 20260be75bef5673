import Spaces
import Testing

@testable import Surrogate

/// The library ends the process on some damaged models. No damage may get that far.
@Suite struct ModelBytesTests {
    private func smallModel() throws -> (bytes: [UInt8], matrix: FeatureMatrix) {
        let (matrix, labels) = try SmallTask.matrix(rows: 40)
        let model = try XGBoostModel.train(
            matrix, labels: labels, parameters: XGBoostParameters(depth: 2, rounds: 2))
        return (try model.ubj(), matrix)
    }

    @Test func acceptsWhatTheLibraryWrites() throws {
        #expect(try ModelBytes.columns(of: smallModel().bytes) == 3)
    }

    @Test func refusesEveryTruncation() throws {
        let bytes = try smallModel().bytes
        for count in bytes.indices {
            #expect(throws: XGBoostError.self) { try XGBoostModel(ubj: Array(bytes[..<count])) }
        }
        #expect(throws: XGBoostError.self) { try XGBoostModel(ubj: bytes + [0]) }
    }

    @Test func survivesEveryDamagedByte() throws {
        let (bytes, matrix) = try smallModel()
        var refused = 0
        for place in bytes.indices {
            for damage: UInt8 in [0x01, 0x80, 0xFF] {
                var damaged = bytes
                damaged[place] ^= damage
                do {
                    #expect(try XGBoostModel(ubj: damaged).predict(matrix).count == matrix.rows)
                } catch { refused += 1 }
            }
        }
        // The rest are numbers in trees, whose damage no check can see.
        #expect(refused > bytes.count)
    }

    @Test func survivesRandomBytes() throws {
        var random = RandomStream(seed: 11, "bytes")
        let letters = Array("{}[$#LSiUIldDTFZ".utf8) + [0, 1, 0xFF]
        for _ in 0..<3000 {
            let bytes = [UInt8(ascii: "{")] + (0..<random.below(40)).compactMap { _ in random.pick(letters) }
            #expect(throws: XGBoostError.self) { try XGBoostModel(ubj: bytes) }
        }
    }

    @Test func boundsDepthAndLengths() {
        let deep = Array(String(repeating: "[#L", count: 1).utf8)
        let one: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1]
        let nested = (0..<5000).flatMap { _ in deep + one } + Array("Z".utf8)
        #expect(throws: XGBoostError.self) { try XGBoostModel(ubj: nested) }
        let endless = deep + [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        #expect(throws: XGBoostError.self) { try XGBoostModel(ubj: endless) }
        let negative = deep + [UInt8](repeating: 0xFF, count: 8)
        #expect(throws: XGBoostError.self) { try XGBoostModel(ubj: negative) }
    }

    @Test func saysWhereAModelIsWrong() throws {
        #expect(throws: XGBoostError.invalidModel(offset: 0, "the bytes end within a value")) {
            try XGBoostModel(ubj: [])
        }
        #expect(throws: XGBoostError.invalidModel(offset: 0, "no value starts with byte 120")) {
            try XGBoostModel(ubj: Array("xgboost".utf8))
        }
        #expect(throws: XGBoostError.invalidModel(offset: 0, "expected an object with 'learner'")) {
            try XGBoostModel(ubj: Array("{}".utf8))
        }
    }
}
