import PipelineFile
import TestSupport
import Testing

/// Files from strangers: each is refused with a message, none stops the program.
struct HostileInputTests {
    private func refusal(_ text: String) -> String {
        do {
            _ = try YAMLNode.reading(text)
            return "accepted"
        } catch {
            return error.diagnostics.map(\.message).joined(separator: "\n")
        }
    }

    @Test func deepNestingIsRefused() {
        let deep = "nested deeper than 64 levels"
        #expect(refusal(String(repeating: "[", count: 10_000)) == deep)
        #expect(refusal(String(repeating: "{a: ", count: 10_000)) == deep)
        #expect(refusal(String(repeating: "- ", count: 1000) + "x") == deep)
        #expect(refusal(String(repeating: "? ", count: 1000) + "x") == deep)
        #expect(
            refusal(String(repeating: "[", count: 63) + "x" + String(repeating: "]", count: 63)) == "accepted"
        )
        #expect(refusal(String(repeating: "[", count: 64) + "x" + String(repeating: "]", count: 64)) == deep)
    }

    @Test func aliasesCannotBuildDepthOrNumbers() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        var tower = "a0: &a0 [x]\n"
        var merges = "a0: &a0 {k0: 1}\n"
        for level in 1...70 {
            let below = "*a\(level - 1)"
            bomb += "a\(level): &a\(level) [\(Array(repeating: below, count: 10).joined(separator: ", "))]\n"
            tower += "a\(level): &a\(level) [\(below)]\n"
            merges += "a\(level): &a\(level) {<<: [\(below), \(below)], k\(level): 1}\n"
        }
        let many = "more than 100000 values, counting those that aliases repeat"
        #expect(refusal(bomb) == many)
        #expect(refusal(tower) == "nested deeper than 64 levels")
        #expect(refusal(merges) == many)
        #expect(refusal("[" + String(repeating: "1,", count: 100_001) + "]") == many)
    }

    @Test func directivesWithoutEndAreRefused() {
        let tags = (0..<100).map { "%TAG !a\($0)! tag:x\n" }
        #expect(refusal(tags.joined() + "---\na: 1\n") == "more than 64 lines begin with '%'")
        #expect(refusal(tags[0] + "---\na: 1\n") == "accepted")
    }

    @Test func zerosAndControlsAreRefused() {
        #expect(complaint("name: a\u{0}b\n" + least).contains("1:8: not YAML: control characters"))
        #expect(complaint("\u{0}") != "good")
        #expect(complaint(String(repeating: "\u{0}", count: 1000)) != "good")
    }

    @Test func messagesHoldNothingThatATerminalObeys() {
        let text = complaint("\"na\\e[31mme\\n\": 1\n" + least.with("fpga", "\"\\e]0;x\\a\""))
        #expect(text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
        let long = complaint("name: " + String(repeating: "x", count: 100_000) + "\n" + least)
        #expect(long.utf8.count < 600)
    }

    @Test func aFileBeyondTheSizeIsRefused() {
        let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: PipelineFile.maximumBytes + 1)
        let error = #expect(throws: PipelineFileError.self) { try PipelineFile.parse(bytes, file: "a.yaml") }
        #expect(error?.description == "a.yaml:1:1: the file is larger than 4 MiB")
    }

    /// Whatever is changed in a good file, the answer is settings or a message, and settings read back.
    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func tenThousandMutationsNeverTrap(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let original = Array(mutable.utf8)
        let pieces = [
            "&a ", "*a", "<<: ", "${", "${X:-", "}", "!!int ", "\u{0}", "é", "\t", "\"", "- ", "? ", "---\n",
            "{",
            "[",
        ].map { Array($0.utf8) }
        for round in 0..<2500 {
            var bytes = original
            for _ in 0...random.below(4) {
                let place = random.below(bytes.count)
                switch random.below(5) {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.below(256))
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: pieces[random.below(pieces.count)], at: place)
                case 3: bytes.removeSubrange(place..<min(bytes.count, place + random.below(30)))
                default: bytes.swapAt(place, random.below(bytes.count))
                }
                if bytes.isEmpty { bytes = original }
            }
            let settings: PipelineSettings
            do { settings = try PipelineFile.parse(bytes, file: "a.yaml").settings } catch {
                let isExplained = !error.diagnostics.isEmpty && error.description.utf8.count > 10
                if !isExplained { Issue.record("seed \(seed), round \(round): \(bytes)") }
                continue
            }
            let again = try? PipelineFile.parse(Array(settings.fileText.utf8), file: "a.json").settings
            if again != settings { Issue.record("seed \(seed), round \(round): \(bytes)") }
        }
    }

    private let mutable = """
        target: &t {dataset: cifar10, device: fpga}
        prompt:
          <<: {children: 5, parents: 6}
          novelty: text
        partition:
          niches: [{name: A, none: [0, 2]}]
        data: {tables: "${X:-é}"}
        chain: [seed, repeat: {generations: 2, stages: [prompt]}]

        """
}

extension SplitMix64 {
    fileprivate mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}
