import Records
import Testing

@testable import Benchmarks

@Suite("The name somebody probably meant")
struct NearestNameTests {
    @Test("A slip is recognised, another word is not")
    func nearest() {
        let names = ["edgegpu_latency", "raspi4_latency", "flops"]
        #expect(NearestName.of("edgegpu-latency", among: names) == "edgegpu_latency")
        #expect(NearestName.of("flop", among: names) == "flops")
        #expect(NearestName.of("banana", among: names) == nil)
        #expect(NearestName.of("", among: names) == nil)
        #expect(NearestName.of(String(repeating: "x", count: 1_000_000), among: names) == nil)
    }

    @Test("The advice always lists what there is")
    func advice() {
        #expect(NearestName.advice("zzz", in: ["a", "b"]) == "there are 'a', 'b'")
        #expect(NearestName.advice("zzz", in: []) == "there are no columns")
    }
}
