import Foundation
import Spaces
import TestSupport
import Testing

@testable import Benchmarks

@Suite("Reading pickles without running them")
struct PickleReaderTests {
    private func fault(_ bytes: [UInt8]) -> ByteFault? {
        bytes.withUnsafeBufferPointer { buffer -> ByteFault? in
            do throws(ByteFault) {
                _ = try PickleDocument(buffer)
                return nil
            } catch {
                return error
            }
        }
    }

    private func fault(_ text: String) -> ByteFault? { fault(Array(text.utf8)) }

    @Test("A call of os.system is refused with its name and place, and not made")
    func system() throws {
        let folder = try TemporaryFolder()
        let victim = folder.path + "/made"
        let text = fault("cos\nsystem\n(Vtouch \(victim)\ntR.")
        #expect(text?.message.contains("'os.system', which is not allowed: nothing was run") == true)
        #expect(text?.offset == 0)
        #expect(!FileManager.default.fileExists(atPath: victim))
        #expect(
            fault([0x80, 4, 0x8C, 2, 0x6F, 0x73, 0x8C, 6] + Array("system".utf8) + [0x93, 0x2E])?.offset == 14
        )
    }

    @Test(
        "Names near the allowed ones are refused too",
        arguments: [
            "builtins\neval", "builtins\ngetattr", "numpy.core.multiarray\nfromfile", "numpy\nload",
            "collections\ndefaultdict", "_codecs\ndecode", "numpy\ndtype.__class__",
            "copyreg\n_reconstructor", "\n",
        ])
    func otherNames(name: String) {
        #expect(fault("c\(name)\n.")?.message.contains("which is not allowed") == true)
    }

    @Test(
        "Opcodes that make objects, ask for buffers or are none are refused by name",
        arguments: [
            (0x81, "NEWOBJ"), (0x92, "NEWOBJ_EX"), (0x69, "INST"), (0x6F, "OBJ"), (0x50, "PERSID"),
            (0x51, "BINPERSID"),
            (0x82, "EXT1"), (0x97, "NEXT_BUFFER"), (0x8F, "EMPTY_SET"), (0xFF, "0xFF"),
        ] as [(UInt8, String)])
    func opcodes(opcode: UInt8, name: String) {
        let fault = fault([0x80, 4, opcode, 0x2E])
        #expect(fault?.message.contains(name) == true)
        #expect(fault?.offset == 2)
    }

    @Test("Allowed names are not called with what they are not for")
    func misuse() {
        #expect(fault("cnumpy\nndarray\n(tR.") != nil)
        #expect(fault("c_codecs\nencode\n(Vx\nVutf-7\ntR.") != nil)
        #expect(fault("cbuiltins\nbytes\n(I9\ntR.") != nil)
        #expect(fault("cnumpy\ndtype\n(VO99999999999\ntR.") != nil)
        #expect(fault("ccollections\nOrderedDict\n((lp0\ng0\natR.") != nil)
        #expect(fault("(I1\nI2\ntI1\nb.") != nil)
    }

    @Test("A list that holds itself is no trouble")
    func recursive() {
        // l = []; l.append(l)
        #expect(fault([0x5D, 0x71, 0, 0x68, 0, 0x61, 0x2E]) == nil)
        // d = {}; d[()] = (d,)
        #expect(fault([0x7D, 0x71, 0, 0x29, 0x68, 0, 0x85, 0x73, 0x2E]) == nil)
    }

    @Test("Announced lengths beyond the file are refused before anything is kept")
    func hugeLengths() {
        let huge: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]
        for opcode in [0x8D, 0x8E, 0x95, 0x96] as [UInt8] {
            #expect(fault([opcode] + huge + [0x2E])?.message.contains("announced") == true)
            #expect(fault([opcode] + huge.dropLast() + [0xFF, 0x2E])?.message.contains("announced") == true)
        }
        for opcode in [0x58, 0x42, 0x54, 0x8B] as [UInt8] {
            #expect(fault([opcode] + [0xFF, 0xFF, 0xFF, 0xFF, 0x2E])?.message.contains("announced") == true)
        }
        #expect(fault([0x4B, 1, 0x72, 0xFF, 0xFF, 0xFF, 0xFF, 0x2E]) == nil)
        #expect(fault([0x6A, 0xFF, 0xFF, 0xFF, 0xFF, 0x2E])?.message.contains("is not there") == true)
    }

    @Test("A million nested lists neither recurse nor stay")
    func deepNesting() {
        let depth = 100_000
        let tuples = [UInt8(0x29)] + [UInt8](repeating: 0x85, count: depth) + [0x2E]
        #expect(fault(tuples) == nil)
        let marks = [UInt8](repeating: 0x28, count: depth) + [0x2E]
        #expect(fault(marks)?.message.contains("are open at once") == true)
        let lists = [UInt8](repeating: 0x5D, count: (1 << 20) + 1) + [0x2E]
        #expect(fault(lists)?.message.contains("wait on the stack") == true)
    }

    @Test("One long string decoded again and again does not fill the memory")
    func amplification() {
        let text = [UInt8](repeating: 0x61, count: 4_000)
        var bytes: [UInt8] = Array("c_codecs\nencode\n".utf8) + [0x71, 0]
        bytes += [0x58, 0xA0, 0x0F, 0, 0] + text + [0x8C, 6] + Array("latin1".utf8) + [0x86, 0x71, 1, 0x30]
        for _ in 0..<1_000 { bytes += [0x68, 0, 0x68, 1, 0x52, 0x30] }
        #expect(fault(bytes + [0x4E, 0x2E])?.message.contains("more room than the file") == true)
    }

    @Test("Values below a mark cannot be taken, and nothing is taken from an empty stack")
    func underflow() {
        for text in [
            ".", "0", "1", "2", "a", "s", "u", "e", "t", "R", "b", "q\u{0}", "K\u{1}(.", "K\u{1}(a.",
            "(K\u{1}d.",
        ] {
            #expect(fault(text) != nil)
        }
    }

    @Test("Written numbers are read whole or refused")
    func written() {
        for text in ["I5\n.", "L-5L\n.", "F1.5\n.", "Fnan\n.", "I01\n.", "Va\\u00e9\\U0001F600\n."] {
            #expect(fault(text) == nil)
        }
        for text in ["I99999999999999999999\n.", "Lx\n.", "F1.5.5\n.", "V\\ud800\n.", "V\\u12\n.", "I5"] {
            #expect(fault(text) != nil)
        }
        #expect(fault([0x8A, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0x2E])?.message.contains("at most 8") == true)
    }

    @Test("A pickle cut at any byte is one error inside the file", arguments: SamplePickle.allCases)
    func truncated(sample: SamplePickle) {
        let bytes = sample.bytes
        #expect(fault(bytes) == nil)
        for length in 0..<bytes.count {
            let fault = fault(Array(bytes.prefix(length)))
            #expect(fault != nil, "cut at \(length)")
            #expect(fault.map { $0.offset >= 0 && $0.offset <= length } == true)
        }
    }

    @Test("2,000 seeded mutations: an error or a value, never a trap", arguments: SamplePickle.allCases)
    func mutations(sample: SamplePickle) {
        var random = RandomStream(seed: 9, "pickle mutations", sample.rawValue)
        for _ in 0..<2_000 {
            var bytes = sample.bytes
            for _ in 0...random.below(4) {
                bytes[random.below(bytes.count)] = UInt8(random.below(256))
            }
            // The whole way: looking things up in a damaged pickle must not trap either.
            let tables = bytes.withUnsafeBytes { buffer in
                try? HWNASBenchImport.tables(buffer, path: "m") { nil }
            }
            #expect(tables.map { $0.count <= 3 } ?? true)
        }
    }
}
