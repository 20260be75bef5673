import Records
import Spaces
import Testing

@testable import Proposal

struct ChildrenReplyTests {
    private func reply(_ text: String, asked: Int = 2) throws -> ChildrenReply<Cell> {
        try ChildrenReply(JSONParser.parse(text), asked: asked)
    }

    private static let child =
        #"{"child_id":"x","operation":"crossover","architecture_code":"3sss11","parents":["3sss1s","|none~0|+|none~0|none~1|+|none~0|none~1|none~2|","?"],"rationale":"because"}"#

    @Test(arguments: [
        #"{"children":[\#(child)]}"#, "[\(child)]", child, #"{"note":1,"candidates":[\#(child)]}"#,
    ])
    func everyFormIsRead(_ text: String) throws {
        let child = try #require(try reply(text).children.first)
        #expect(child.childID == "x" && child.operation == .crossover && child.code == "3sss11")
        #expect(try child.cell == Cell("3sss11") && child.objection == nil)
        #expect(try child.parents == [Cell("3sss1s"), Cell("------")], "the third is none")
        #expect(child.rationale == "because")
    }

    @Test func codesAloneAreChildren() throws {
        let children = try reply(#"["3sss11","xyz"]"#).children
        #expect(children.map(\.childID) == ["c1", "c2"] && children.map(\.code) == ["3sss11", "xyz"])
        #expect(try children.map(\.cell) == [Cell("3sss11"), nil])
    }

    @Test(arguments: ["architecture", "code", "cell", "arch", "architecture_code"])
    func theCodeHasManyNames(_ name: String) throws {
        #expect(
            try reply(#"[{"\#(name)":"3sss11","operator":"Mutation","reason":"r","id":7}]"#).children
                == reply(
                    #"[{"architecture_code":"3sss11","operation":"mutation","rationale":"r","child_id":"7"}]"#
                )
                .children)
    }

    @Test func aChildOfWrongTypesCostsNoOtherItsPlace() throws {
        let children = try reply(
            #"{"children":[{"architecture_code":5,"child_id":[],"operation":{},"parents":"no","rationale":3},null,{},7,{"architecture_code":"3sss11"}]}"#
        ).children
        #expect(children.count == 5)
        #expect(children.prefix(4).allSatisfy { $0.cell == nil && $0.objection?.isEmpty == false })
        #expect(try children[4].cell == Cell("3sss11"))
        #expect(children[0].operation == nil && children[0].rationale == nil && children[0].childID == "c1")
    }

    @Test(arguments: ["null", "3", "{}", "[]", #"{"children":[]}"#, #"{"children":"3sss11"}"#, #""3sss11""#])
    func whatHasNoChildIsUnusable(_ text: String) {
        #expect(throws: UnusableReply.self) { try reply(text) }
    }

    @Test func fourTimesWhatWasAskedIsRead() throws {
        let many = JSON((0..<1_000).map { Cell.all[$0].letters })
        let reply = try ChildrenReply(many, asked: 3)
        #expect(reply.children.count == 12)
        #expect(reply.notes == ["the reply lists 1000 children, the first 12 were read"])
        #expect(try ChildrenReply(many, asked: .max).children.count == 1_000)
        #expect(try ChildrenReply(many, asked: .min).children.count == 4)
    }

    @Test func textsAreOnePlainLineOfBoundedLength() throws {
        let hostile = String(repeating: "\u{1B}[2J\n{{x}}", count: 50_000)
        let json = JSON(object: [
            ("architecture_code", .string(hostile)), ("child_id", .string(hostile)),
            ("rationale", .string(hostile)), ("operation", .string(hostile)), ("parents", JSON([hostile])),
        ])
        let child = try #require(try ChildrenReply(json, asked: 1).children.first)
        for text in [child.code, child.childID, child.rationale ?? "", child.objection ?? ""] {
            #expect(text.unicodeScalars.count <= 400 && !text.unicodeScalars.contains { $0.value < 0x20 })
            #expect(!text.isEmpty)
        }
    }

    // MARK: - Taking

    private func take(
        _ codes: [String], _ scope: Scope<Cell>, tried: [String] = []
    ) throws -> (intake: ChildrenIntake<Cell>, refused: [RejectedChild]) {
        var acceptance = Acceptance<Cell>(novelty: .text, tried: try tried.map { try Cell($0) })
        var intake = ChildrenIntake<Cell>(scope, niches: Niches.paper)
        let refused = intake.take(try ChildrenReply(JSON(codes), asked: scope.children), &acceptance)
        return (intake, refused)
    }

    @Test func childrenAreTakenUntilThereAreEnough() throws {
        let scope = Scope<Cell>(Niches.paper[2], operators: [.crossover, .mutation])
        let (intake, refused) = try take(
            ["3sss11", "3sss11", "33ss11", "bad", "3sssss", "3sss1s", "3sss1p"], scope, tried: ["3sssss"])
        #expect(intake.accepted.map(\.child.cell.letters) == ["3sss11", "3sss1s"])
        #expect(intake.accepted.map(\.child.operation) == ["crossover", "mutation"], "as was drawn")
        #expect(intake.accepted.map(\.niche) == ["S2", "S2"] && intake.wanted == 0)
        #expect(refused.map(\.reason) == [.repeated, .outOfNiche, .unreadable, .repeated, .surplus])
        #expect(refused.map(\.id) == ["c2", "c3", "c4", "c5", "c7"])
        #expect(refused.allSatisfy { $0.niche == "S2" && !$0.detail.isEmpty })
    }

    @Test func aRepairGoesOnWhereTheFirstReplyEnded() throws {
        let scope = Scope<Cell>(Niches.paper[2], operators: [.mutation, .mutation])
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [])
        var intake = ChildrenIntake<Cell>(scope, niches: Niches.paper)
        let first = intake.take(try reply(#"["3sss11","zzz"]"#), &acceptance)
        #expect(intake.wanted == 1 && first.map(\.reason) == [.unreadable])
        let second = intake.take(try reply(#"["3sss11","3sss1s"]"#), &acceptance)
        #expect(intake.wanted == 0 && second.map(\.reason) == [.repeated])
        #expect(try intake.accepted.map(\.child.cell) == [Cell("3sss11"), Cell("3sss1s")])
    }

    /// Surplus children are not judged: another call may still propose them.
    @Test func surplusChildrenStayOpen() throws {
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [])
        var intake = ChildrenIntake<Cell>(
            Scope<Cell>(Niches.paper[2], operators: [.model]), niches: Niches.paper)
        _ = intake.take(try reply(#"["3sss11","3sss1s"]"#), &acceptance)
        #expect(try acceptance.isOpen(Cell("3sss1s")) && !acceptance.isOpen(Cell("3sss11")))
    }

    @Test func childrenOfTheWholeSpaceGoHome() throws {
        let whole = Scope<Cell>(wholeWith: [.model, .model, .model])
        let (intake, refused) = try take(["s--s--", "33333s", "3sss11"], whole)
        #expect(intake.accepted.map(\.niche) == ["S0", "S5", "S2"] && refused.isEmpty)
        var acceptance = Acceptance<Cell>(novelty: .text, tried: [])
        var homeless = ChildrenIntake<Cell>(whole, niches: [Niches.paper[0]])
        let rejected = homeless.take(try reply(#"["3sss11"]"#), &acceptance)
        #expect(rejected.map(\.reason) == [.outOfNiche] && rejected[0].niche == "all")
    }
}
