import Foundation
import TestSupport
import Testing

@testable import LanguageModel
@testable import Records

struct SecretRedactionTests {
    private let key = "sk-proj/A+b\"9=zz"
    private var redaction: SecretRedaction { SecretRedaction(secrets: [key, "second-secret"]) }

    @Test func eachSecretIsTakenOutWhereverItStands() {
        #expect(
            redaction.text("Bearer \(key), \(key)second-secret.")
                == "Bearer [key removed], [key removed][key removed].")
        #expect(redaction.text(key) == "[key removed]")
        #expect(redaction.text("") == "")
        #expect(redaction.text("sk-proj and second secret") == "sk-proj and second secret")
    }

    @Test func otherWritingsOfASecretAreFound() throws {
        let percent = try #require(
            key.addingPercentEncoding(
                withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~"))))
        #expect(percent != key)
        #expect(redaction.text("?k=\(percent)&") == "?k=[key removed]&")
        #expect(
            redaction.text(
                "?k=\(percent.lowercased().replacing("sk-proj%2fa%2bb", with: "sk-proj%2fA%2bb"))&")
                == "?k=[key removed]&")
        #expect(redaction.text(JSON.string(key).text) == "\"[key removed]\"")
        #expect(redaction.text(#"sk-proj\/A+b\"9=zz"#) == "[key removed]")
    }

    @Test(arguments: ["", "u", "us", "user:", "ab:c:"])
    func base64IsFoundAtAnyOffset(before: String) {
        for after in ["", "x", "xy", "xyz"] {
            let encoded = Data((before + key + after).utf8).base64EncodedString()
            for written in [encoded, encoded.replacing("+", with: "-").replacing("/", with: "_")] {
                let shown = redaction.text("Basic \(written)")
                #expect(shown.contains("[key removed]"), "\(written)")
                // At most a character on either side may be left of it, and the padding.
                #expect(shown.utf8.count <= "Basic [key removed]".utf8.count + 4 + 12)
            }
        }
    }

    @Test func secretsThatOverlapLeaveNothing() {
        let redaction = SecretRedaction(secrets: ["aaaaaaaa", "aaaabbbb", "bbbbcccc"])
        #expect(redaction.text("aaaaaaaaaaaabbbbcccc!") == "[key removed]!")
        #expect(SecretRedaction(secrets: ["12345678", "1234567890"]).text("1234567890") == "[key removed]")
    }

    @Test func shortSecretsAndSpaceAroundThemAreIgnored() {
        #expect(SecretRedaction(secrets: ["EMPTY", "", "1234567"]).text("EMPTY 1234567") == "EMPTY 1234567")
        #expect(SecretRedaction(secrets: [" 12345678\n"]).text("=12345678;") == "=[key removed];")
        #expect(SecretRedaction(secrets: ["          "]).text("          ") == "          ")
    }

    @Test func jsonIsRedactedInStringsAndNames() throws {
        let value = JSON(object: [
            (key, .array([.string("Bearer \(key)"), .integer(5), .null])), ("second-secret", .bool(true)),
            ("plain", JSON(object: [("deep", .string("second-secret"))])),
        ])
        let redacted = redaction.json(value)
        #expect(
            redacted.text
                == #"{"[key removed]":["Bearer [key removed]",5,null],"[key removed] 2":true,"plain":{"deep":"[key removed]"}}"#
        )
        #expect(try JSONParser.parse(redacted.text).members?.count == 3)
        #expect(SecretRedaction(secrets: []).json(value) == value)
    }

    @Test func aTextThatNearlyMatchesEverywhereIsReadInOneGo() {
        let nearly = String(repeating: "a", count: 400_000)
        let secret = String(repeating: "a", count: 4_000) + "b"
        let redaction = SecretRedaction(secrets: [secret])
        #expect(redaction.text(nearly) == nearly)
        #expect(redaction.text(nearly + "b") == String(repeating: "a", count: 396_000) + "[key removed]")
    }

    @Test func randomTextsKeepAllButTheSecret() {
        for seed in UInt64(0)..<200 {
            var random = SplitMix64(seed: seed)
            // Few letters, so that beginnings of the secret are everywhere.
            func text(_ count: Int) -> String {
                String((0..<count).map { _ in Bool.random(using: &random) ? "a" : "b" } as [Character])
            }
            let secret = text(8)
            let redaction = SecretRedaction(secrets: [secret])
            let sample = text(200)
            let shown = redaction.text(sample)
            #expect(!shown.contains(secret), "seed \(seed)")
            #expect(shown.contains("[key removed]") == sample.contains(secret), "seed \(seed)")
            let rest = shown.split(separator: "[key removed]", omittingEmptySubsequences: true)
            #expect(rest.allSatisfy { sample.contains($0) }, "seed \(seed)")
        }
    }
}
