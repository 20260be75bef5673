/// A pickle's bytes with a position; every read is checked against the end.
struct PickleInput {
    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    func failure(_ message: String, at offset: Int? = nil) -> ByteFault {
        ByteFault(offset: offset ?? position, message: message)
    }

    mutating func byte() throws(ByteFault) -> UInt8 {
        guard position < bytes.count else { throw failure("the pickle ends too early") }
        defer { position += 1 }
        return bytes[position]
    }

    /// A little-endian number of 1 to 8 bytes. One beyond an Int is far beyond any file, and so cut to it.
    mutating func number(_ width: Int) throws(ByteFault) -> Int {
        var word: UInt64 = 0
        for shift in 0..<width { word |= UInt64(try byte()) << UInt64(shift * 8) }
        return Int(clamping: word)
    }

    /// The place of the next `count` bytes, which are skipped.
    mutating func take(_ count: Int) throws(ByteFault) -> PickleBytes {
        guard count >= 0, count <= bytes.count - position else {
            throw failure("\(count) bytes are announced, \(bytes.count - position) are left")
        }
        defer { position += count }
        return PickleBytes(start: position, count: count)
    }

    /// The place of the text up to the next line end, which is skipped with it.
    mutating func line() throws(ByteFault) -> PickleBytes {
        let start = position
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        guard end < bytes.count else { throw failure("the pickle ends inside a line of text", at: start) }
        position = end + 1
        return PickleBytes(start: start, count: end - start)
    }

    /// Checks that a frame lies in the file; its borders mean nothing else to us.
    mutating func frame() throws(ByteFault) {
        let count = try number(8)
        guard count <= bytes.count - position else {
            throw failure("a frame of \(count) bytes is announced, \(bytes.count - position) are left")
        }
    }

    func slice(_ place: PickleBytes) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[place.start..<(place.start + place.count)])
    }
}
