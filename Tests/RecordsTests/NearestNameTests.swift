import Records
import Testing

struct NearestNameTests {
    @Test(arguments: [
        ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1),
        ("kitten", "sitting", 3),
        ("childern", "children", 1), ("ca", "abc", 3), ("seed", "sed", 1),
    ])
    func distancesAreThoseOfThePapers(left: String, right: String, expected: Int) {
        #expect(NearestName.distance(Array(left.utf8), Array(right.utf8)) == expected)
        #expect(NearestName.distance(Array(right.utf8), Array(left.utf8)) == expected)
    }

    @Test(
        arguments: [
            ("childern", "children"), ("Prompt", "prompt"), ("evalute", "evaluate"), ("sedd", "seed"),
            ("agregate", "aggregate"), ("banana", nil), ("", nil), ("x", nil),
            (String(repeating: "e", count: 100_000), nil),
        ] as [(String, String?)])
    func onlyWhatIsNearIsSuggested(name: String, expected: String?) {
        let names = ["children", "prompt", "evaluate", "seed", "aggregate"]
        #expect(NearestName.of(name, among: names) == expected)
    }
}
