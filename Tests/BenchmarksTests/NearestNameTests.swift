import Testing

@testable import Benchmarks

@Suite("The name somebody probably meant")
struct NearestNameTests {
    @Test("A slip is recognised, another word is not")
    func nearest() {
        let names = ["edgegpu_latency", "raspi4_latency", "flops"]
        #expect(NearestName.of("edgegpu-latency", in: names) == "edgegpu_latency")
        #expect(NearestName.of("flop", in: names) == "flops")
        #expect(NearestName.of("banana", in: names) == nil)
        #expect(NearestName.of("", in: names) == nil)
        #expect(NearestName.of(String(repeating: "x", count: 1_000_000), in: names) == nil)
    }

    @Test("The advice always lists what there is")
    func advice() {
        #expect(NearestName.advice("zzz", in: ["a", "b"]) == "there are 'a', 'b'")
        #expect(NearestName.advice("zzz", in: []) == "there are no columns")
    }
}
