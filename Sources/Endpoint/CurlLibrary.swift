internal import CCURL

/// Which libcurl works here: the library that is loaded, not the header that was compiled.
public enum CurlLibrary {
    /// With its TLS library, as in "libcurl 7.88.1, OpenSSL/3.0.17"; "no TLS" where it has none, and so
    /// cannot speak https.
    public static let version: String = {
        // What is asked for stands in the oldest form of the answer already.
        guard let information = curl_version_info(CURLVERSION_FIRST) else { return "libcurl" }
        func text(_ pointer: UnsafePointer<CChar>?) -> String? {
            pointer.map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        let version = text(information.pointee.version) ?? "of unknown version"
        return "libcurl \(version), \(text(information.pointee.ssl_version) ?? "no TLS")"
    }()
}
