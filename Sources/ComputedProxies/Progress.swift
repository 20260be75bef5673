internal import StageKit

/// How far the computing is, on standard error: all the time on a terminal, else by tenths of what takes a while.
public final class Progress {
    private let program: String
    private var told = 0

    public init(_ program: String) { self.program = program }

    public func done(_ number: Int, of count: Int) {
        let words = "\(program): proxies of \(number) of \(count) networks computed"
        StandardStreams.showProgress(words)
        let tenths = number * 10 / max(1, count)
        guard !StandardStreams.hasCursor, count >= 50, tenths > told else { return }
        told = tenths
        StandardStreams.tell(words)
    }
}
