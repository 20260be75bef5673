internal import Files
public import PipelineFile
public import Records
internal import Spaces

/// The models that ship, which tell of a cell what a benchmark's table would: in a folder, a model `NAME.ubj`
/// and its card `NAME.jsonl` each.
public struct SurrogateFolder: Sendable {
    public let path: String

    /// The user's own folder, or what ships. Throws code 66 where there is neither.
    public init(_ settings: PipelineSettings) throws {
        if let own = settings.data.surrogates {
            guard FileSystem.isDirectory(own) else {
                throw StageFailure(.missingInput, "data.surrogates: \(own) is no folder")
            }
            path = own
        } else if let shipped = Program.dataPath("surrogates") {
            path = shipped
        } else {
            throw StageFailure(
                .missingInput,
                "the surrogates that ship (data/surrogates) are not there: reinstall, name their folder in "
                    + "data.surrogates, or benchmark tables in data.tables")
        }
    }

    /// Stands for the content of a model that is not there.
    static let absent = "absent"

    /// "accuracy-cifar10", "latency-raspi4-cifar10", "runs-edgetpu-cifar10"; of another space than NAS-Bench-201
    /// by its name, "accuracy-autoformer-tiny".
    public static func name(
        _ quantity: SurrogateRecord.Quantity, dataset: String, device: String? = nil
    ) -> String {
        [quantity.rawValue, device, dataset].compactMap { $0 }.joined(separator: "-")
    }

    /// One model with its card.
    public struct Model: Sendable {
        public let name: String
        /// XGBoost's own format.
        public let bytes: [UInt8]
        /// How good it is; the first line is of all held-out cells.
        public let card: [SurrogateRecord]
        /// Of model and card together.
        public let contentHash: String

        public var overall: SurrogateRecord { card[0] }

        /// The cells it was fit on, by their codes.
        public let trainingCells: [Int]

        /// Bits as `bits(of:count:)` writes them; nil for anything else.
        static func codes(_ text: String) -> [Int]? {
            let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
            guard digits.count.isMultiple(of: 2) else { return nil }
            var codes: [Int] = []
            for byte in 0..<digits.count / 2 {
                guard let high = digits[2 * byte], let low = digits[2 * byte + 1] else { return nil }
                for bit in 0..<8 where (high << 4 | low) >> bit & 1 == 1 { codes.append(8 * byte + bit) }
            }
            return codes
        }

        /// A bit a cell in hexadecimal, as the card has it.
        public static func bits(of codes: [Int], count: Int) -> String {
            var bytes = [UInt8](repeating: 0, count: (count + 7) / 8)
            for code in codes where code >= 0 && code < count { bytes[code / 8] |= 1 << UInt8(code % 8) }
            return bytes.map { byte in
                let digits = String(byte, radix: 16)
                return digits.count < 2 ? "0" + digits : digits
            }.joined()
        }
    }

    /// Whether the folder has a model of that name.
    public func has(_ name: String) -> Bool { FileSystem.exists("\(path)/\(name).ubj") }

    /// Throws code 66 where a file is missing, and 65 where the card is none, or is of another model or target.
    public func model(_ name: String) throws -> Model {
        let file = "\(path)/\(name)"
        guard has(name) else {
            throw StageFailure(.missingInput, "\(file).ubj: there is no such surrogate")
        }
        let bytes = try FileSystem.read("\(file).ubj")
        let cardBytes = try FileSystem.read("\(file).jsonl")
        let card = try JSONLines.read(SurrogateRecord.self, from: cardBytes, file: "\(file).jsonl")
        guard let first = card.first, first.group == "all" else {
            throw StageFailure(.badData, "\(file).jsonl: the first line is not about all cells")
        }
        guard first.modelHash == ContentHash(of: bytes).description else {
            throw StageFailure(.badData, "\(file).jsonl is the card of another model than \(file).ubj")
        }
        let told = Self.name(
            first.quantity, dataset: first.space ?? first.dataset, device: first.device)
        guard told == name else {
            throw StageFailure(.badData, "\(file).jsonl: the card is of \(told), not of \(name)")
        }
        guard let trainingCells = Model.codes(first.trainedOn), trainingCells.count == first.trainingCells,
            trainingCells.allSatisfy({ $0 < Cell.count })
        else {
            throw StageFailure(
                .badData,
                "\(file).jsonl: trained_on does not tell \(first.trainingCells) cells, a bit a cell in hexadecimal"
            )
        }
        return Model(
            name: name, bytes: bytes, card: card, contentHash: Self.hash(bytes, cardBytes),
            trainingCells: trainingCells)
    }

    private static func hash(_ model: [UInt8], _ card: [UInt8]) -> String {
        ContentHash(of: Array("\(model.count)\n".utf8) + model + card).description
    }

    /// The content hash of a model as it is now; nil where it is gone.
    func contentHash(_ name: String) -> String? {
        guard has(name) else { return Self.absent }
        guard let model = try? FileSystem.read("\(path)/\(name).ubj"),
            let card = try? FileSystem.read("\(path)/\(name).jsonl")
        else { return nil }
        return Self.hash(model, card)
    }
}
