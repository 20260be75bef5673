import Proposal
import Records

extension RejectedChild {
    /// What a model is told of it: `"xx3": unreadable: …`, every part of bounded length.
    var line: String {
        "\"\(Quoted.line(text, limit: 120))\": \(reason.words)"
            + (detail.isEmpty ? "" : ": \(Quoted.line(detail, limit: 200))")
    }
}

extension RejectedRecord.Reason {
    var words: String {
        switch self {
        case .unreadable: "unreadable"
        case .outOfNiche: "out of niche"
        case .repeated: "repeated"
        case .overLatencyLimit: "over the latency limit"
        case .overFlopsLimit: "over the limit of multiply-adds"
        case .overParamsLimit: "over the limit of parameters"
        case .surplus: "more than was asked for"
        }
    }
}
