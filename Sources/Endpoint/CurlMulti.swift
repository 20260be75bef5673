import CCURL

/// Transfers side by side on one thread: owns libcurl's multi handle, and with it the connections kept
/// alive between transfers.
final class CurlMulti {
    private let handle: UnsafeMutableRawPointer
    private var transfers: [UnsafeMutableRawPointer: (number: Int, transfer: CurlTransfer)] = [:]

    private static let isStarted = ccurl_start() == CURLE_OK

    init() throws(EndpointError) {
        guard Self.isStarted, let handle = curl_multi_init() else {
            throw EndpointError(.software, "libcurl cannot start")
        }
        self.handle = handle
    }

    deinit {
        for transfer in transfers.keys { curl_multi_remove_handle(handle, transfer) }
        curl_multi_cleanup(handle)
    }

    /// How many are in flight.
    var count: Int { transfers.count }

    /// Starts a request; its outcome comes back under the number.
    func start(_ request: HTTPRequest, number: Int) throws(EndpointError) {
        guard let transfer = CurlTransfer(request), curl_multi_add_handle(handle, transfer.handle) == CURLM_OK
        else { throw EndpointError(.software, "libcurl cannot start a transfer") }
        transfers[transfer.handle] = (number, transfer)
    }

    /// Moves every transfer on as far as it goes without waiting; returns those that ended.
    func advance() -> [(number: Int, outcome: HTTPOutcome)] {
        var running: Int32 = 0
        curl_multi_perform(handle, &running)
        var ended: [(number: Int, outcome: HTTPOutcome)] = []
        var result = CURLE_OK
        while let finished = ccurl_next_finished(handle, &result) {
            curl_multi_remove_handle(handle, finished)
            guard let (number, transfer) = transfers.removeValue(forKey: finished) else { continue }
            ended.append((number, transfer.outcome(result)))
        }
        return ended
    }

    /// Waits until a transfer can move on, a watched descriptor has something, or so many seconds are over.
    func wait(_ seconds: Double, watching descriptors: [WatchedDescriptor]) {
        var watched = descriptors.map {
            curl_waitfd(fd: $0.descriptor, events: Int16($0.events), revents: 0)
        }
        let milliseconds = Int32((min(max(seconds, 0), 60) * 1000).rounded(.up))
        curl_multi_poll(handle, &watched, UInt32(watched.count), milliseconds, nil)
    }
}

/// A descriptor of ours to wake up for; errors and hang-ups wake in any case.
struct WatchedDescriptor {
    var descriptor: Int32
    var forReading = false
    var forWriting = false

    fileprivate var events: Int32 {
        (forReading ? CURL_WAIT_POLLIN : 0) | (forWriting ? CURL_WAIT_POLLOUT : 0)
    }
}
