import CCURL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One transfer: owns libcurl's easy handle and gathers what comes.
///
/// libcurl calls back with the object's address, so whoever performs the transfer keeps the object.
final class CurlTransfer {
    /// Bytes of header lines beyond which a response is given up.
    private static let headerLimit = 1 << 18

    let handle: UnsafeMutableRawPointer
    private var headerLines: UnsafeMutablePointer<curl_slist>?
    private let bodyLimit: Int
    private let timeOut: Double
    private var body: [UInt8] = []
    private var headers = HTTPHeaders()
    private var headerBytes = 0
    private var isTooLarge = false

    /// nil where libcurl has no memory for it.
    init?(_ request: HTTPRequest) {
        guard let handle = curl_easy_init() else { return nil }
        self.handle = handle
        bodyLimit = request.bodyLimit
        timeOut = request.timeOut
        for line in request.headers { headerLines = curl_slist_append(headerLines, line) }
        let milliseconds = Int(min(max(request.timeOut, 0.001), 1e6) * 1000)
        ccurl_set_text(handle, CURLOPT_URL, request.url)
        ccurl_allow_http_only(handle)
        ccurl_set_list(handle, CURLOPT_HTTPHEADER, headerLines)
        ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, milliseconds)
        ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, min(milliseconds, 30_000))
        ccurl_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
        // A redirect could lead the key to a stranger.
        ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
        ccurl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // Every encoding libcurl can undo.
        ccurl_set_text(handle, CURLOPT_ACCEPT_ENCODING, "")
        if request.method == .post {
            ccurl_set_long(handle, CURLOPT_POST, 1)
            _ = request.body.withUnsafeBytes { ccurl_set_body(handle, $0.baseAddress, $0.count) }
        }
        ccurl_set_receivers(
            handle,
            { bytes, size, count, context in
                CurlTransfer.of(context).takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
            },
            { bytes, size, count, context in
                CurlTransfer.of(context).takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headerLines)
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
        context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Returns how many bytes were taken; fewer than came ends the transfer.
    fileprivate func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard bytes.count <= bodyLimit - body.count else {
            isTooLarge = true
            return 0
        }
        body.append(contentsOf: bytes)
        return bytes.count
    }

    fileprivate func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
        headerBytes += bytes.count
        guard headerBytes <= Self.headerLimit else {
            isTooLarge = true
            return 0
        }
        headers.addLine(String(decoding: bytes, as: UTF8.self))
        return bytes.count
    }

    /// What came of it, once libcurl is done.
    func outcome(_ result: CURLcode) -> HTTPOutcome {
        guard result == CURLE_OK else { return .broken(failure(result)) }
        var status = 0
        ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return .answered(HTTPAnswer(status: status, headers: headers, body: body))
    }

    private func failure(_ result: CURLcode) -> TransferFailure {
        let words = String(cString: curl_easy_strerror(result))
        switch result {
        case _ where isTooLarge:
            return TransferFailure(
                code: "too_large", message: "the response is longer than \(bodyLimit) bytes")
        case CURLE_OPERATION_TIMEDOUT:
            return TransferFailure(code: "timed_out", message: "no whole response within \(timeOut) s")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return TransferFailure(code: "name_not_found", message: words)
        case CURLE_COULDNT_CONNECT:
            var reason = 0
            ccurl_get_long(handle, CURLINFO_OS_ERRNO, &reason)
            let cause =
                reason == 0
                ? words : "cannot connect: " + String(cString: strerror(Int32(truncatingIfNeeded: reason)))
            return TransferFailure(code: "connection_failed", message: cause)
        // A certificate that does not verify, ours or theirs, will not tomorrow.
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            return TransferFailure(code: "tls", message: words)
        // A handshake that fails is mostly one that was cut off.
        case CURLE_SSL_CONNECT_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR,
            CURLE_SEND_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_BAD_CONTENT_ENCODING:
            return TransferFailure(code: "connection_lost", message: words)
        case CURLE_URL_MALFORMAT: return TransferFailure(code: "bad_address", message: words)
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
            return TransferFailure(code: "not_http", message: words)
        default: return TransferFailure(code: "connection_failed", message: words)
        }
    }
}

extension CurlTransfer? {
    fileprivate func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int { self?.takeBody(bytes) ?? 0 }
    fileprivate func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Int { self?.takeHeader(bytes) ?? 0 }
}
