internal import Files

/// What tells one build of a program from another by content: the linker's build identifier where the
/// executable carries one (a hash over all of it, in its first pages), else a hash of the file.
///
/// Hashing the some ten megabytes of a static executable would double a stage's start.
enum ProgramIdentity {
    static func of(executable path: String) throws -> String {
        try MappedFile(path: path).withBytes { bytes in
            if let identifier = elfBuildIdentifier(bytes) { return identifier }
            return ContentHash(of: bytes).description
        }
    }

    /// The NT_GNU_BUILD_ID note of a 64-bit little-endian ELF file (System V ABI, chapter 5), in
    /// hexadecimal; nil where there is none. Every offset is checked: the file may be anything.
    static func elfBuildIdentifier(_ bytes: UnsafeRawBufferPointer) -> String? {
        func word(_ offset: Int) -> Int? {
            guard offset >= 0, offset <= bytes.count - 4 else { return nil }
            return Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        }
        func half(_ offset: Int) -> Int? {
            guard offset >= 0, offset <= bytes.count - 2 else { return nil }
            return Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
        }
        let magic: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1]
        // Offsets of a program header table beyond 4 GiB are no concern of ours: the low word is read.
        guard bytes.starts(with: magic), let table = word(0x20), let size = half(0x36), let count = half(0x38)
        else {
            return nil
        }
        for header in 0..<count {
            let start = table + header * size
            let noteSegment = 4
            guard word(start) == noteSegment, let offset = word(start + 8), let length = word(start + 32)
            else {
                continue
            }
            var note = offset
            while note < offset + length, let nameSize = word(note), let descriptorSize = word(note + 4),
                let kind = word(note + 8)
            {
                let name = note + 12
                let descriptor = name + (nameSize + 3) / 4 * 4
                let end = descriptor + (descriptorSize + 3) / 4 * 4
                guard end <= bytes.count else { break }
                let buildIdentifier = 3
                if kind == buildIdentifier, bytes[name..<descriptor].starts(with: "GNU\0".utf8) {
                    return hexadecimal(bytes[descriptor..<(descriptor + descriptorSize)])
                }
                note = end
            }
        }
        return nil
    }

    private static func hexadecimal(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count < 2 ? "0" + digits : digits
        }.joined()
    }
}
