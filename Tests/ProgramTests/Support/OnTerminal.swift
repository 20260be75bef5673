import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Search {
    /// All that a command says on a terminal of 80 columns and 24 lines.
    func onTerminal(_ command: [String], environment: [String: String]) throws -> String {
        var main: Int32 = -1
        var other: Int32 = -1
        var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&main, &other, nil, nil, &size) == 0 else { throw CocoaError(.fileReadUnknown) }
        defer { close(main) }
        let terminal = FileHandle(fileDescriptor: other, closeOnDealloc: false)
        let running = try RunningCommand(
            command, in: workplace.url, environment: environment, terminal: terminal)
        close(other)
        // Ends with an error as soon as nobody has the other end.
        var text = Data()
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while case let count = read(main, &buffer, buffer.count), count > 0 {
            text.append(contentsOf: buffer.prefix(count))
        }
        _ = try running.wait()
        return String(decoding: text, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
    }
}
