import Foundation
import ProxyNetwork
import Spaces
import TestSupport
import Testing

@testable import ComputedProxies

/// Images as their makers release them.
@Suite struct ImageFileTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func shape(_ dataset: Dataset, batch: Int = 8) -> NetworkShape {
        var shape = NetworkShape(dataset)
        shape.batch = batch
        return shape
    }

    /// As many images, each a colour that its place tells, labels before it.
    private func binary(_ count: Int, labels: (Int) -> [UInt8], bytes: Int) -> Data {
        Data((0..<count).flatMap { image in labels(image) + Array(repeating: UInt8(image), count: bytes) })
    }

    private func write(_ data: Data, _ name: String) throws -> String {
        let path = folder.path(name)
        try data.write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test func cifar10HasALabelAndAnImage() throws {
        let path = try write(binary(20, labels: { [UInt8($0 % 10)] }, bytes: 3072), "data_batch_1.bin")
        let shape = shape(.cifar10)
        let batch = try ImageFile(path: path, dataset: .cifar10).batch(shape, seed: 1)
        #expect(batch.labels.count == 8)
        for image in 0..<8 {
            // The image's number, out of its first pixel: red, in units of the deviation from the mean.
            let number = batch.pixels[image * shape.pixels] * 63.0 + 125.3
            #expect(abs(number - number.rounded()) < 1e-9)
            #expect(batch.labels[image] == Int(number.rounded()) % 10)
            let blue = batch.pixels[(image + 1) * shape.pixels - 1] * 66.7 + 113.9
            #expect(abs(blue - number) < 1e-9)
        }
        let other = try ImageFile(path: path, dataset: .cifar10).batch(shape, seed: 2)
        #expect(other.pixels != batch.pixels)
    }

    @Test func cifar100GoesByTheFineLabel() throws {
        let path = try write(
            binary(20, labels: { [UInt8($0 / 5), UInt8($0 + 60)] }, bytes: 3072), "train.bin")
        let batch = try ImageFile(path: path, dataset: .cifar100).batch(shape(.cifar100), seed: 1)
        #expect(batch.labels.allSatisfy { (60..<80).contains($0) })
    }

    @Test func aPickleThatWouldRunSomethingIsRefused() throws {
        let victim = folder.path("made")
        let path = try write(Data("cos\nsystem\n(Vtouch \(victim)\ntR.".utf8), "evil.pickle")
        let file = try ImageFile(path: path, dataset: .imageNet16)
        #expect {
            try file.batch(shape(.imageNet16), seed: 1)
        } throws: {
            "\($0)".contains("the pickle wants 'os.system', which is not allowed: nothing was run")
        }
        #expect(!FileManager.default.fileExists(atPath: victim))
    }

    /// The pickles that NumPy writes, of either layout; labels are from 1, and those past 120 are left out.
    @Test(
        .enabled(if: SecondOpinion.has("numpy"), "python3 has no numpy here: pip install numpy"),
        arguments: [2, 4])
    func imageNet16IsPickled(protocol version: Int) throws {
        let path = folder.path("train_data_batch_1")
        let script = """
            import numpy, pickle
            data = numpy.repeat(numpy.arange(40, dtype=numpy.uint8)[:, None], 768, axis=1)
            labels = [1 + 5 * i for i in range(40)]
            for order, name in (("C", ""), ("F", "-transposed")):
                with open(data_path + name, "wb") as file:
                    pickle.dump({"data": numpy.asarray(data, order=order), "labels": labels}, file, protocol=\(version))
            tell([1])
            """
        _ = try SecondOpinion.numbers("data_path = data[0]\n" + script, of: "[\"\(path)\"]")
        let shape = shape(.imageNet16)
        let batch = try ImageFile(path: path, dataset: .imageNet16).batch(shape, seed: 3)
        for image in 0..<8 {
            let number = Int((batch.pixels[image * shape.pixels] * 63.22 + 122.68).rounded())
            #expect(batch.labels[image] == 5 * number && number < 24)
        }
        #expect(throws: (any Error).self) {
            try ImageFile(path: path + "-transposed", dataset: .imageNet16).batch(shape, seed: 3)
        }
        // Twenty-four images are of the first 120 classes.
        #expect(throws: (any Error).self) {
            try ImageFile(path: path, dataset: .imageNet16).batch(self.shape(.imageNet16, batch: 25), seed: 3)
        }
    }

    @Test func whatIsNoFileOfImagesIsSaidToBeNone() throws {
        func words(_ path: String, _ dataset: Dataset) -> String {
            do {
                _ = try ImageFile(path: path, dataset: dataset).batch(shape(dataset), seed: 1)
                return "nothing"
            } catch {
                return "\(error)"
            }
        }
        let ten = try write(binary(20, labels: { _ in [1] }, bytes: 3072), "ten.bin")
        #expect(words(ten, .cifar100).contains("multiple"))
        #expect(words(ten, .imageNet16).contains("ten.bin"))
        #expect(words(try write(Data(), "empty.bin"), .cifar10).contains("0 bytes"))
        #expect(words(folder.path("gone"), .cifar10).contains("no such file"))
        let few = try write(binary(7, labels: { _ in [1] }, bytes: 3072), "few.bin")
        #expect(words(few, .cifar10).contains("fewer than 8 images"))
        let strange = try write(binary(20, labels: { _ in [200] }, bytes: 3072), "strange.bin")
        #expect(words(strange, .cifar10).contains("fewer than 8 images"))
    }
}
