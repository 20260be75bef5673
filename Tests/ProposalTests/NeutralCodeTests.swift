import Records
import Spaces
import Testing

@testable import Proposal

struct NeutralCodeTests {
    @Test func everyCellHasACodeOfItsOwnThatReadsBack() throws {
        #expect(Set(Cell.all.map(NeutralCode.text)).count == Cell.count)
        for cell in Cell.all { #expect(try NeutralCode.cell(NeutralCode.text(cell)) == cell) }
    }

    @Test(arguments: ["ADBECA", " `a-d-b-e-c-a` ", "[A, D, B, E, C, A]", "A→D→B→E→C→A", "\"ADBECA\"."])
    func itIsReadHoweverItIsSetOut(_ text: String) throws {
        #expect(try NeutralCode.cell(text) == Cell("3s1-p3"))
    }

    @Test func listsOfLettersAreReadToo() throws {
        let list = JSON(["A", "D", "B", "E", "C", "A"])
        #expect(try NeutralCode.cell(list) == Cell("3s1-p3"))
    }

    @Test(arguments: [
        (JSON.string("ADBEC"), "'ADBEC' has 5 letters, expected six"),
        (.string("13s-p3"), "'13s-p3' is not six letters of A B C D E"),
        (.string("A0DBECA"), "'A0DBECA' is not six letters of A B C D E"),
        (.string(" - "), "the code is empty"),
        (.string(String(repeating: "A", count: 300)), "a text of 300 bytes is no code"),
        (.integer(6), "a code is six letters of A B C D E, not a whole number"),
        (.array([.string("A"), .null]), "a list that is not six letters of A B C D E"),
        (JSON(Array(repeating: "A", count: 9)), "a list that is not six letters of A B C D E"),
    ])
    func whatIsNoCellIsNamed(_ json: JSON, _ words: String) {
        do throws(UnusableReply) {
            let cell = try NeutralCode.cell(json)
            Issue.record("read as \(cell)")
        } catch {
            #expect(error.message == words)
        }
    }

    /// Another way of writing is no way in: a reply in the benchmark's letters has no cell.
    @Test func aReplysEncodingDecides() throws {
        let json = try JSONParser.parse(#"{"trials":[{"code":"ADBECA","rationale":"r"},{"code":"3s1-p3"}]}"#)
        let reply = try ChildrenReply(json, asked: 2, encoding: .neutral)
        #expect(try reply.children.map(\.cell) == [Cell("3s1-p3"), nil])
        #expect(try ChildrenReply(json, asked: 2).children.map(\.cell) == [nil, Cell("3s1-p3")])
        #expect(throws: UnusableReply("the list of trials is empty")) {
            try ChildrenReply(.array([]), asked: 2, encoding: .neutral)
        }
    }
}
