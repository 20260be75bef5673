import Testing

@testable import Spaces

struct OperationTests {
    @Test func namesStandInTheBenchmarksOrder() {
        #expect(
            Operation.allCases.map(\.name)
                == ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"])
        #expect(Operation.names == Operation.allCases.map(\.name))
    }

    @Test func aNameReadsBack() {
        for operation in Operation.allCases { #expect(Operation(name: operation.name[...]) == operation) }
        for other in ["", "None", "none ", "nor_conv_5x5", "nor_conv"] {
            #expect(Operation(name: other[...]) == nil)
        }
    }

    @Test func eachHasALetterOfItsOwn() {
        #expect(String(Operation.allCases.map(\.letter)) == "-s13p")
    }
}
