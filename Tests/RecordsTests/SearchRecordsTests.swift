import Testing

@testable import Records

struct SearchRecordsTests {
    @Test func theyComeBack() throws {
        try expectToComeBack(Examples.niches)
        try expectToComeBack(Examples.candidates)
        try expectToComeBack(Examples.rejected)
    }

    @Test func aNichesLineReadsLikeThis() {
        #expect(
            String(decoding: JSONLines.bytes(of: [Examples.niches[0]]), as: UTF8.self)
                == #"{"schema":"niche/1","bounds":{"nor_conv_1x1":[0,5],"nor_conv_3x3":[1,1]},"#
                + #""cells":6144,"count_live_edges":true,"niche":"S2","rationale":"One 3x3 convolution"}"#
                + "\n")
    }

    @Test func aNicheByCostNamesItsRangeAndOthersHaveNoSuchField() throws {
        let line = String(decoding: JSONLines.bytes(of: [Examples.niches[2]]), as: UTF8.self)
        #expect(line.contains(#""cost":{"below":null,"dataset":"cifar10","from":0.24,"measure":"params_m"}"#))
        #expect(
            try refusal(
                of: Examples.niches[2], with: "cost", being: JSON(object: [("measure", .string("x"))]))
                == "field 'cost.dataset': is missing, expected a string")
        #expect(
            try refusal(of: Examples.niches[2], with: "cost", being: .integer(1))
                == "field 'cost': found 1, expected an object")
    }

    @Test func theOrderOfBoundsSetsNoNichesApart() {
        var turned = Examples.niches[0]
        turned.bounds.reverse()
        #expect(turned == Examples.niches[0])
        turned.bounds[0].most += 1
        #expect(turned != Examples.niches[0])
    }

    @Test(arguments: [
        ("[1]", "[1]"), ("[1,2,3]", "[1,2,3]"), ("[2,1]", "[2,1]"), ("[-1,2]", "[-1,2]"),
        ("[0,2.5]", "[0,2.5]"),
        ("null", "null"), ("[\"0\",1]", "[\"0\",1]"),
    ])
    func boundsAreLeastAndMost(_ bound: String, _ found: String) throws {
        let bounds = JSON(object: [
            ("none", try JSONParser.parse("[0,6]")), ("nor_conv_3x3", try JSONParser.parse(bound)),
        ])
        #expect(
            try refusal(of: Examples.niches[0], with: "bounds", being: bounds)
                == "field 'bounds.nor_conv_3x3': found \(found), expected [least, most] with 0 <= least <= most"
        )
    }

    @Test func aReasonIsOneOfSeven() throws {
        #expect(
            try refusal(of: Examples.rejected[0], with: "reason", being: .string("ugly"))
                == "field 'reason': found \"ugly\", expected one of unreadable, out-of-niche, repeated, over-latency-limit, over-flops-limit, over-params-limit, surplus"
        )
        #expect(RejectedRecord.Reason.allCases.count == 7)
    }

    @Test func onlyTheRationaleMayBeUnknown() throws {
        #expect(try refusal(of: Examples.candidates[1], with: "rationale", being: .null) == "accepted")
        for field in CandidateRecord.schema.fields where field.name != "rationale" {
            let message = try refusal(of: Examples.candidates[1], with: field.name, being: .null)
            #expect(message.hasPrefix("field '\(field.name)': found null, expected "))
        }
    }
}
