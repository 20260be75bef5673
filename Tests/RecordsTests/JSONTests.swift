import Testing

@testable import Records

struct JSONTests {
    private let record = JSON(object: [
        ("cell", .string("|none~0|")), ("generation", .integer(3)), ("latency_ms", .number(5.5)),
        ("final", .bool(true)),
        ("parents", JSON(["a", "b"])), ("rationale", .null),
    ])

    @Test func aMemberIsFoundByName() {
        #expect(record["generation"] == .integer(3))
        #expect(record["rationale"] == .null)
        #expect(record["nothing"] == nil)
        #expect(JSON.integer(3)["generation"] == nil)
    }

    @Test func eachViewSeesItsOwnKindOnly() {
        #expect(record["cell"]?.string == "|none~0|")
        #expect(record["final"]?.bool == true)
        #expect(record["parents"]?.strings == ["a", "b"])
        #expect(record["parents"]?.array == [.string("a"), .string("b")])
        #expect(record.members?.count == 6)
        #expect(record["rationale"]?.isNull == true)
        for other in ["cell", "final", "parents", "rationale"] {
            #expect(record[other]?.number == nil && record[other]?.integer == nil, "\(other)")
        }
        #expect(record["generation"]?.string == nil && record["generation"]?.bool == nil)
        #expect(record["generation"]?.array == nil && record["generation"]?.members == nil)
        #expect(JSON.array([.string("a"), .integer(1)]).strings == nil)
        #expect(JSON.array([]).strings == [])
    }

    @Test(
        arguments: [
            (JSON.integer(3), 3), (.number(3), 3), (.number(-0.0), 0), (.number(3.5), nil),
            (.number(1e30), nil),
            (.number(.nan), nil), (.string("3"), nil),
        ] as [(JSON, Int?)])
    func aWholeNumberMayBeWrittenWithAPoint(_ value: JSON, _ expected: Int?) {
        #expect(value.integer == expected)
    }

    @Test func whatIsMissingOrNotFiniteBecomesNull() {
        #expect(JSON(nil as String?) == .null && JSON("a" as String?) == .string("a"))
        #expect(JSON(nil as Int?) == .null && JSON(3 as Int?) == .integer(3))
        #expect(JSON(nil as Bool?) == .null && JSON(false as Bool?) == .bool(false))
        #expect(JSON(nil as Double?) == .null && JSON(0.5 as Double?) == .number(0.5))
        for value in [Double.nan, .infinity, -.infinity, .signalingNaN] { #expect(JSON(value) == .null) }
    }

    @Test func eachKindHasAName() {
        let values: [JSON] = [
            .null, .bool(true), .integer(1), .number(0.5), .string(""), .array([]), .object([]),
        ]
        #expect(
            values.map(\.kindName)
                == ["null", "true or false", "a whole number", "a number", "a string", "a list", "an object"])
    }
}
