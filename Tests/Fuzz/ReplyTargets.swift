import LanguageModel
import Proposal
import Records
import Spaces

private let cell = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|"

private let replies = [
    #"{"children":[{"child_id":"c1","operation":"mutation","architecture_code":"13s-p3","parents":["a"],"rationale":"b"}]}"#,
    "Sure!\n```json\n{\"children\": [{\"architecture\": \"\(cell)\"}, {\"code\": \"3-1-0-2-4-1\"},]}\n```\nHope that helps.",
    "<think>let {me} see</think>[\"133333\", \"1-1-1-1-1-1\"]",
    #"{'trials': [{'code': "2-1-3-4-5-1", 'why': None}, {'code': '1-1-1-1-1-5'}"#,
    #"{"rules":[{"rule":"Use 3x3.","replaces":"r3"},{"rule_1":"x"}],"Updated_Knowledge_Base":["a"]}"#,
    #"{"strategy":["Widen","then narrow"],"trials":[{"code":"1-2-3-4-5-1"}]}"#,
].map { Array($0.utf8) }

private let words = [
    "{", "}", "[", "]", "\"", "'", "```", "```json\n", "<think>", "</think>", "\\", "\\n", "//", "/*", "*/",
    ",", ":", "None",
    "True", "NaN", "children", "rules", "strategy", "code", "…", "“", "”", "\u{202E}", "\u{1B}[31m", "\0",
    "null", "…", "\"\"\"",
    cell, "13s-p3", "3-1-0-2-4-1",
]

/// What a model's answer goes through, from the line of a batch to proposals.
func replyTargets() -> [FuzzTarget] {
    let bodies = replies.map { reply in
        let content = JSON.string(String(decoding: reply, as: UTF8.self)).text
        return Array(
            #"{"id":"r1","custom_id":"g01-S2-children-0","error":null,"response":{"status_code":200,"request_id":"x","body":{"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":\#(content)}}],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}}}"#
                .utf8)
    }
    let failures = [
        #"{"custom_id":"a","response":null,"error":{"code":"timeout","message":"slow"}}"#,
        #"{"custom_id":"a","response":{"status_code":429,"body":{"error":{"message":"busy","type":"x","code":"rate_limit"}}},"error":null}"#,
    ].map { Array($0.utf8) }
    return [
        FuzzTarget("reply/text", samples: replies, words: words, allowance: Allowance.values) {
            try propose(String(decoding: $0, as: UTF8.self))
        },
        FuzzTarget(
            "reply/line", samples: bodies + failures, words: words, isJSON: true, allowance: Allowance.values
        ) { bytes in
            for line in try ResponseFile(bytes, file: "a.jsonl").lines {
                try Misbehaviour.check("\(line.verdict)")
                let reply = Reply(body: line.body)
                try reply.problem.map(Misbehaviour.check)
                if let content = reply.content { try Misbehaviour.refusing { try propose(content) } }
            }
        },
    ]
}

private func propose(_ text: String) throws {
    let found = try ReplyJSON.find(in: text, keys: ["children", "trials", "rules", "strategy"])
    try Misbehaviour.check(PlainText.oneLine(text, limit: 300) + ".")
    try Misbehaviour.refusing { _ = try KnowledgeReply(found.value) }
    try Misbehaviour.refusing { _ = try StrategyReply(found.value) }
    try Misbehaviour.refusing { _ = try ChildrenReply(found.value, asked: 4, encoding: .neutral) }
    for note in try ChildrenReply(found.value, asked: 4, encoding: .letters).notes {
        try Misbehaviour.check(note)
    }
}

/// Cells and transformers as people and models write them.
func cellTarget() -> FuzzTarget {
    let transformer = "depth=12,embed_dim=192,mlp_ratio=4-4-3.5,num_heads=3-3-4"
    return FuzzTarget(
        "cell", samples: [Array(cell.utf8), Array(transformer.utf8)],
        words: [
            "|", "~", "+", "none", "nor_conv_1x1", "skip_connect", "0", "1", "2", "3", "-", ",", "=", "depth",
            "\n", "é",
        ]
    ) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        _ = bytes.withUnsafeBufferPointer { Cell(utf8: $0) }
        if let read = try? VisionTransformer(parsing: text),
            try VisionTransformer(parsing: read.description) != read
        {
            throw Misbehaviour("written again, it is not what was read")
        }
        let read = try Cell(parsing: text)
        guard try Cell(parsing: read.description) == read else {
            throw Misbehaviour("written again, it is not what was read")
        }
    }
}
