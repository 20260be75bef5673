import Foundation
import Testing

@testable import Files

struct ContentHashTests {
    @Test(arguments: [
        ("", "99aa06d3014798d86001c324468d497f"), ("a", "a96faf705af16834e6c632b61e964e1f"),
        ("abc", "06b05ab6733a618578af5f94892f3950"),
    ])
    func itIsXXH3OfKnownTexts(_ text: String, _ expected: String) {
        #expect(ContentHash(of: Array(text.utf8)).description == expected)
    }

    /// xxHash's own test vectors (its `XSUM_XXH128_testdata`), one a length at which the algorithm changes.
    @Test(arguments: [
        (1, "a6cd5e9392000f6ac44bdff4074eecdb"), (6, "082afe0b8162d12a3e7039bdda43cfc6"),
        (12, "6e3efd8fc7802b18061a192713f69ad9"), (24, "0ce966e4678d37611e7044d28b1b901d"),
        (48, "a002ac4e5478227ef942219aed80f67b"), (81, "4952f58181ab00425e8bafb9f95fb803"),
        (222, "337e09641b948717f1aebd597cec6b3a"), (403, "1b6de21e332dd73dcdeb804d65c6dea4"),
        (512, "18d2d110dcc9bca1617e49599013cb6b"), (2048, "f736557fd47073a5dd59e2c3a5f038e0"),
        (2240, "ccb134fbfa7ce49d6e73a90539cf2948"), (2367, "e89c0f6ff369b427cb37aeb9e5d361ed"),
    ])
    func itAgreesWithItsAuthorsVectors(_ count: Int, _ expected: String) {
        var generator: UInt64 = 2_654_435_761
        let bytes = (0..<count).map { _ in
            defer { generator &*= 11_400_714_785_074_694_797 }
            return UInt8(generator >> 56)
        }
        #expect(ContentHash(of: bytes).description == expected)
    }

    /// A short hash would be written short if zeros in front were lost.
    @Test func itAlwaysHasThirtyTwoDigits() {
        let hashes = (0..<2_000).map { ContentHash(of: Array("cell \($0)".utf8)).description }
        #expect(hashes.allSatisfy { $0.utf8.count == 32 && $0.allSatisfy(\.isHexDigit) })
        #expect(hashes.contains { $0.hasPrefix("0") } && hashes.contains { $0.dropFirst(16).hasPrefix("0") })
        #expect(Set(hashes).count == 2_000)
    }

    @Test func everyFlippedBitChangesIt() {
        let bytes = Array("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|".utf8)
        var hashes: Set<ContentHash> = [ContentHash(of: bytes)]
        for position in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[position] ^= 1 << UInt8(bit)
                hashes.insert(ContentHash(of: changed))
            }
        }
        #expect(hashes.count == 1 + 8 * bytes.count)
    }

    @Test func aFilesHashIsThatOfItsBytes() throws {
        let folder = try TemporaryFolder()
        #expect(try ContentHash(ofFile: folder.write("a", "abc")) == ContentHash(of: Array("abc".utf8)))
        #expect(try ContentHash(ofFile: folder.write("empty", "")) == ContentHash(of: []))
        let error = refusal { () throws(FileError) in _ = try ContentHash(ofFile: folder("nowhere")) }
        #expect(error?.isMissing == true)
    }
}
