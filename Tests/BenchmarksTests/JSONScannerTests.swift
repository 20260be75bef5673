import Spaces
import Testing

@testable import Benchmarks

@Suite("Walking a large JSON text")
struct JSONScannerTests {
    private func walk(_ text: String) -> ByteFault? { walk(Array(text.utf8)) }

    private func walk(_ bytes: [UInt8]) -> ByteFault? {
        bytes.withUnsafeBufferPointer { buffer -> ByteFault? in
            var scanner = JSONScanner(buffer)
            do throws(ByteFault) {
                try scanner.skip()
                return scanner.next() == nil ? nil : scanner.failure("more")
            } catch {
                return error
            }
        }
    }

    private func number(_ text: String) -> Double? {
        Array(text.utf8).withUnsafeBufferPointer { buffer in
            var scanner = JSONScanner(buffer)
            return try? scanner.number()
        }
    }

    @Test("Values of every kind are passed over")
    func skips() {
        #expect(
            walk(#" {"a": [1, -2.5e3, "x\"]}", {}], "b": {"c": null, "d": [true, false, NaN, -Infinity]}} "#)
                == nil)
    }

    @Test(
        "What is no JSON is refused at its byte",
        arguments: [
            "", "{", "[1", "{\"a\"}", "{\"a\":1,}", "[1,]", "tru", "\"abc", "\"abc\\", "[1 2]", "nil",
            "{1:2}", "}",
        ])
    func refuses(text: String) {
        let fault = walk(text)
        #expect(fault != nil)
        #expect(fault.map { $0.offset <= text.utf8.count } == true)
    }

    @Test("Nesting is bounded")
    func nesting() {
        #expect(walk(String(repeating: "[", count: 100_000))?.message.contains("nested deeper") == true)
    }

    @Test("What has no value is missing, what is no number is not")
    func numbers() {
        #expect(number("-1.5e2,") == -150)
        for text in ["null", "NaN", "Infinity", "-Infinity"] { #expect(number(text)?.isNaN == true) }
        for text in ["", "nan", "\"1\"", "1e999", "0x1", "{"] { #expect(number(text) == nil) }
    }
}
