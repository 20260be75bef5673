internal import LanguageModel
internal import PipelineFile
internal import StageKit

/// Whether a model's endpoint is named in a way that `ask` can use. Nobody is asked unless that is wished, and
/// of the key no more is told than whether it is long.
struct EndpointCheck {
    private static let check = "model"

    let findings: [Finding]

    init(settings: PipelineSettings?, online: Bool) {
        let model = settings?.prompt.model
        let asks = settings?.prompt.proposer.asksModel
        guard asks != false else {
            findings = [Finding(.ok, Self.check, "this pipeline asks none")]
            return
        }
        if let transport = model?.transport, transport == .files || transport == .replay {
            findings = [
                Finding(
                    .ok, Self.check, "answers come by transport \(transport.rawValue): no endpoint is asked")
            ]
            return
        }
        let addresses = [
            ("prompt.model.base_url", model?.baseURL),
            ("OPENAI_BASE_URL", Environment.variables["OPENAI_BASE_URL"]),
            ("OPENAI_API_BASE", Environment.variables["OPENAI_API_BASE"]),
        ].compactMap { source, value in value.map { (source, $0) } }
        let address = addresses.first { !$0.1.isEmpty }
        let keyVariable = model?.keyVariable ?? "OPENAI_API_KEY"
        let key = Environment.variables[keyVariable].flatMap { $0.isEmpty ? nil : $0 }
        guard address != nil || key != nil else {
            findings = [
                Finding(
                    asks == true ? .trouble : .ok, Self.check, "no endpoint is set",
                    "to search with a model set OPENAI_BASE_URL, or \(keyVariable), or both")
            ]
            return
        }
        let named = [Self.addressFinding(address, online: online), Self.keyFinding(key, keyVariable)]
        let isUsable = named.allSatisfy { $0.verdict != .trouble }
        findings =
            named + (online && isUsable ? [EndpointTrial.finding(model ?? PipelineSettings.Model())] : [])
    }

    private static func addressFinding(
        _ address: (source: String, text: String)?, online: Bool
    ) -> Finding {
        let advice = online ? nil : "nobody was asked; --online does"
        guard let address else {
            return Finding(.ok, check, "OpenAI's own endpoint", advice)
        }
        guard let origin = origin(of: address.text) else {
            return Finding(
                .trouble, check, "\(address.source) holds no address that `ask` takes",
                "expected one such as http://localhost:8000/v1, without user, query or fragment")
        }
        let proxies = ["https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY"]
        let proxy = proxies.first { Environment.variables[$0]?.isEmpty == false }
        return Finding(
            .ok, check, "\(address.source) names \(origin)" + (proxy.map { ", \($0) is set" } ?? ""), advice)
    }

    /// Scheme, host and port; nil where the address is none or may hold a secret.
    private static func origin(of text: String) -> String? {
        let lowered = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { lowered.hasPrefix($0) }),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !text.contains(where: { "@?#\\".contains($0) })
        else { return nil }
        let host = text.dropFirst(scheme.count).prefix { $0 != "/" }
        return host.isEmpty ? nil : PlainText.oneLine(scheme + host, limit: 200)
    }

    private static func keyFinding(_ key: String?, _ variable: String) -> Finding {
        // The variable's name is a pipeline file's, so a stranger's.
        let variable = PlainText.oneLine(variable, limit: 80)
        guard let key else { return Finding(.ok, "key", "\(variable) is not set: sent without one") }
        guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return Finding(
                .trouble, "key", "\(variable) holds a space, a line break or the like",
                "such a key cannot be sent; set it anew")
        }
        let count = key.utf8.count
        if count < SecretRedaction.shortest {
            return Finding(
                .hint, "key", "\(variable) is set, fewer than \(SecretRedaction.shortest) characters",
                "so short a key is not taken out of what comes back")
        }
        return Finding(
            .ok, "key", "\(variable) is set, \(count < 20 ? "fewer than" : "at least") 20 characters")
    }
}
