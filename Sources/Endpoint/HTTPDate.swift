import CCURL

/// Dates as HTTP headers write them (RFC 9110, 5.6.7), in all three forms:
/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
public enum HTTPDate {
    /// Seconds since 1970, or nil where the text is no date.
    public static func seconds(_ text: String) -> Double? {
        // libcurl takes less than a date for one, such as a lone year; a date has at least this much.
        guard text.utf8.count >= 20, text.utf8.count <= 64, text.contains(":") else { return nil }
        let seconds = curl_getdate(text, nil)
        return seconds < 0 ? nil : Double(seconds)
    }
}
