import TestSupport
import Testing

@testable import LanguageModel
@testable import Records

extension SplitMix64 {
    /// Text of all that Unicode has, the hostile parts more often than they are met.
    mutating func hostileText(scalars: Int) -> String {
        let alphabets: [ClosedRange<UInt32>] = [
            0x61...0x7A, 0x00...0x2F, 0x7B...0xA1, 0xAD...0xAD, 0x300...0x310, 0x115F...0x1160,
            0x180B...0x180F, 0x2000...0x2070, 0xE000...0xE002, 0xFDCF...0xFDD1, 0xFE00...0xFE0F,
            0xFEFF...0xFEFF, 0xFFF9...0xFFFF, 0x1F468...0x1F469, 0xE0001...0xE0041, 0x0...0x10FFFF,
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<scalars {
            let alphabet = alphabets[Int.random(in: alphabets.indices, using: &self)]
            if let scalar = Unicode.Scalar(UInt32.random(in: alphabet, using: &self)) { text.append(scalar) }
        }
        return String(text)
    }

    /// Text of the pieces JSON and its surroundings are made of.
    mutating func almostJSON(pieces: Int) -> String {
        let alphabet = [
            "{", "}", "[", "]", "\"", ",", ":", "\\", "\\u", "d800", "children", "\"children\":[", "a", "1",
            "-", ".5e", "true", "None", "\n", "```", "<think>", "</think>", "//", "/*", "*/", "é", "\u{0}",
            "{\"cell\":\"abc\"}",
        ]
        return (0..<pieces).map { _ in alphabet[Int.random(in: alphabet.indices, using: &self)] }.joined()
    }
}

func json(_ text: String) -> JSON {
    do {
        return try JSONParser.parse(text)
    } catch {
        Issue.record("no JSON: \(error)")
        return .null
    }
}
