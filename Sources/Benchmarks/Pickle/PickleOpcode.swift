/// Names of opcodes for messages.
enum PickleOpcode {
    private static let refused: [UInt8: String] = [
        0x50: "PERSID", 0x51: "BINPERSID", 0x53: "STRING", 0x69: "INST", 0x6F: "OBJ", 0x81: "NEWOBJ",
        0x82: "EXT1", 0x83: "EXT2", 0x84: "EXT4", 0x8F: "EMPTY_SET", 0x90: "ADDITEMS", 0x91: "FROZENSET",
        0x92: "NEWOBJ_EX", 0x97: "NEXT_BUFFER", 0x98: "READONLY_BUFFER",
    ]

    /// "NEWOBJ (0x81)"; the number alone where it is no opcode at all.
    static func name(_ opcode: UInt8) -> String {
        let digits = String(opcode, radix: 16, uppercase: true)
        let number = "0x" + (digits.count == 1 ? "0" : "") + digits
        return refused[opcode].map { "\($0) (\(number))" } ?? number
    }
}
